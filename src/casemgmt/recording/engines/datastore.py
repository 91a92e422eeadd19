"""The connections of a log in a file: every PRAGMA set and read back, writers in turn."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, cast

from eventsourcing.persistence import InterfaceError
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

from .ahead import PAGES, WriteAhead
from .buckets import READ_NEAR, READ_ONCE
from .file import BUSY_MS, STANDS_STILL
from .queue import WriterQueue
from .writers import Writers, as_library_errors

PRAGMAS = {
    "busy_timeout": BUSY_MS,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "fullfsync": 1,  # on macOS only this waits for the disk; elsewhere it changes nothing
    "wal_autocheckpoint": PAGES,
    "cache_size": -3_000,  # KiB: the pages that a big batch changes
}
STATEMENTS_KEPT = 128
READERS_KIB = 1_000
"""What a reader keeps of pages: stories are asked for here and there, and a writer throws
away whatever was kept.
"""
_AT_ONCE = 256
"""Rows: few enough to be still near when they are looked at."""
Question = Callable[[str, Sequence[Any]], list[Any]]
_NO_TEXT = "Could not decode"


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
        self.writers = Writers(self.pool, queue or WriterQueue(None), ahead)
        self._readers: deque[SQLiteConnection] = deque()

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """Run one transaction; of a writer when it is to *commit*."""
        if commit:
            with self.writers as pen:
                yield cast("SQLiteCursor", pen)  # it does all that the library asks for
        else:
            with super().transaction(commit=False) as cursor:
                yield cursor

    def settle(self) -> None:
        """Make sure that a transaction whose COMMIT failed is nowhere on the disk.

        What it wrote stands in the write-ahead log until something else is written in its
        place: whoever opens the files after a crash would take it for committed.
        """
        if not self.writers.in_doubt:
            return
        with self.transaction(commit=True) as cursor:
            cursor.execute("PRAGMA user_version")
            cursor.execute(f"PRAGMA user_version = {cursor.fetchone()[0]:d}")

    def _refuse_when_closed(self) -> None:
        if self.pool.closed:
            msg = "it was closed"
            raise InterfaceError(msg)

    def rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Return what one question finds; a single one needs no transaction of its own.

        It is asked on whatever connection is idle: the pool's waiting in turn is for
        writers, and takes as long as a short question.
        """
        self._refuse_when_closed()
        with as_library_errors():
            reader = self._idle()
            try:
                return _found(reader, sql, values)
            finally:
                self._put_idle(reader)

    def _idle(self) -> SQLiteConnection:
        try:
            return self._readers.pop()
        except IndexError:
            reader = self.pool._create_connection()  # noqa: SLF001 - ours
        _found(reader, f"PRAGMA cache_size = {-READERS_KIB}", ())
        return reader

    def _put_idle(self, reader: SQLiteConnection) -> None:
        self._readers.append(reader)
        if self.pool.closed:
            self._close_idle()

    def _close_idle(self) -> None:
        with suppress(IndexError):
            while True:
                self._readers.pop().close()

    def streamed(
        self, sql: str, values: Sequence[Any], at_once: int = _AT_ONCE
    ) -> Iterator[list[Any]]:
        """Yield what one question finds, some rows at a time, on its own connection."""
        self._refuse_when_closed()
        connection = self.pool._create_connection()  # noqa: SLF001 - ours
        done = 0
        try:
            db = connection.cursor().sqlite_cursor.connection
            db.row_factory = None
            db.executescript(READ_ONCE)
            found = db.execute(sql, values)
            while rows := found.fetchmany(at_once):
                yield rows
                done += len(rows)
        except sqlite3.OperationalError as error:
            if _NO_TEXT not in str(error):
                raise
            db.text_factory = _as_far_as_it_goes
            yield list(islice(db.execute(sql, values), done, None))
        finally:
            connection.close()

    def each(self, sql: str, asked: Iterable[Sequence[Any]]) -> Iterator[Any]:
        """Yield the one row that is found for each of *asked*, on its own connection."""
        self._refuse_when_closed()
        connection = self.pool._create_connection()  # noqa: SLF001 - ours
        try:
            db = connection.cursor().sqlite_cursor.connection
            db.row_factory = None
            db.executescript(READ_NEAR)
            for values in asked:
                yield db.execute(sql, values).fetchone()
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
        if hasattr(self, "_readers"):
            self.writers.close()
            self._close_idle()


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
