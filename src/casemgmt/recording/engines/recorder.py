"""eventsourcing's own SQLite recorder, with what a log of ours needs beside it.

Ours are the explicit position, the command ids, claims and mentions stored in the same
transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import Notification
from eventsourcing.persistence import StoredEvent as LibraryEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteCursor,
)

from casemgmt.recording.port import Append, StoredEvent
from casemgmt.recording.proof import chained, leaf

from .datastore import FairDatastore

_LAST_POSITION = 2**63 - 1
TABLES = [
    """CREATE TABLE IF NOT EXISTS events (
        position INTEGER PRIMARY KEY AUTOINCREMENT, originator_id TEXT NOT NULL,
        originator_version INTEGER NOT NULL, topic TEXT NOT NULL, state BLOB NOT NULL,
        link BLOB, UNIQUE (originator_id, originator_version))""",
    """CREATE TABLE IF NOT EXISTS commands (
        command_id BLOB PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS claims (
        claim BLOB PRIMARY KEY, stream BLOB NOT NULL, command_id BLOB NOT NULL)
        WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS claims_by_command ON claims (command_id)",
    """CREATE TABLE IF NOT EXISTS mentions (
        subject BLOB, kind TEXT, stream BLOB, PRIMARY KEY (subject, kind, stream))
        WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS mentions_by_stream ON mentions (stream, kind)",
    """CREATE TABLE IF NOT EXISTS store (name TEXT PRIMARY KEY, value TEXT NOT NULL)
        WITHOUT ROWID""",
]
_INSERT = (
    "INSERT INTO events (position, originator_id, originator_version, topic, state, link)"
    " VALUES (?,?,?,?,?,?)"
)
_LAST = (
    "SELECT seq, (SELECT link FROM events ORDER BY position DESC LIMIT 1)"
    " FROM sqlite_sequence WHERE name = 'events'"
)
WITHOUT_LINKS = 1
"""The format before events had links; theirs begin where the store was opened since."""


class PositionedRecorder(SQLiteApplicationRecorder):
    """The library's recorder, with explicit positions and what is stored beside events."""

    def __init__(self, datastore: FairDatastore) -> None:
        super().__init__(datastore, "events")
        self._writers = datastore.writers

    def construct_create_table_statements(self) -> list[str]:
        """Return the tables of a log."""
        return TABLES

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return events by position; the library asks for ``rowid``, which is that here."""
        first = 0 if start is None else start + (not inclusive_of_start)
        wanted, values = "", [first, _LAST_POSITION if stop is None else stop, *topics]
        if topics:
            wanted = f" AND topic IN ({','.join('?' * len(topics))})"
        sql = f"SELECT * FROM events WHERE position BETWEEN ? AND ?{wanted}"
        with self.datastore.transaction(commit=False) as c:
            c.execute(f"{sql} ORDER BY position LIMIT ?", [*values, limit])
            return [_notification(row) for row in c.fetchall()]

    def insert_events(
        self, stored_events: Sequence[LibraryEvent], **kwargs: Any
    ) -> Sequence[int]:
        """Store events in one transaction and return their positions."""
        with self._writers as c:
            return self._insert_events(c, stored_events, **kwargs)

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[LibraryEvent],
        *,
        appends: Sequence[Append] = (),
        **_: Any,
    ) -> Sequence[int]:
        in_turn = [(a.event.position, _columns_of(a.event)) for a in appends]
        if stored_events:
            in_turn += [(0, _columns(event)) for event in stored_events]
        c.execute(_LAST)
        position, last = c.fetchone() or (0, None)
        link = last if isinstance(last, bytes) else None
        rows: list[tuple[Any, ...]] = []
        positions: list[int] = []
        for place, told in in_turn:
            position = place or position + 1
            link = chained(link, leaf(*told))
            rows.append((position, *told, link))
            positions.append(position)
        _insert(c, _INSERT, rows)
        if appends:
            _insert_commands(c, appends, positions)
            _insert_mentions(c, appends)
            _settle_claims(c, appends)
        return positions


def _columns_of(event: StoredEvent) -> tuple[str, int, str, bytes]:
    return event.stream.hex, event.version, event.name, event.state


def _columns(event: LibraryEvent) -> tuple[str, int, str, bytes]:
    stream = cast("UUID", event.originator_id).hex
    return stream, event.originator_version, event.topic, event.state


def _notification(row: Any) -> Notification:
    return Notification(
        id=row["position"],
        originator_id=UUID(row["originator_id"]),
        originator_version=row["originator_version"],
        topic=row["topic"],
        state=row["state"],
    )


def _insert(c: SQLiteCursor, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if len(rows) == 1:  # most commands are alone
        c.execute(sql, rows[0])
    else:
        c.executemany(sql, rows)


def _insert_commands(
    c: SQLiteCursor, appends: Sequence[Append], positions: Sequence[int]
) -> None:
    told = zip(appends, positions, strict=True)
    rows = [(a.command_id.bytes, at) for a, at in told if a.command_id is not None]
    rows.sort()  # neighbours in the index are written together
    _insert(c, "INSERT INTO commands VALUES (?, ?)", rows)


def _insert_mentions(c: SQLiteCursor, appends: Sequence[Append]) -> None:
    rows = [
        (subject.bytes, kind, append.event.stream.bytes)
        for append in appends
        if append.mentions
        for subject, kind in append.mentions
    ]
    if rows:
        c.executemany("INSERT OR IGNORE INTO mentions VALUES (?, ?, ?)", rows)


def _settle_claims(c: SQLiteCursor, appends: Sequence[Append]) -> None:
    """Release and take claims append by append: one may free what the next takes."""
    for append in appends:
        if not (append.releases or append.claims or append.reclaims):
            continue
        if append.releases is not None:
            c.execute("DELETE FROM claims WHERE command_id = ?", [append.releases.bytes])
        stream, owner = append.event.stream.bytes, append.command_id
        for claim in append.claims:
            row = (claim, stream, cast("Any", owner).bytes)
            c.execute("INSERT INTO claims VALUES (?, ?, ?)", row)
        for claim, holder in append.reclaims:
            row = (claim, holder.stream.bytes, holder.command_id.bytes)
            c.execute("INSERT OR IGNORE INTO claims VALUES (?, ?, ?)", row)
