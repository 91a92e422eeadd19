"""Three school years of many children, for rebuilds: a few hundred told, the rest copied.

Every event is decided, checked and encoded by the ordinary door once. The others are the
same stories under fresh random ids, with ids of commands of their own: what is stored of
them is what the engine itself appends, only all at once and without waiting for the disk.
Stories lie in blocks of two thousand children, in the order of their days inside a block:
in a log, neighbours belong to different children.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from attrs import frozen

from casemgmt import Store

EVENTS = 50
TOLD = 240
BLOCK = 2_000
REPORTS = 30
MONTHS = tuple(
    f"{year + (month < 9)}-{month:02d}"
    for year in (2023, 2024, 2025)
    for month in (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
)
SEXES = ("female", "male")
PROGRAMMES = ("education", "family", "vocational")
WORDS = {"fr": "Tout va bien, la famille demande un suivi le mois prochain."}
Cell = tuple[str, str, str]
"""Month, programme, sex."""


@frozen
class Child:
    """What one child's story holds that is counted.

    Attributes:
        sex: As it was told.
        programme: The one she is accompanied in.
        days: In each of the months: possible, and absent.

    """

    sex: str
    programme: str
    days: tuple[tuple[int, int], ...]

    def story(self) -> Iterator[tuple[str, str, dict[str, object]]]:
        """Yield day, command and data of her fifty commands, in the order of their days."""
        told = [*self._beginning(), *self._months(), *self._around()]
        yield from sorted(told, key=lambda one: one[0])

    def _beginning(self) -> Iterator[tuple[str, str, dict[str, object]]]:
        name = {"given_name": {"fr": "Zineb"}, "family_name": {"fr": "Bennis"}}
        who = {"sex": self.sex, "born": "2013-03-14", "district": "mediouna"}
        consent = {"purposes": ["services", "reporting"], "given_by": "guardian"}
        case = {"centre": "mediouna", "caseworker": "amina", "programmes": [self.programme]}
        yield "2023-08-01", "register-child", name | who
        yield "2023-08-02", "give-consent", consent
        yield "2023-08-03", "open-case", case

    def _months(self) -> Iterator[tuple[str, str, dict[str, object]]]:
        for month, (possible, absent) in zip(MONTHS, self.days, strict=True):
            days = {"days_possible": possible, "days_absent": absent}
            span = {"from": f"{month}-01", "to": f"{month}-28", "source": "school-register"}
            yield f"{month}-28", "report-attendance", span | days

    def _around(self) -> Iterator[tuple[str, str, dict[str, object]]]:
        visit = {"kind": "home-visit", "seen_child": True, "findings": WORDS}
        work = {"economic_hours": 6, "chores_hours": 4, "hazardous": "no"}
        for rank in range(EVENTS - REPORTS - 3):
            month = MONTHS[rank]
            if rank % 2:
                yield f"{month}-11", "observe-work", work
            else:
                yield f"{month}-19", "record-follow-up", visit


def children(seed: int = 7) -> tuple[Child, ...]:
    """Return the children whose stories are told, the same for each *seed*."""
    chance = random.Random(seed)
    return tuple(_child(chance) for _ in range(TOLD))


def _child(chance: random.Random) -> Child:
    possible = [chance.randrange(14, 24) for _ in MONTHS]
    days = tuple((days, chance.randrange(days + 1)) for days in possible)
    return Child(chance.choice(SEXES), chance.choice(PROGRAMMES), days)


def attended(number: int) -> Counter[Cell]:
    """Return on how many days *number* children were at school, cell by cell."""
    told, sums = children(), Counter[Cell]()
    for rank, child in enumerate(told):
        stories = number // TOLD + (rank < number % TOLD)
        for month, (possible, absent) in zip(MONTHS, child.days, strict=True):
            sums[month, child.programme, child.sex] += (possible - absent) * stories
    return sums


def filled(path: Path, number: int) -> Path:
    """Return a store of *number* children, made at *path*."""
    with Store.open(path, create=True) as store:
        store.acting_as("amina").record_file(_journal())
    _copied(path, number)
    return path


def _journal() -> Iterator[str]:
    command_id = 0
    for rank, child in enumerate(children()):
        for day, command, data in child.story():
            command_id += 1
            said = {"id": str(UUID(int=command_id)), "command": command, "on": day}
            whose = {"subject": f"child:C{rank}", "by": "amina", "data": data}
            yield json.dumps(said | whose)


def _copied(path: Path, number: int) -> None:
    """Fill the file at *path* up to *number* children with the stories it holds."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -200000")
    db.execute("PRAGMA wal_autocheckpoint = 10000")
    stories = _stories(db)
    chance, command_id = random.Random(11), TOLD * EVENTS
    for first in range(TOLD, number, BLOCK):
        db.execute("BEGIN")
        block = range(first, min(first + BLOCK, number))
        streams = [UUID(int=chance.getrandbits(128), version=4).hex for _ in block]
        for version in range(EVENTS):
            copies = []
            for child, stream in zip(block, streams, strict=True):
                command_id += 1
                name, before, after = stories[child % TOLD][version]
                own = b"%032x" % command_id
                copies.append((stream, version + 1, name, before + own + after, bytes(32)))
            db.executemany(
                "INSERT INTO events (originator_id, originator_version, topic, state, link)"
                " VALUES (?, ?, ?, ?, ?)",
                copies,
            )
        db.execute("COMMIT")  # or the disk would have to hold all of it twice
    _commands(db)
    db.close()


def _commands(db: sqlite3.Connection) -> None:
    """Enter the commands of the copies: the ids count up with the positions."""
    db.create_function("id_of", 1, lambda n: n.to_bytes(16, "big"), deterministic=True)
    known = TOLD * EVENTS
    db.execute(
        "INSERT INTO commands SELECT id_of(position), position FROM events"
        " WHERE position > ?",
        [known],
    )


def _stories(db: sqlite3.Connection) -> list[list[tuple[str, bytes, bytes]]]:
    """Return each story told: name, and its bytes before and after the command's id."""
    told: dict[str, list[tuple[str, bytes, bytes]]] = {}
    rows = db.execute("SELECT originator_id, topic, state FROM events ORDER BY position")
    for stream, name, state in rows:
        before, mark, rest = state.partition(b'"c":"')
        told.setdefault(stream, []).append((name, before + mark, rest[32:]))
    return list(told.values())
