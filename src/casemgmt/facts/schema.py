"""The fact tables: what each row says, in one place.

A fact is a version row: what one command told, with its day, and the stretch of recorded
time ``[kf, kt)``, in microseconds, in which it stood. What was known at K is then a filter,
``kf <= K AND kt > K``; never ask for ``kt =`` the open end (the planner believes it is
rare). ``rec`` is a small number for the subject whose story it is; ``o`` is the order of
counting.md §1.1 in one number: the day, then the rank of (recorded at, command id) among
all commands of the records ever linked. Hours and counts that may have decimals are kept
as whole numbers of ten-thousandths.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OPEN = 2**62
"""The end of a stretch of recorded time that has not ended."""

SCALE = 10_000
"""Numbers with decimals are kept as whole numbers of ten-thousandths."""

_FACT = "rec INTEGER, {columns}, kf BIGINT, kt BIGINT"

_DIRECTORY: Mapping[str, str] = {
    "state": "epoch VARCHAR, position BIGINT, shape INTEGER",
    "subject": "rec INTEGER, id UUID, kind VARCHAR",
    "kind": "type SMALLINT, name VARCHAR",
    "birth": "bucket INTEGER, sealed BLOB",
    # of a tail: whom what stands below it speaks of no more
    "shadowed": "rec INTEGER",
    # stories that could not be folded: what stood of them stands, and they are tried again
    "parked": "id UUID, error VARCHAR",
    # stories of which so many events could not be read: they are in no fact
    "unread": "id UUID, events INTEGER",
}

_FACTS: Mapping[str, str] = {
    # the spine: which command told it; no other table carries ids
    "command": "seq INTEGER, id UUID, type SMALLINT, day DATE, exact BOOLEAN,"
    " recday DATE, fix UUID",
    # who
    "record": "person INTEGER",
    "person": "sex VARCHAR, district VARCHAR, disability VARCHAR, reg_day DATE,"
    " birth SMALLINT",
    "link": "seq INTEGER, other INTEGER",
    # the case, walked in the fold; until and end_ may lie after an as-of day
    "episode": "n INTEGER, start_ DATE, end_ DATE, reason VARCHAR, next_start DATE",
    "spell": "n INTEGER, kind VARCHAR, i INTEGER, value VARCHAR, from_ DATE, until DATE",
    "stay": "i INTEGER, centre VARCHAR, from_ DATE, until DATE",
    "step": "o BIGINT, day DATE, kind VARCHAR, level VARCHAR",
    "consent": "o BIGINT, day DATE, purposes INTEGER, given BOOLEAN, guardian BOOLEAN,"
    " until DATE",
    "goal": "o BIGINT, day DATE, plan VARCHAR, i INTEGER, goal VARCHAR, due DATE",
    "approval": "o BIGINT, day DATE, plan VARCHAR",
    "approver": "o BIGINT, day DATE, worker VARCHAR",
    "goal_end": "o BIGINT, day DATE, plan VARCHAR, goal VARCHAR, met BOOLEAN",
    "referral": "o BIGINT, day DATE, referral VARCHAR, kind VARCHAR",
    # protection
    "work": "o BIGINT, day DATE, ymd INTEGER, econ BIGINT, chores BIGINT,"
    " hazardous VARCHAR, worst BOOLEAN",
    # school support; eo is the schooling order, year 0 is a dropout
    "school": "o BIGINT, eo BIGINT, day DATE, kind VARCHAR, year INTEGER, grade VARCHAR,"
    " last_day DATE",
    "schooling": "o BIGINT, day DATE, situation VARCHAR",
    "pathway": "o BIGINT, day DATE, pathway VARCHAR",
    "attendance": "o BIGINT, day DATE, from_ DATE, to_ DATE, possible BIGINT,"
    " absent BIGINT, authorised BIGINT",
    "kit": "o BIGINT, day DATE, kind VARCHAR, kit VARCHAR, school_year VARCHAR,"
    " year INTEGER, centre VARCHAR, agreement VARCHAR",
    "result": "o BIGINT, day DATE, year INTEGER, grade VARCHAR, result VARCHAR",
    "session": "o BIGINT, day DATE, session VARCHAR, hours BIGINT",
    # vocational training
    "contract": "o BIGINT, day DATE, contract VARCHAR, starts DATE, ends DATE",
    "hours": "o BIGINT, day DATE, contract VARCHAR, practice BIGINT, centre BIGINT",
    "contract_end": "o BIGINT, day DATE, contract VARCHAR, completed BOOLEAN",
    "insertion": "o BIGINT, day DATE, checkpoint INTEGER, situation VARCHAR",
    # family support: rec is the household
    "home": "o BIGINT, day DATE",
    "member": "child INTEGER, i INTEGER, from_ DATE, until DATE",
    "visit": "o BIGINT, day DATE, present BOOLEAN",
    "allowance": "o BIGINT, day DATE, child INTEGER, kind VARCHAR, month DATE",
    "project": "o BIGINT, day DATE, project VARCHAR, started BOOLEAN, status VARCHAR",
    # organisation: rec is the centre, the agreement; a house is a centre while it is open
    "capacity": "i INTEGER, centre VARCHAR, from_ DATE, until DATE, places BIGINT",
    "house": "i INTEGER, centre VARCHAR, from_ DATE, until DATE, kind VARCHAR,"
    " region VARCHAR",
    "piece": "o BIGINT, day DATE, kind VARCHAR, item VARCHAR, serial VARCHAR,"
    " state VARCHAR",
    "season": "o BIGINT, day DATE, season VARCHAR, first DATE, last DATE, kind VARCHAR,"
    " beneficiaries BIGINT, structures BIGINT",
    "agreement": "o BIGINT, day DATE, starts DATE, ends DATE",
    "partner": "o BIGINT, i INTEGER, name VARCHAR",
    "agreement_end": "o BIGINT, day DATE",
}

TABLES: Mapping[str, str] = {
    name: _FACT.format(columns=columns) for name, columns in _FACTS.items()
}
"""Each fact table and its columns, ``rec`` first and ``kf, kt`` last."""

SHAPE = 7
"""Counts the shapes of these tables: facts of another shape are folded anew."""


def columns(table: str) -> tuple[tuple[str, str], ...]:
    """Return the names and types of the columns of a fact table, in order."""
    parts = (part.split() for part in TABLES[table].split(","))
    return tuple((name, kind) for name, kind in parts)


def create(connection: DuckDBPyConnection) -> None:
    """Make the empty tables of the database that is written."""
    for name, declared in {**_DIRECTORY, **TABLES}.items():
        connection.execute(f"CREATE TABLE told.{name} ({declared})")
