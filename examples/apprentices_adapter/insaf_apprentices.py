"""Which enterprise has which apprentices now, trade by trade; kept in a SQLite file."""

from __future__ import annotations

import json
import sqlite3
from typing import ClassVar

from casemgmt.adapters import (
    Batch,
    Position,
    RecordedEvent,
    Subject,
    as_kept,
    as_told,
    from_kept,
)
from casemgmt.events import (
    ContractCompleted,
    ContractEndedEarly,
    ContractResumed,
    ContractSigned,
    ContractSuspended,
)

TABLES = """
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS told (command TEXT PRIMARY KEY, child TEXT, said TEXT);
CREATE INDEX IF NOT EXISTS told_of_a_child ON told (child);
CREATE TABLE IF NOT EXISTS apprentices (
    child TEXT, contract TEXT, enterprise TEXT, trade TEXT, starts TEXT, ends TEXT,
    works INTEGER, PRIMARY KEY (child, contract)
);
CREATE TABLE IF NOT EXISTS stands (epoch TEXT, number INTEGER);
"""


class Apprentices:
    """The contracts that run, and whether each is suspended."""

    api_version: ClassVar[int] = 1
    usual_place: ClassVar[str] = "apprentices.db"
    events: ClassVar[frozenset[str]] = frozenset(
        {
            "command-corrected.1",
            "command-retracted.1",
            "contract-completed.1",
            "contract-ended-early.1",
            "contract-resumed.1",
            "contract-signed.1",
            "contract-suspended.1",
        }
    )

    def __init__(self, address: str) -> None:
        self._db = sqlite3.connect(address)
        self._db.executescript(TABLES)

    def position(self) -> Position | None:
        row = self._db.execute("SELECT epoch, number FROM stands").fetchone()
        return Position(*row) if row else None

    def project(self, batch: Batch) -> None:
        with self._db:
            if batch.afresh:
                self._db.execute("DELETE FROM told")
                self._db.execute("DELETE FROM apprentices")
            for child in {str(told.subject) for told in batch.events if self._keeps(told)}:
                self._work_out(child)
            self._db.execute("DELETE FROM stands")
            until = (batch.until.epoch, batch.until.number)
            self._db.execute("INSERT INTO stands VALUES (?, ?)", until)

    def forget(self, subject: Subject) -> None:
        with self._db:
            self._db.execute("DELETE FROM told WHERE child = ?", [str(subject)])
            self._db.execute("DELETE FROM apprentices WHERE child = ?", [str(subject)])

    def close(self) -> None:
        self._db.close()

    def running(self) -> list[tuple[str, str, str, str, str, str, int]]:
        """Return child, contract, enterprise, trade, first and last day, and whether at work."""
        rows = "SELECT * FROM apprentices ORDER BY child, contract"
        return self._db.execute(rows).fetchall()

    def trades(self) -> dict[str, int]:
        """Return how many work in each trade now."""
        found = "SELECT trade, count(*) FROM apprentices WHERE works GROUP BY trade"
        return dict(self._db.execute(found))

    def _keeps(self, told: RecordedEvent) -> bool:
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
        kept = self._db.execute("SELECT said FROM told WHERE child = ?", [child])
        rows: dict[str, list[object]] = {}
        for told in as_told(from_kept(json.loads(said)) for (said,) in kept):
            self._tell(child, rows, told)
        self._db.execute("DELETE FROM apprentices WHERE child = ?", [child])
        self._db.executemany(
            "INSERT INTO apprentices VALUES (?, ?, ?, ?, ?, ?, ?)", rows.values()
        )

    def _tell(self, child: str, rows: dict[str, list[object]], told: RecordedEvent) -> None:
        match told.event:
            case ContractSigned() as signed:
                days = str(signed.starts), str(signed.ends)
                said = signed.contract, signed.enterprise, signed.trade
                rows[signed.contract] = [child, *map(str, said), *days, 1]
            case ContractSuspended(contract=contract) if contract in rows:
                rows[contract][-1] = 0
            case ContractResumed(contract=contract) if contract in rows:
                rows[contract][-1] = 1
            case ContractEndedEarly(contract=c) | ContractCompleted(contract=c):
                rows.pop(c, None)
