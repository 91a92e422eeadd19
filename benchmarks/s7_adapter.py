"""The read model of S7: days at school by month, programme and sex, in a SQLite file.

It comes in by the public doors, and its parts can be made by anybody.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import ClassVar

from casemgmt.adapters import Batch, Position, RecordedEvent, Subject
from casemgmt.events import AttendanceReported, CaseOpened, ChildRegistered

TABLES = """
CREATE TABLE IF NOT EXISTS child (id TEXT PRIMARY KEY, sex TEXT, programme TEXT);
CREATE TABLE IF NOT EXISTS days (month TEXT, programme TEXT, sex TEXT, days INTEGER,
    PRIMARY KEY (month, programme, sex));
CREATE TABLE IF NOT EXISTS stands (epoch TEXT, number INTEGER);
"""
_ADD = (
    "INSERT INTO days SELECT ?1, programme, sex, ?2 FROM child WHERE id = ?3"
    " ON CONFLICT (month, programme, sex) DO UPDATE SET days = days + excluded.days"
)
_ADD_UP = (
    "INSERT INTO days VALUES (?, ?, ?, ?)"
    " ON CONFLICT (month, programme, sex) DO UPDATE SET days = days + excluded.days"
)
Cell = tuple[date, str, str]
"""From which day, programme, sex."""
Part = tuple[list[tuple[str, str, str]], Counter[Cell]]


class DaysAtSchool:
    """Keeps its rows and its position in one transaction."""

    api_version: ClassVar[int] = 1
    events: ClassVar[frozenset[str]] = frozenset(
        {"attendance-reported.1", "case-opened.1", "child-registered.1"}
    )

    events_a_part: ClassVar[int] = 8_000_000
    """It keeps a line for each child, and sums."""

    def __init__(self, address: str) -> None:
        self.db = sqlite3.connect(address, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.executescript(TABLES)

    def position(self) -> Position | None:
        """Return the position kept with the rows."""
        row = self.db.execute("SELECT epoch, number FROM stands").fetchone()
        return Position(*row) if row else None

    def project(self, batch: Batch) -> None:
        """Keep what is new: rows and position in one transaction."""
        with self._transaction():
            if batch.afresh:
                self._clear()
            for told in batch.events:
                self._keep(told)
            self._stands(batch.until)

    def forget(self, subject: Subject) -> None:
        """Remove the child; the sums name nobody."""
        self.db.execute("DELETE FROM child WHERE id = ?", [subject.key])

    @staticmethod
    def part(events: Sequence[RecordedEvent]) -> Part:
        """Return the children of a bucket, and its sums."""
        sexes: dict[str, str] = {}
        programmes: dict[str, str] = {}
        days: dict[Cell, int] = {}
        for told in events:
            child = told.subject.key
            match told.event:
                case AttendanceReported() as report:
                    cell = report.from_.first, programmes[child], sexes[child]
                    present = report.days_possible - report.days_absent
                    days[cell] = days.get(cell, 0) + present
                case ChildRegistered(sex=sex):
                    sexes[child] = sex
                case CaseOpened(programmes=(programme, *_)):
                    programmes[child] = programme
        return [(c, sexes[c], programmes[c]) for c in sexes], Counter(days)

    def gather(self, parts: Iterable[Part], until: Position) -> None:
        """Put what is new in the place of what was kept, in one transaction."""
        sums: Counter[Cell] = Counter()
        with self._transaction():
            self._clear()
            for children, days in parts:
                self.db.executemany("INSERT INTO child VALUES (?, ?, ?)", children)
                sums.update(days)
            rows = [(f"{day:%Y-%m}", *of, n) for (day, *of), n in sorted(sums.items())]
            self.db.executemany(_ADD_UP, rows)
            self._stands(until)

    def _keep(self, told: RecordedEvent) -> None:
        child = told.subject.key
        match told.event:
            case ChildRegistered(sex=sex):
                row = child, sex, None
                self.db.execute("INSERT OR REPLACE INTO child VALUES (?, ?, ?)", row)
            case CaseOpened(programmes=(programme, *_)):
                row = programme, child
                self.db.execute("UPDATE child SET programme = ? WHERE id = ?", row)
            case AttendanceReported() as report:
                present = report.days_possible - report.days_absent
                row = str(report.from_)[:7], present, child
                self.db.execute(_ADD, row)

    def _clear(self) -> None:
        self.db.execute("DELETE FROM child")
        self.db.execute("DELETE FROM days")

    def _stands(self, until: Position) -> None:
        self.db.execute("DELETE FROM stands")
        self.db.execute("INSERT INTO stands VALUES (?, ?)", (until.epoch, until.number))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            self.db.execute("ROLLBACK")
            raise

    def sums(self) -> Counter[tuple[str, str, str]]:
        """Return what is kept, cell by cell."""
        rows = self.db.execute("SELECT month, programme, sex, days FROM days")
        return Counter({(m, p, s): n for m, p, s, n in rows})
