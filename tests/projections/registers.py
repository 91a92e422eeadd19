"""An adapter installed for a test: rows in a SQLite file; files beside it trouble it."""

import sqlite3
import time
from pathlib import Path
from typing import ClassVar

from casemgmt.adapters import Position

TABLES = """
CREATE TABLE IF NOT EXISTS told (who, version, at, name, PRIMARY KEY (who, version));
CREATE TABLE IF NOT EXISTS stands (epoch, number);
"""


class Rows:
    """Keeps every event; with ``.refuse``, ``.down`` and ``.slow`` beside it misbehaves.

    ``.gone`` keeps it from being made. ``.refuse`` names the events it cannot take,
    ``.slow`` says for how long it lingers over each batch before it commits.
    """

    api_version: ClassVar[int] = 1

    def __init__(self, address):
        self.address = address
        if self._beside("gone") is not None:
            raise ConnectionRefusedError(111, "refused")
        self.db = sqlite3.connect(address, isolation_level=None, timeout=10)
        self.db.executescript(TABLES)

    def position(self):
        row = self.db.execute("SELECT epoch, number FROM stands").fetchone()
        return Position(*row) if row else None

    def project(self, batch):
        self._trouble(batch)
        self.db.execute("BEGIN IMMEDIATE")
        try:
            self._keep(batch)
            self._linger()
            self.db.execute("COMMIT")
        except BaseException:
            self.db.execute("ROLLBACK")
            raise

    def _keep(self, batch):
        if batch.afresh:
            self.db.execute("DELETE FROM told")
        self.db.executemany(
            "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)",
            [(str(e.subject), e.version, e.position, e.name) for e in batch.events],
        )
        self.db.execute("DELETE FROM stands")
        until = (batch.until.epoch, batch.until.number)
        self.db.execute("INSERT INTO stands VALUES (?, ?)", until)

    def forget(self, subject):
        self.db.execute("DELETE FROM told WHERE who = ?", [str(subject)])

    def seen(self):
        return dict(self.db.execute("SELECT name, count(*) FROM told GROUP BY name"))

    def close(self):
        self.db.close()

    def _trouble(self, batch):
        if self._beside("down") is not None:
            raise ConnectionRefusedError(111, "refused")
        refused = (self._beside("refuse") or "").split()
        if any(e.name in refused for e in batch.events):
            raise ValueError("Salma")

    def _linger(self):
        slow = self._beside("slow")
        if slow is not None:
            Path(f"{self.address}.in-hand").touch()
            time.sleep(float(slow))

    def _beside(self, what):
        file = Path(f"{self.address}.{what}")
        return file.read_text() if file.exists() else None
