"""How many cases are open in each centre, kept in a SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from typing import ClassVar

from casemgmt.adapters import (
    Batch,
    Position,
    RecordedEvent,
    Subject,
    as_kept,
    from_kept,
    journey_of,
)

TABLES = """
PRAGMA secure_delete = ON;  -- what is deleted is overwritten
CREATE TABLE IF NOT EXISTS told (command TEXT PRIMARY KEY, child TEXT, said TEXT);
CREATE INDEX IF NOT EXISTS told_of_a_child ON told (child);
CREATE TABLE IF NOT EXISTS open_cases (child TEXT PRIMARY KEY, centre TEXT, since TEXT);
CREATE TABLE IF NOT EXISTS stands (epoch TEXT, number INTEGER);
"""


class OpenCases:
    """The open cases, child by child, and how many each centre has."""

    api_version: ClassVar[int] = 1
    usual_place: ClassVar[str] = "open_cases.db"
    events: ClassVar[frozenset[str]] = frozenset(
        {
            "case-opened.1",
            "case-reopened.1",
            "closure-approved.1",
            "closure-refused.1",
            "closure-requested.1",
            "command-corrected.1",
            "command-retracted.1",
            "transfer-accepted.1",
            "transfer-rejected.1",
            "transfer-requested.1",
            "transfer-revoked.1",
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
                self._db.execute("DELETE FROM told")
                self._db.execute("DELETE FROM open_cases")
            for child in {str(told.subject) for told in batch.events if self._keeps(told)}:
                self._work_out(child)
            self._db.execute("DELETE FROM stands")
            until = (batch.until.epoch, batch.until.number)
            self._db.execute("INSERT INTO stands VALUES (?, ?)", until)

    def forget(self, subject: Subject) -> None:
        with self._db:
            self._db.execute("DELETE FROM told WHERE child = ?", [str(subject)])
            self._db.execute("DELETE FROM open_cases WHERE child = ?", [str(subject)])

    def close(self) -> None:
        self._db.close()

    def centres(self) -> dict[str, int]:
        """Return how many cases are open in each centre."""
        return dict(Counter(centre for _, centre, _ in self.cases()))

    def cases(self) -> list[tuple[str, str, str]]:
        """Return each open case: the child, the centre, the day since when."""
        rows = "SELECT child, centre, since FROM open_cases ORDER BY child"
        return self._db.execute(rows).fetchall()

    def _keeps(self, told: RecordedEvent) -> bool:
        """Keep *told* as it came, and return whether it may change a case."""
        amended = told.corrects or told.retracts
        if told.name not in self.events or (amended and not self._kept(str(amended))):
            return False
        row = (str(told.command_id), str(told.subject), json.dumps(as_kept(told)))
        self._db.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", row)
        return True

    def _kept(self, command: str) -> bool:
        found = self._db.execute("SELECT 1 FROM told WHERE command = ?", [command])
        return found.fetchone() is not None

    def _work_out(self, child: str) -> None:
        """Tell the child's story anew: what was put right or learnt late is then in it."""
        kept = self._db.execute("SELECT said FROM told WHERE child = ?", [child])
        latest = journey_of(from_kept(json.loads(said)) for (said,) in kept).case.latest
        self._db.execute("DELETE FROM open_cases WHERE child = ?", [child])
        if latest is not None and latest.end is None:
            row = (child, latest.centres[-1].value, latest.start.isoformat())
            self._db.execute("INSERT INTO open_cases VALUES (?, ?, ?)", row)
