"""The log in one SQLite file, on eventsourcing's own recorder.

Ours are the table's explicit position, the command ids, claims and mentions stored in the
same transaction, every PRAGMA set and read back, and a fair queue of writers. No event row
is ever deleted. Durability rests on ``synchronous=FULL`` in WAL mode.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from eventsourcing.persistence import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
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

from casemgmt.errors import BusyError, NewerStoreError, NoStoreError, OutcomeUnknownError
from casemgmt.recording.port import (
    Append,
    ClaimTakenError,
    CommandTakenError,
    Holder,
    StoredEvent,
    VersionTakenError,
)

from .queue import WriterQueue

FORMAT = 1
APPLICATION_ID = 0x63617365  # "case"
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 30_000,
}
_ASKED_AT_ONCE = 500


class DurablePool(SQLiteConnectionPool):
    """Connections with every PRAGMA set and read back."""

    def _create_connection(self) -> SQLiteConnection:
        made = super()._create_connection()
        db = made._sqlite_conn  # noqa: SLF001 - the library offers no other way
        for name, wanted in PRAGMAS.items():
            if self.is_sqlite_memory_mode and name == "journal_mode":
                continue
            db.execute(f"PRAGMA {name} = {wanted}").fetchone()
            got = db.execute(f"PRAGMA {name}").fetchone()[0]
            if got != wanted:
                msg = f"SQLite does not take {name} = {wanted}: it says {got}"
                raise InterfaceError(msg)
        return made


class FairDatastore(SQLiteDatastore):
    """Writers take their turn before ``BEGIN IMMEDIATE``, among threads and processes."""

    def __init__(self, db_name: str, queue: WriterQueue | None = None, **options: Any) -> None:
        super().__init__(db_name, **options)
        self.pool = DurablePool(db_name=db_name, **options)
        self._queue = queue or WriterQueue(None)

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """Run one transaction; of a writer when it is to *commit*."""
        if not commit:
            with super().transaction(commit=False) as cursor:
                yield cursor
            return
        with self._queue.turn(), self.get_connection(commit=True) as connection:
            cursor = connection.cursor()
            with _as_library_errors():
                cursor.execute("BEGIN IMMEDIATE")
            try:
                with _as_library_errors():
                    yield cursor
                    connection.commit()
            except BaseException:
                connection.rollback()
                raise


@contextmanager
def _as_library_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise IntegrityError(error) from error
    except sqlite3.OperationalError as error:
        raise OperationalError(error) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseError(error) from error


class PositionedRecorder(SQLiteApplicationRecorder):
    """The library's recorder, with an explicit position and what is stored beside events."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore, "events")
        self.insert_events_statement = (
            "INSERT INTO events (originator_id, originator_version, topic, state)"
            " VALUES (?,?,?,?)"
        )

    def construct_create_table_statements(self) -> list[str]:
        """Return the tables of a log."""
        return [
            "CREATE TABLE IF NOT EXISTS events ("
            "position INTEGER PRIMARY KEY AUTOINCREMENT, originator_id TEXT NOT NULL,"
            " originator_version INTEGER NOT NULL, topic TEXT NOT NULL, state BLOB NOT NULL,"
            " UNIQUE (originator_id, originator_version))",
            "CREATE TABLE IF NOT EXISTS commands ("
            "command_id BLOB PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS claims ("
            "claim BLOB PRIMARY KEY, stream BLOB NOT NULL, command_id BLOB NOT NULL)"
            " WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS mentions ("
            "subject BLOB, kind TEXT, stream BLOB, PRIMARY KEY (subject, kind, stream))"
            " WITHOUT ROWID",
            "CREATE INDEX IF NOT EXISTS mentions_by_stream ON mentions (stream, kind)",
            "CREATE TABLE IF NOT EXISTS store (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
            " WITHOUT ROWID",
        ]

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[LibraryEvent],
        *,
        appends: Sequence[Append] = (),
        **_: Any,
    ) -> Sequence[int]:
        positions = list(super()._insert_events(c, stored_events) or ())
        for append, position in zip(appends, positions, strict=False):
            _insert_beside(c, append, position)
        return positions


def _insert_beside(c: SQLiteCursor, append: Append, position: int) -> None:
    stream = append.event.stream.bytes
    if append.command_id is not None:
        row = (append.command_id.bytes, position)
        c.execute("INSERT INTO commands VALUES (?, ?)", row)
    if append.releases is not None:
        c.execute("DELETE FROM claims WHERE command_id = ?", [append.releases.bytes])
    owner = append.releases or append.command_id
    for verb, claims in (("", append.claims), ("OR IGNORE ", append.reclaims)):
        for claim in claims:
            row_ = (claim, stream, cast("UUID", owner).bytes)
            c.execute(f"INSERT {verb}INTO claims VALUES (?, ?, ?)", row_)
    for subject, kind in append.mentions:
        c.execute("INSERT OR IGNORE INTO mentions VALUES (?, ?, ?)", (subject.bytes, kind, stream))


class SQLiteLog:
    """An ``EventLog`` in one file; shared between threads and processes."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        new = _prepare(path, create=create)
        datastore = FairDatastore(
            f"file:{_quoted(path)}", WriterQueue(path.with_name(path.name + ".lock")),
            lock_timeout=30,
        )
        self.recorder = PositionedRecorder(datastore)
        with _plainly(path):
            if new:
                self._make_tables()
            self.epoch = self._read_epoch()

    def append(self, batch: Sequence[Append]) -> list[int]:
        """Store *batch* in one transaction and return the positions, in its order."""
        events = [_to_library(a.event) for a in batch]
        try:
            stored = self.recorder.insert_events(events, appends=batch)
        except IntegrityError as error:
            raise _taken(error) from None
        except (OperationalError, DatabaseError) as error:
            self._settle(batch, error)
        return list(stored or ())

    def _settle(self, batch: Sequence[Append], error: PersistenceError) -> None:
        """Say whether a batch that failed on the way is there; it never half is."""
        ids = [a.command_id for a in batch if a.command_id is not None]
        try:
            there = self.outcome(ids[:1])
        except (BusyError, PersistenceError):
            raise OutcomeUnknownError(ids[0]) from None
        if there:
            raise CommandTakenError from None
        msg = f"{self._path}: the store could not be written: {error}"
        raise BusyError(msg) from None

    def read(self, stream: UUID, after: int = 0) -> list[StoredEvent]:
        """Return the events of *stream* beyond version *after*, in their order."""
        return self._select(
            "SELECT * FROM events WHERE originator_id = ? AND originator_version > ?"
            " ORDER BY originator_version",
            (stream.hex, after),
        )

    def scan(self, after: int, limit: int) -> list[StoredEvent]:
        """Return the next events beyond position *after*."""
        return self._select(
            "SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?", (after, limit)
        )

    def head(self) -> int:
        """Return the position of the last event, 0 when there is none."""
        with _plainly(self._path):
            return self.recorder.max_notification_id() or 0

    def outcome(self, command_ids: Collection[UUID]) -> dict[UUID, StoredEvent]:
        """Return the event of each of these commands that was recorded."""
        found: dict[UUID, StoredEvent] = {}
        for part in _parts([c.bytes for c in command_ids]):
            rows = self._rows(
                "SELECT command_id, e.* FROM commands JOIN events e USING (position)"
                f" WHERE command_id IN ({','.join('?' * len(part))})",  # noqa: S608 - marks only
                part,
            )
            found |= {UUID(bytes=row["command_id"]): _from_row(row) for row in rows}
        return found

    def holders(self, claims: Collection[bytes]) -> dict[bytes, Holder]:
        """Return who holds each of *claims* that is held."""
        found: dict[bytes, Holder] = {}
        for part in _parts(list(claims)):
            rows = self._rows(
                "SELECT claim, stream, command_id FROM claims"
                f" WHERE claim IN ({','.join('?' * len(part))})",  # noqa: S608 - marks only
                part,
            )
            found |= {r[0]: Holder(UUID(bytes=r[1]), UUID(bytes=r[2])) for r in rows}
        return found

    def mentioned(self, subject: UUID, kind: str) -> list[UUID]:
        """Return the streams that speak of *subject* as *kind*."""
        sql = "SELECT stream FROM mentions WHERE subject = ? AND kind = ?"
        return [UUID(bytes=row[0]) for row in self._rows(sql, (subject.bytes, kind))]

    def mentions(self, stream: UUID, kind: str) -> list[UUID]:
        """Return the subjects that *stream* speaks of as *kind*."""
        sql = "SELECT subject FROM mentions WHERE stream = ? AND kind = ?"
        return [UUID(bytes=row[0]) for row in self._rows(sql, (stream.bytes, kind))]

    def changed(self, after: int) -> list[UUID]:
        """Return the streams with events beyond position *after*."""
        sql = "SELECT DISTINCT originator_id FROM events WHERE position > ?"
        return [UUID(row[0]) for row in self._rows(sql, (after,))]

    def close(self) -> None:
        """Let go of the file."""
        self.recorder.datastore.close()

    def _make_tables(self) -> None:
        with self.recorder.datastore.transaction(commit=True) as c:
            self.recorder._create_table(c)  # noqa: SLF001 - one transaction with the mark below
            c.execute("INSERT OR IGNORE INTO store VALUES ('epoch', ?)", [uuid4().hex])
            c.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            c.execute(f"PRAGMA user_version = {FORMAT}")

    def _read_epoch(self) -> str:
        return str(self._rows("SELECT value FROM store WHERE name = 'epoch'", ())[0][0])

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        with _plainly(self._path), self.recorder.datastore.transaction(commit=False) as c:
            c.execute(sql, values)
            return list(c.fetchall())

    def _select(self, sql: str, values: Sequence[Any]) -> list[StoredEvent]:
        return [_from_row(row) for row in self._rows(sql, values)]


def _to_library(event: StoredEvent) -> LibraryEvent:
    return LibraryEvent(event.stream, event.version, event.name, event.state)


def _from_row(row: Any) -> StoredEvent:
    stream = UUID(row["originator_id"])
    version, name, position = row["originator_version"], row["topic"], row["position"]
    return StoredEvent(stream, version, name, row["state"], position)


def _parts(values: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(values), _ASKED_AT_ONCE):
        yield values[start : start + _ASKED_AT_ONCE]


def _taken(error: IntegrityError) -> Exception:
    words = str(error)
    if "commands.command_id" in words:
        return CommandTakenError()
    return ClaimTakenError() if "claims.claim" in words else VersionTakenError()


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    """Say in one line what SQLite says in many ways."""
    try:
        yield
    except (PersistenceError, sqlite3.Error) as error:
        msg = f"{path}: the store could not be read: {error}"
        raise BusyError(msg) from None


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _prepare(path: Path, *, create: bool) -> bool:
    """Check that *path* is a store of ours, or may become one; return whether it is new."""
    if path.is_dir():
        msg = f"{path}: this is a folder, not a store"
        raise NoStoreError(msg)
    if not path.exists() or path.stat().st_size == 0:
        if not create:
            msg = f"{path}: there is no store here"
            raise NoStoreError(msg)
        try:
            path.touch(mode=0o600)
        except OSError as error:
            msg = f"{path}: the store cannot be made: {error.strerror}"
            raise BusyError(msg) from None
        return True
    return _check_marks(path)


def _check_marks(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        msg = f"{path}: the store cannot be read: {error.strerror}"
        raise BusyError(msg) from None
    version = int.from_bytes(header[60:64])
    mark = int.from_bytes(header[68:72])
    if not header.startswith(b"SQLite format 3\0"):
        msg = f"{path}: this is not a store"
        raise NoStoreError(msg)
    if mark == 0 and version == 0:
        return _empty_so_far(path)
    if mark != APPLICATION_ID:
        msg = f"{path}: this is not a store"
        raise NoStoreError(msg)
    if version > FORMAT:
        msg = f"{path}: the store was written by a newer casemgmt (format {version})"
        raise NewerStoreError(msg)
    return False


def _empty_so_far(path: Path) -> bool:
    """Whether the file is a database in which nothing was made yet (a crash at birth)."""
    db = sqlite3.connect(path)
    try:
        tables = db.execute("SELECT name FROM sqlite_master").fetchall()
        mark = db.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.Error:
        tables, mark = [("?",)], 0
    finally:
        db.close()
    if mark == APPLICATION_ID:
        return False
    if tables:
        msg = f"{path}: this is not a store"
        raise NoStoreError(msg)
    return True
