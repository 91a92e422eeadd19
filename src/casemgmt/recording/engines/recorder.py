"""eventsourcing's own SQLite recorder, with what a log of ours needs beside it.

Ours are the explicit position, the command ids, claims and mentions stored in the same
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import Notification
from eventsourcing.persistence import StoredEvent as LibraryEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder

from casemgmt.recording.port import Append
from casemgmt.recording.proof import chained, leaf

from .datastore import FairDatastore
from .writers import Pen

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
_INSERT_COMMAND = "INSERT INTO commands VALUES (?, ?)"
_LAST = (
    "SELECT seq, (SELECT link FROM events ORDER BY position DESC LIMIT 1)"
    " FROM sqlite_sequence WHERE name = 'events'"
)
_Told = tuple[str, int, str, bytes]
"""Whose event, its rank, its name and its state."""
_Placed = tuple[int, _Told, bytes]
"""Where it is wanted, 0 for the next place; what is told; its leaf in the proof."""
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
        self, stored_events: Sequence[LibraryEvent], **_: Any
    ) -> Sequence[int]:
        """Store the library's events in one transaction and return their positions."""
        columns = map(_columns, stored_events)
        in_turn = [(0, told, leaf(*told)) for told in columns]
        with self._writers as pen:
            return _inserted(pen, in_turn)

    def append(self, appends: Sequence[Append]) -> list[int]:
        """Store *appends* in one transaction and return their positions."""
        in_turn = [*map(_placed, appends)]  # whoever waits for us waits for no hashing
        commands = _commands(appends)
        with self._writers as pen:
            if len(appends) == 1:  # most commands are alone
                return [_appended(pen, appends[0], in_turn[0])]
            positions = _inserted(pen, in_turn)
            _insert_commands(pen, commands, positions)
            _insert_mentions(pen, appends)
            _settle_claims(pen, appends)
            return positions


def _last(pen: Pen) -> tuple[int, bytes | None]:
    """Return the last position that was given, and the link of the event there."""
    pen.execute(_LAST)
    position, link = pen.fetchone() or (0, None)
    return position, link if isinstance(link, bytes) else None


def _appended(pen: Pen, append: Append, placed: _Placed) -> int:
    """Store one event, and return its position."""
    own, (wanted, told, hashed) = append.command_id, placed
    position, link = _last(pen)
    place = wanted or position + 1
    pen.execute(_INSERT, (place, *told, chained(link, hashed)))
    if own is not None:
        pen.execute(_INSERT_COMMAND, (own.bytes, place))
    if append.mentions:
        _insert_mentions(pen, (append,))
    if append.releases or append.claims or append.reclaims:
        _settle_claims(pen, (append,))
    return place


def _inserted(pen: Pen, in_turn: Iterable[_Placed]) -> list[int]:
    """Store events at their places, or at the next ones, and return their positions."""
    position, link = _last(pen)
    rows: list[tuple[Any, ...]] = []
    for place, told, hashed in in_turn:
        position = place or position + 1
        link = chained(link, hashed)
        rows.append((position, *told, link))
    pen.executemany(_INSERT, rows)
    return [row[0] for row in rows]


def _placed(append: Append) -> _Placed:
    event = append.event
    told = event.stream.hex, event.version, event.name, event.state
    return event.position, told, leaf(*told)


def _columns(event: LibraryEvent) -> _Told:
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


def _commands(appends: Sequence[Append]) -> list[tuple[bytes, int]]:
    """Return the ids of commands with their ranks, neighbours in the index together."""
    ids = ((append.command_id, rank) for rank, append in enumerate(appends))
    return sorted((own.bytes, rank) for own, rank in ids if own is not None)


def _insert_commands(
    pen: Pen, commands: Iterable[tuple[bytes, int]], positions: Sequence[int]
) -> None:
    rows = [(own, positions[rank]) for own, rank in commands]
    pen.executemany(_INSERT_COMMAND, rows)


def _insert_mentions(pen: Pen, appends: Sequence[Append]) -> None:
    rows = [
        (subject.bytes, kind, append.event.stream.bytes)
        for append in appends
        if append.mentions
        for subject, kind in append.mentions
    ]
    if rows:
        pen.executemany("INSERT OR IGNORE INTO mentions VALUES (?, ?, ?)", rows)


def _settle_claims(pen: Pen, appends: Sequence[Append]) -> None:
    """Release and take claims append by append: one may free what the next takes."""
    for append in appends:
        if not (append.releases or append.claims or append.reclaims):
            continue
        if append.releases is not None:
            pen.execute("DELETE FROM claims WHERE command_id = ?", [append.releases.bytes])
        stream, owner = append.event.stream.bytes, append.command_id
        for claim in append.claims:
            row = (claim, stream, cast("Any", owner).bytes)
            pen.execute("INSERT INTO claims VALUES (?, ?, ?)", row)
        for claim, holder in append.reclaims:
            row = (claim, holder.stream.bytes, holder.command_id.bytes)
            pen.execute("INSERT OR IGNORE INTO claims VALUES (?, ?, ?)", row)
