"""eventsourcing's own SQLite recorder, with what a log of ours needs beside it.

Ours are the explicit position, the command ids, claims and mentions stored in the same
transaction, every PRAGMA set and read back, and a fair queue of writers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    Notification,
    OperationalError,
    PersistenceError,
)
from eventsourcing.persistence import StoredEvent as LibraryEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

from casemgmt.recording.port import Append, StoredEvent
from casemgmt.recording.proof import chained, leaf

from .ahead import WriteAhead
from .buckets import READ_ONLY
from .file import BUSY_MS, STANDS_STILL
from .queue import WriterQueue

PRAGMAS = {
    "busy_timeout": BUSY_MS,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "fullfsync": 1,  # on macOS only this waits for the disk; elsewhere it changes nothing
    "wal_autocheckpoint": 1_000,
}
STATEMENTS_KEPT = 128
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
Question = Callable[[str, Sequence[Any]], list[Any]]
_NO_TEXT = "Could not decode"
WITHOUT_LINKS = 1
"""The format before events had links; theirs begin where the store was opened since."""


class DurablePool(SQLiteConnectionPool):
    """Connections with every PRAGMA set and read back."""

    def _create_connection(self) -> SQLiteConnection:
        try:
            made = sqlite3.connect(
                self.db_name,
                uri=True,
                check_same_thread=False,
                isolation_level=None,  # the transactions are ours
                cached_statements=STATEMENTS_KEPT,  # the library keeps one
                timeout=BUSY_MS / 1000,
            )
            made.row_factory = sqlite3.Row
            self._set_up(made)
        except sqlite3.Error as error:
            raise InterfaceError(error) from error
        return SQLiteConnection(sqlite_conn=made, max_age=self.max_age)

    def _set_up(self, made: sqlite3.Connection) -> None:
        for name, wanted in PRAGMAS.items():
            if name == "journal_mode" and not self._is_written():
                continue
            made.execute(f"PRAGMA {name} = {wanted}").fetchone()
            got = made.execute(f"PRAGMA {name}").fetchone()[0]
            if got != wanted:
                msg = f"SQLite does not take {name} = {wanted}: it says {got}"
                raise InterfaceError(msg)

    def _is_written(self) -> bool:
        """Whether there is a file, and one that may change."""
        return not (self.is_sqlite_memory_mode or STANDS_STILL in self.db_name)

    def close(self) -> None:
        """Close what is not in use; the library's own closes what somebody reads with."""
        with self._put_condition:
            self._closed = True
            while self._pool:
                self._pool.popleft().close()

    def put_connection(self, conn: SQLiteConnection) -> None:
        """Take *conn* back; close it when everything else is."""
        with self._put_condition:
            if self._closed:
                conn.close()
            else:
                super().put_connection(conn)


class FairDatastore(SQLiteDatastore):
    """Writers take their turn before ``BEGIN IMMEDIATE``, among threads and processes.

    They share one connection; readers have those of the library's pool.
    """

    def __init__(
        self,
        db_name: str,
        queue: WriterQueue | None = None,
        ahead: WriteAhead | None = None,
        **options: Any,
    ) -> None:
        super().__init__(db_name, **options)
        self.pool = DurablePool(db_name=db_name, **options)
        self._queue = queue or WriterQueue(None)
        self._ahead = ahead
        self._writer: SQLiteConnection | None = None
        self._in_doubt = False

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """Run one transaction; of a writer when it is to *commit*."""
        if not commit:
            with super().transaction(commit=False) as cursor:
                yield cursor
            return
        with self._queue, as_library_errors():
            writer = self._take_writer()
            cursor = writer.cursor()
            try:
                cursor.execute("BEGIN IMMEDIATE")
                yield cursor
                self._in_doubt = True
                cursor.execute("COMMIT")
            except BaseException:
                if _undone(writer):
                    self._put_writer(writer)
                raise
            self._in_doubt = False
            if self._ahead is not None:
                self._ahead.shorten(cursor.sqlite_cursor.connection)
            self._put_writer(writer)

    def settle(self) -> None:
        """Make sure that a transaction whose COMMIT failed is nowhere on the disk.

        What it wrote stands in the write-ahead log until something else is written in its
        place: whoever opens the files after a crash would take it for committed.
        """
        if not self._in_doubt:
            return
        with self.transaction(commit=True) as cursor:
            cursor.execute("PRAGMA user_version")
            cursor.execute(f"PRAGMA user_version = {cursor.fetchone()[0]:d}")

    def _take_writer(self) -> SQLiteConnection:
        """Return the writers' connection, a new one when there is none of use."""
        self._refuse_when_closed()
        writer, self._writer = self._writer, None
        return writer or self.pool._create_connection()  # noqa: SLF001 - ours

    def _refuse_when_closed(self) -> None:
        if self.pool.closed:
            msg = "it was closed"
            raise InterfaceError(msg)

    def _put_writer(self, writer: SQLiteConnection) -> None:
        if self.pool.closed:
            writer.close()
        else:
            self._writer = writer

    def rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Return what one question finds; a single one needs no transaction of its own."""
        self._refuse_when_closed()
        with as_library_errors(), self.get_connection(commit=False) as connection:
            return _found(connection, sql, values)

    def streamed(self, sql: str, values: Sequence[Any]) -> Iterator[Any]:
        """Yield what one question finds, row by row, on a connection of its own."""
        self._refuse_when_closed()
        connection = self.pool._create_connection()  # noqa: SLF001 - ours
        done = 0
        try:
            db = connection.cursor().sqlite_cursor.connection
            db.row_factory = None
            db.executescript(READ_ONLY)
            for row in db.execute(sql, values):
                yield row
                done += 1
        except sqlite3.OperationalError as error:
            if _NO_TEXT not in str(error):
                raise
            db.text_factory = _as_far_as_it_goes
            yield from islice(db.execute(sql, values), done, None)
        finally:
            connection.close()

    @contextmanager
    def at_one_moment(self) -> Iterator[Question]:
        """Return what answers questions as things stand now, whatever others write."""
        self._refuse_when_closed()
        connection = self.pool._create_connection()  # noqa: SLF001 - ours

        def rows(sql: str, values: Sequence[Any]) -> list[Any]:
            with as_library_errors():
                return _found(connection, sql, values)

        try:
            rows("BEGIN", ())
            rows("SELECT count(*) FROM store", ())  # the moment is that of the first look
            yield rows
        finally:
            connection.close()

    def close(self) -> None:
        """Let go of every connection; of one that is in use, when it is given back."""
        super().close()
        writer, self._writer = getattr(self, "_writer", None), None
        if writer is not None:
            writer.close()


def _found(connection: SQLiteConnection, sql: str, values: Sequence[Any]) -> list[Any]:
    cursor = connection.cursor()
    cursor.sqlite_cursor.row_factory = None  # columns are asked for by their place
    try:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
    except sqlite3.OperationalError as error:
        if _NO_TEXT not in str(error):
            raise
    db = cursor.sqlite_cursor.connection
    db.text_factory = _as_far_as_it_goes
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.text_factory = str


def _as_far_as_it_goes(text: bytes) -> str:
    return text.decode(errors="replace")


def _undone(writer: SQLiteConnection) -> bool:
    """Roll back what *writer* began; False when it is of no use any more."""
    try:
        writer.rollback()
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            writer.close()
        return False
    return True


@contextmanager
def as_library_errors() -> Iterator[None]:
    """Raise what SQLite raises as the library's errors."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise IntegrityError(error) from error
    except sqlite3.OperationalError as error:
        raise OperationalError(error) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseError(error) from error
    except sqlite3.Error as error:
        raise PersistenceError(error) from error


class PositionedRecorder(SQLiteApplicationRecorder):
    """The library's recorder, with explicit positions and what is stored beside events."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore, "events")

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

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[LibraryEvent],
        *,
        appends: Sequence[Append] = (),
        **_: Any,
    ) -> Sequence[int]:
        in_turn = [(a.event.position, _columns_of(a.event)) for a in appends]
        in_turn += [(0, _columns(event)) for event in stored_events]
        c.execute(_LAST)
        position, last = c.fetchone() or (0, None)
        link = last if isinstance(last, bytes) else None
        rows: list[tuple[Any, ...]] = []
        for place, told in in_turn:
            position = place or position + 1
            link = chained(link, leaf(*told))
            rows.append((position, *told, link))
        c.executemany(_INSERT, rows)
        positions = [row[0] for row in rows]
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


def _insert_commands(
    c: SQLiteCursor, appends: Sequence[Append], positions: Sequence[int]
) -> None:
    told = zip(appends, positions, strict=True)
    rows = [(a.command_id.bytes, at) for a, at in told if a.command_id is not None]
    c.executemany("INSERT INTO commands VALUES (?, ?)", rows)


def _insert_mentions(c: SQLiteCursor, appends: Sequence[Append]) -> None:
    rows = [
        (subject.bytes, kind, append.event.stream.bytes)
        for append in appends
        for subject, kind in append.mentions
    ]
    if rows:
        c.executemany("INSERT OR IGNORE INTO mentions VALUES (?, ?, ?)", rows)


def _settle_claims(c: SQLiteCursor, appends: Sequence[Append]) -> None:
    """Release and take claims append by append: one may free what the next takes."""
    for append in appends:
        if append.releases is not None:
            c.execute("DELETE FROM claims WHERE command_id = ?", [append.releases.bytes])
        stream, owner = append.event.stream.bytes, append.command_id
        for claim in append.claims:
            row = (claim, stream, cast("Any", owner).bytes)
            c.execute("INSERT INTO claims VALUES (?, ?, ?)", row)
        for claim, holder in append.reclaims:
            row = (claim, holder.stream.bytes, holder.command_id.bytes)
            c.execute("INSERT OR IGNORE INTO claims VALUES (?, ?, ?)", row)
