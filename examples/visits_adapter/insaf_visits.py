"""The home visits each child had, by month, and who had none for too long; a SQLite file."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from typing import Any, ClassVar

from casemgmt.adapters import (
    Batch,
    Position,
    RecordedEvent,
    Stories,
    Subject,
    as_kept,
    as_told,
    from_kept,
    journey_of,
)
from casemgmt.events import FollowUpRecorded, HomeVisited

TABLES = """
PRAGMA secure_delete = ON;  -- what is deleted is overwritten
CREATE TABLE IF NOT EXISTS told (command TEXT PRIMARY KEY, story TEXT, name TEXT, said TEXT);
CREATE INDEX IF NOT EXISTS told_of_a_story ON told (story);
CREATE TABLE IF NOT EXISTS visits (
    command TEXT, child TEXT, story TEXT, month TEXT, day TEXT, made INTEGER,
    PRIMARY KEY (command, child)
);
CREATE INDEX IF NOT EXISTS visits_of_a_story ON visits (story);
CREATE INDEX IF NOT EXISTS visits_of_a_child ON visits (child);
CREATE TABLE IF NOT EXISTS open_cases (child TEXT PRIMARY KEY, since TEXT);
CREATE TABLE IF NOT EXISTS persons (child TEXT PRIMARY KEY, person TEXT);
CREATE TABLE IF NOT EXISTS called (child TEXT PRIMARY KEY, reference TEXT);
CREATE TABLE IF NOT EXISTS stands (epoch TEXT, number INTEGER);
"""

CHILD = "coalesce((SELECT person FROM persons AS p WHERE p.child = {0}.child), {0}.child)"


class HomeVisits:
    """Who was visited at home, in which month; and which open cases were not, for how long.

    A visit is made when a follow-up of the kind ``home-visit`` saw the child, or when a visit
    to a household, with a caregiver there, names the child. Others are attempts. Two records
    that are linked are one child, called by the first of them.
    """

    api_version: ClassVar[int] = 1
    fields: ClassVar[frozenset[str]] = frozenset(
        {"reference"}
    )  # not needed: ids do without it
    events: ClassVar[frozenset[str]] = frozenset(
        {
            "case-opened.1",
            "case-reopened.1",
            "closure-approved.1",
            "closure-refused.1",
            "closure-requested.1",
            "command-corrected.1",
            "command-retracted.1",
            "death-recorded.1",
            "follow-up-recorded.1",
            "home-visited.1",
            "persons-linked.1",
            "persons-unlinked.1",
        }
    )

    def __init__(self, address: str) -> None:
        self._db = sqlite3.connect(address)
        self._db.executescript(TABLES)

    def position(self) -> Position | None:
        row = self._db.execute("SELECT epoch, number FROM stands").fetchone()
        return Position(*row) if row else None

    def project(self, batch: Batch) -> None:
        with self._db:  # one transaction: the rows and the position, or neither
            if batch.afresh:
                for table in ("told", "visits", "open_cases", "persons", "called"):
                    self._db.execute(f"DELETE FROM {table}")
            for story in {str(told.subject) for told in batch.events if self._keeps(told)}:
                self._work_out(story)
            self._link()
            self._db.execute("DELETE FROM stands")
            until = (batch.until.epoch, batch.until.number)
            self._db.execute("INSERT INTO stands VALUES (?, ?)", until)

    def forget(self, subject: Subject) -> None:
        gone = str(subject)
        with self._db:
            self._db.execute("DELETE FROM told WHERE story = ?", [gone])
            self._db.execute(
                "DELETE FROM visits WHERE story = ? OR child = ?", [gone, gone]
            )
            self._db.execute("DELETE FROM open_cases WHERE child = ?", [gone])
            self._db.execute("DELETE FROM called WHERE child = ?", [gone])
            naming = "SELECT command, said FROM told WHERE instr(said, ?)"
            for command, said in self._db.execute(naming, [gone]).fetchall():
                left = json.dumps(
                    _without(json.loads(said), gone)
                )  # a visit has other children
                self._db.execute(
                    "UPDATE told SET said = ? WHERE command = ?", [left, command]
                )
            # what still names it is a link to it, and says nothing without it
            self._db.execute("DELETE FROM told WHERE instr(said, ?)", [gone])
            self._link()

    def close(self) -> None:
        self._db.close()

    # what it answers

    def months(self) -> list[tuple[str, str, int]]:
        """Return how many visits each child had in each month there was one."""
        rows = f"""
            SELECT {CHILD.format("visits")} AS who, month, count(*) FROM visits WHERE made
            GROUP BY who, month ORDER BY who, month
        """
        return [
            (self._called(child), month, n) for child, month, n in self._db.execute(rows)
        ]

    def unvisited(self, on: str | date, days: int = 60) -> list[tuple[str, str | None]]:
        """Return the children whose open case had no visit for *days* days, and their last one.

        A case younger than that is not among them.
        """
        on = date.fromisoformat(on) if isinstance(on, str) else on
        rows = f"""
            SELECT who, last FROM
                (SELECT {CHILD.format("open_cases")} AS who, min(since) AS since FROM open_cases GROUP BY who)
            LEFT JOIN
                (SELECT {CHILD.format("visits")} AS seen, max(day) AS last FROM visits
                 WHERE made AND day <= :on GROUP BY seen)
            ON seen = who
            WHERE max(since, coalesce(last, since)) <= :limit
            ORDER BY who
        """
        limit = (on - timedelta(days=days)).isoformat()
        found = self._db.execute(rows, {"on": on.isoformat(), "limit": limit})
        return [(self._called(child), last) for child, last in found]

    def everything(self) -> list[list[Any]]:
        """Return all rows, the attempts too, in an order of their own."""
        visits = "SELECT child, story, month, day, made FROM visits ORDER BY 1, 4, 2, 5"
        rest = [
            f"SELECT * FROM {table} ORDER BY child"
            for table in ("open_cases", "persons", "called")
        ]
        return [self._db.execute(rows).fetchall() for rows in (visits, *rest)]

    def _called(self, child: str) -> str:
        found = self._db.execute("SELECT reference FROM called WHERE child = ?", [child])
        return (found.fetchone() or [child])[0]

    # how it keeps it

    def _keeps(self, told: RecordedEvent) -> bool:
        """Keep *told* as it came, and return whether it may change anything."""
        amended = told.corrects or told.retracts
        if told.name not in self.events or (amended and not self._kept(str(amended))):
            return False
        row = (
            str(told.command_id),
            str(told.subject),
            told.name,
            json.dumps(as_kept(told)),
        )
        self._db.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", row)
        return True

    def _kept(self, command: str) -> bool:
        found = self._db.execute("SELECT 1 FROM told WHERE command = ?", [command])
        return found.fetchone() is not None

    def _work_out(self, story: str) -> None:
        """Tell the story anew, of a child or a household."""
        kept = self._db.execute("SELECT said FROM told WHERE story = ?", [story]).fetchall()
        events = [from_kept(json.loads(said)) for (said,) in kept]
        self._db.execute("DELETE FROM visits WHERE story = ?", [story])
        for told in as_told(events):
            for child, made in _visited(told):
                row = (str(told.command_id), child, story, *_when(told.on), made)
                self._db.execute("INSERT INTO visits VALUES (?, ?, ?, ?, ?, ?)", row)
        self._db.execute("DELETE FROM open_cases WHERE child = ?", [story])
        self._db.execute("DELETE FROM called WHERE child = ?", [story])
        if story.startswith("child:") and (names := {e.reference for e in events} - {None}):
            self._db.execute("INSERT INTO called VALUES (?, ?)", (story, str(names.pop())))
        journey = journey_of(events)
        latest, died_on = journey.case.latest, journey.registration.died_on
        if latest is not None and latest.end is None and died_on is None:
            row = (story, latest.start.isoformat())
            self._db.execute("INSERT INTO open_cases VALUES (?, ?)", row)

    def _link(self) -> None:
        """Work out anew which records are one child: few are linked."""
        rows = (
            "SELECT said FROM told WHERE story IN"
            " (SELECT story FROM told WHERE name IN ('persons-linked.1', 'persons-unlinked.1'))"
        )
        kept = self._db.execute(rows).fetchall()
        stories = Stories(from_kept(json.loads(said)) for (said,) in kept)
        self._db.execute("DELETE FROM persons")
        for records in {stories.records(child) for child in stories}:
            if len(records) > 1:
                first = min(map(str, records))
                for child in records:
                    self._db.execute(
                        "INSERT INTO persons VALUES (?, ?)", (str(child), first)
                    )


def _visited(told: RecordedEvent) -> list[tuple[str, bool]]:
    """Return each child *told* is a home visit of, and whether it was made or tried."""
    event = told.event
    if isinstance(event, HomeVisited):
        return [
            (child, event.caregiver_present)
            for child in sorted(set(map(str, event.children)))
        ]
    if isinstance(event, FollowUpRecorded) and event.kind == "home-visit":
        return [(str(told.subject), event.seen_child)]
    return []


def _when(on: Any) -> tuple[str, str]:
    """Return the month - or the wider span, where no month is known - and the last day."""
    month = on.first.strftime("%Y-%m")
    return (month if month == on.last.strftime("%Y-%m") else str(on)), on.last.isoformat()


def _without(data: Any, gone: str) -> Any:
    """Return *data* without *gone* in any list of it."""
    if isinstance(data, dict):
        return {key: _without(value, gone) for key, value in data.items()}
    if isinstance(data, list):
        return [_without(value, gone) for value in data if value != gone]
    return data
