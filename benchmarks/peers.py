"""The peers of S1: the same attendance report on a child with fifty events, each their way.

Each in its best documented configuration, in WAL mode with ``synchronous=FULL``.
"""

from __future__ import annotations

import json
import sqlite3
from itertools import count, cycle
from pathlib import Path
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from .measuring import Work

DATA = {
    "from": "2025-09-15",
    "to": "2025-12-20",
    "days_possible": 80,
    "days_absent": 7,
    "source": "school-register",
}
EVENTS = 50
PAGE = 1_000


class Child(Aggregate):
    """A child as eventsourcing's own documentation would write it."""

    @event("Registered")
    def __init__(self, name: str, centre: str) -> None:
        self.name = name
        self.centre = centre
        self.possible = 0
        self.absent = 0

    @event("AttendanceReported")
    def report(self, data: dict[str, object]) -> None:
        """Add a report of attendance."""
        self.possible += int(str(data["days_possible"]))
        self.absent += int(str(data["days_absent"]))


def eventsourcing_own(folder: Path, children: int) -> Work:
    """Return its command: ``repository.get``, decide, ``save``."""
    app, ids = _application(folder, children)
    turn = cycle(ids)

    def command() -> None:
        child: Child = app.repository.get(next(turn))
        child.report(DATA)
        app.save(child)

    return command


def eventsourcing_load(folder: Path, children: int) -> Work:
    """Return its ``repository.get`` of a child of fifty events."""
    app, ids = _application(folder, children)
    turn = cycle(ids)

    def load() -> None:
        child: Child = app.repository.get(next(turn))
        if child.possible == 0:
            raise AssertionError

    return load


def eventsourcing_snapshot(folder: Path, children: int) -> Work:
    """Return its ``repository.get`` of a child of whom it took a snapshot."""
    app, ids = _application(folder, children, IS_SNAPSHOTTING_ENABLED="y")
    for child_id in ids:
        app.take_snapshot(child_id)
    turn = cycle(ids)

    def load() -> None:
        child: Child = app.repository.get(next(turn))
        if child.possible == 0:
            raise AssertionError

    return load


def eventsourcing_events(folder: Path, children: int) -> Work:
    """Return its reading of the whole log, each notification as the event it is."""
    app, _ = _application(folder, children)

    def read() -> None:
        start, met = 1, 0
        while page := app.recorder.select_notifications(start, limit=PAGE):
            for notification in page:
                app.mapper.to_domain_event(notification)
            met += len(page)
            start = page[-1].id + 1
        if met < children * EVENTS:
            raise AssertionError

    return read


def _application(
    folder: Path, children: int, **options: str
) -> tuple[Application[UUID], list[UUID]]:
    app: Application[UUID] = Application(
        env={
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": str(folder / "eventsourcing.db"),
            **options,
        }
    )
    ids = []
    for number in range(children):
        child = Child(f"Zineb {number}", "mediouna")
        for _ in range(EVENTS - 1):
            child.report(DATA)
        app.save(child)
        ids.append(child.id)
    return app, ids


def raw_append(folder: Path) -> Work:
    """Return a bare one-row append: the physical limit of a durable SQLite write."""
    db = _opened(folder / "raw.db")
    db.execute(
        "CREATE TABLE event (stream BLOB, version INT, data BLOB, UNIQUE(stream, version))"
    )
    state = json.dumps(DATA).encode()

    def append() -> None:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO event VALUES (?, ?, ?)", (uuid4().bytes, 1, state))
        db.execute("COMMIT")

    return append


def raw_rows(folder: Path) -> Work:
    """Return what SQLite alone does for a command of ours: the same rows in such tables.

    An event under its stream and rank with its link, and its command's id, in one
    transaction; nothing is decided, sealed, hashed or checked for them.
    """
    db = _opened(folder / "rows.db")
    db.executescript(
        "CREATE TABLE event (position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT,"
        " version INTEGER, name TEXT, state BLOB, link BLOB, UNIQUE (stream, version));"
        "CREATE TABLE command (id BLOB PRIMARY KEY, position INTEGER) WITHOUT ROWID"
    )
    streams = cycle([uuid4().hex for _ in range(200)])
    state, link, rank = json.dumps(DATA).encode() * 3, bytes(32), count(1)

    def append() -> None:
        db.execute("BEGIN IMMEDIATE")
        last = "SELECT position, link FROM event ORDER BY position DESC LIMIT 1"
        db.execute(last).fetchone()
        row = (next(streams), next(rank), "attendance-reported.1", state, link)
        made = db.execute("INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?)", row)
        db.execute("INSERT INTO command VALUES (?, ?)", (uuid4().bytes, made.lastrowid))
        db.execute("COMMIT")

    return append


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    return db
