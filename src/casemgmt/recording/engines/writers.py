"""The writers of a log in a file: one connection, one transaction at a time, in turn."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from types import TracebackType

from eventsourcing.persistence import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    PersistenceError,
)
from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool

from .ahead import WriteAhead
from .queue import WriterQueue


class Pen(sqlite3.Cursor):
    """What a writer writes with: SQLite's own cursor, kept from one command to the next."""


class Writers:
    """The connection that all writers of one process share.

    Entered, it is a transaction: in turn among threads and processes, committed when it
    ends well, and rolled back otherwise. It costs every command, and so it is no generator.
    """

    def __init__(
        self,
        pool: SQLiteConnectionPool,
        queue: WriterQueue,
        ahead: WriteAhead | None = None,
    ) -> None:
        self._pool = pool
        self._queue = queue
        self._ahead = ahead
        self._connection: SQLiteConnection | None = None
        self._in_use: SQLiteConnection | None = None
        self._pen: Pen | None = None
        self._of_many = self._is_set_so = False
        self.in_doubt = False
        """Whether the last COMMIT failed: what it wrote may stand on the disk."""

    def __enter__(self) -> Pen:
        """Begin once it is our turn.

        Raises:
            TimeoutError: somebody else has kept it for very long.
            NoStoreError: what belongs to the file was taken away.

        """
        self._queue.__enter__()
        try:
            if self._ahead is not None:
                self._ahead.refuse_another()
            pen = self._taken()
            try:
                pen.execute("BEGIN IMMEDIATE")
            except BaseException:
                self._undo()
                raise
        except sqlite3.Error as error:
            self._queue.__exit__(None, None, None)
            raise as_library_error(error) from error
        except BaseException:
            self._queue.__exit__(None, None, None)
            raise
        return pen

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit what was written, or roll it back; the next one has its turn."""
        try:
            if error is None:
                self._commit()
            else:
                self._undo()
        except sqlite3.Error as failed:
            raise as_library_error(failed) from failed
        finally:
            self._queue.__exit__(None, None, None)
        if isinstance(error, sqlite3.Error):
            raise as_library_error(error) from error

    @contextmanager
    def many(self) -> Iterator[None]:
        """Write many large transactions, one after the other."""
        with self._ahead.of_many() if self._ahead is not None else nullcontext():
            self._of_many = True
            try:
                yield
            finally:
                self._of_many = False

    def emptied(self) -> bool:
        """Bring the write-ahead log into the file and begin it anew; whether it could be.

        What was deleted stands in it until then.
        """
        if self._ahead is None:
            return True
        with self._queue, as_library_errors():
            pen = self._taken()
            try:
                return self._ahead.emptied(pen.connection)
            finally:
                self._give_back()

    def close(self) -> None:
        """Let go of the connection; of one that is in use, when it is given back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._pen = None
            connection.close()

    def _commit(self) -> None:
        pen = self._pen
        assert pen is not None  # noqa: S101 - it has begun
        try:
            self.in_doubt = True
            pen.execute("COMMIT")
        except BaseException:
            self._undo()
            raise
        self.in_doubt = False
        if self._ahead is not None:
            self._ahead.shorten(pen.connection)
        self._give_back()

    def _taken(self) -> Pen:
        """Take the connection, a new one when there is none of use."""
        if self._pool.closed:
            msg = "it was closed"
            raise InterfaceError(msg)
        self._in_use, self._connection = self._connection, None
        if self._in_use is None or self._pen is None:
            self._in_use = self._pool._create_connection()  # noqa: SLF001 - ours
            self._pen = self._in_use.cursor().sqlite_cursor.connection.cursor(Pen)
            self._pen.row_factory = None
            self._is_set_so = False
            if self._ahead is not None:
                self._ahead.meet(self._pen.connection)
        if self._is_set_so is not self._of_many and self._ahead is not None:
            self._ahead.bring_in(self._pen.connection)
            self._is_set_so = self._of_many
        return self._pen

    def _undo(self) -> None:
        """Roll back what was begun; a connection that cannot is of no use any more."""
        connection = self._in_use
        if connection is None:
            return
        try:
            connection.rollback()
        except sqlite3.Error:
            self._in_use = self._pen = None
            with suppress(sqlite3.Error):
                connection.close()
        else:
            self._give_back()

    def _give_back(self) -> None:
        connection, self._in_use = self._in_use, None
        if connection is not None and self._pool.closed:
            self._pen = None
            connection.close()
        else:
            self._connection = connection


@contextmanager
def as_library_errors() -> Iterator[None]:
    """Raise what SQLite raises as the library's errors."""
    try:
        yield
    except sqlite3.Error as error:
        raise as_library_error(error) from error


def as_library_error(error: sqlite3.Error) -> PersistenceError:
    """Return what SQLite raises as the library's error."""
    match error:
        case sqlite3.IntegrityError():
            return IntegrityError(error)
        case sqlite3.OperationalError():
            return OperationalError(error)
        case sqlite3.DatabaseError():
            return DatabaseError(error)
        case _:
            return PersistenceError(error)
