"""A read model that can be built in parts, importable wherever a part is done."""

import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from casemgmt.adapters import Batch, Position

TABLES = """
CREATE TABLE IF NOT EXISTS told (child TEXT, rank INTEGER, name TEXT, day TEXT, id TEXT,
    PRIMARY KEY (child, rank)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stands (epoch TEXT, number INTEGER);
"""


class Days:
    """Keeps what was told of each child, in the order of the buckets."""

    api_version = 1

    def __init__(self, address):
        self.db = sqlite3.connect(address, isolation_level=None)
        self.db.executescript(TABLES)

    def position(self):
        row = self.db.execute("SELECT epoch, number FROM stands").fetchone()
        return Position(*row) if row else None

    def project(self, batch: Batch):
        with self._in_place_of_all() if batch.afresh else self._transaction():
            self._keep(self.part(batch.events), batch.until)

    def forget(self, subject):
        self.db.execute("DELETE FROM told WHERE child = ?", [subject.key])

    @staticmethod
    def part(events):
        return [
            (told.subject.key, told.version, told.name, str(told.on), str(told.id))
            for told in events
        ]

    def gather(self, parts, until):
        with self._in_place_of_all():
            for rows in parts:
                self._keep(rows, until)

    def _keep(self, rows, until):
        self.db.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?)", rows)
        self.db.execute("DELETE FROM stands")
        self.db.execute("INSERT INTO stands VALUES (?, ?)", (until.epoch, until.number))

    @contextmanager
    def _in_place_of_all(self):
        with self._transaction():
            self.db.execute("DELETE FROM told")
            yield

    @contextmanager
    def _transaction(self):
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            self.db.execute("ROLLBACK")
            raise

    def kept(self):
        """Everything that is kept, to the byte."""
        return "\n".join(self.db.iterdump())


class Visits(Days):
    events = frozenset({"follow-up-recorded.1"})


class Dying(Days):
    """Its part ends its process while a file is there; a spawned one inherits its name."""

    @staticmethod
    def part(events):
        if Path(os.environ["DIES_WHILE"]).exists():
            os._exit(9)
        return Days.part(events)


def failing(events):
    raise ZeroDivisionError


class Bound(Days):
    """Its part needs the object, and with it a connection."""

    def part(self, events):
        return Days.part(events)
