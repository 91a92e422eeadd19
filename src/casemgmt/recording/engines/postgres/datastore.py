"""eventsourcing's PostgreSQL datastore: its sessions bounded, its dead ones found out."""

from __future__ import annotations

import selectors
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from eventsourcing.persistence import InterfaceError, OperationalError
from eventsourcing.postgres import ConnectionPool, PostgresDatastore
from psycopg import Connection
from psycopg.rows import DictRow, dict_row, tuple_row
from psycopg_pool import PoolClosed, PoolTimeout

from .address import Address

LOCK_SECONDS = 10
STATEMENT_SECONDS = 120
IDLE_SECONDS = 30
WAITED_FOR_A_CONNECTION = 10.0
CONNECTIONS = 8
AT_HAND = 5_000
_BOUNDS = (
    f"SET statement_timeout = '{STATEMENT_SECONDS}s'; SET lock_timeout = '{LOCK_SECONDS}s';"
    f" SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s';"
    " SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;"
    " SET tcp_keepalives_count = 3"
).encode()
_ONE_MOMENT = b"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
Question = Callable[[Any, Sequence[Any]], list[Any]]
_NOT_LOST = (PoolTimeout, PoolClosed)


class ServerDatastore(PostgresDatastore):
    """Sessions of a server: none waits, holds or lingers without an end."""

    def __init__(
        self,
        address: Address,
        *,
        lock_timeout: int = LOCK_SECONDS,
        enable_db_functions: bool = False,
    ) -> None:
        super().__init__(
            *("",) * 5,
            lock_timeout=lock_timeout,
            schema=address.schema,
            enable_db_functions=enable_db_functions,
        )
        self.pool = ConnectionPool(
            connection_class=Connection[DictRow],
            kwargs={**address.parameters, "row_factory": dict_row},
            min_size=1,
            max_size=CONNECTIONS,
            open=False,
            configure=_bounded,
            check=_alive,
            timeout=WAITED_FOR_A_CONNECTION,
            reconnect_timeout=WAITED_FOR_A_CONNECTION,  # later it would sleep for minutes
        )

        self._closed = False

    @contextmanager
    def get_connection(self) -> Iterator[Connection[DictRow]]:
        """Give a connection; none when everything was closed."""
        if self._closed:  # the library's pool would open itself again
            msg = "it was closed"
            raise InterfaceError(msg) from PoolClosed(msg)
        with super().get_connection() as connection:
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._closed = True
        super().close()

    def register_type_adapters(self) -> None:
        """Do nothing: rows go in as arrays, without the library's composite type."""

    def rows(self, sql: Any, values: Sequence[Any]) -> list[Any]:
        """Return what one question finds; asked again where the connection was lost."""
        return self.again(partial(self._rows, sql, values))

    def again(self, ask: Callable[[], list[Any]]) -> list[Any]:
        """Return what *ask* finds, which changes nothing; once more after a lost line."""
        try:
            return ask()
        except (InterfaceError, OperationalError) as error:
            if not was_lost(error):
                raise
            return ask()

    def streamed(self, sql: Any, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """Yield what one question finds, a few thousand rows of it at hand."""
        with (
            self.get_connection() as connection,
            connection.transaction(),
            connection.cursor("streamed", row_factory=tuple_row) as cursor,
        ):
            cursor.itersize = AT_HAND
            yield from cursor.execute(sql, values, binary=True)

    @contextmanager
    def at_one_moment(self) -> Iterator[Question]:
        """Return what answers questions as things stand now, whatever others write."""
        with self.get_connection() as connection:
            connection.execute(_ONE_MOMENT)
            try:
                yield lambda sql, values: _found(connection, sql, values)
            finally:
                connection.rollback()

    def _rows(self, sql: Any, values: Sequence[Any]) -> list[Any]:
        with self.get_connection() as connection:
            return _found(connection, sql, values)


def _found(connection: Connection[Any], sql: Any, values: Sequence[Any]) -> list[Any]:
    with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
        return cursor.execute(sql, values).fetchall()


def was_lost(error: Exception) -> bool:
    """Return whether the connection went away, rather than the server saying no."""
    cause = error.__cause__
    if isinstance(cause, _NOT_LOST):
        return False
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(("08", "57P"))


def _bounded(connection: Connection[Any]) -> None:
    connection.autocommit = True  # the transactions are ours
    connection.execute(_BOUNDS)


def _alive(connection: Connection[Any]) -> None:
    """Refuse a connection whose server has left: at rest there is nothing to be read.

    Raises:
        psycopg.OperationalError: it is of no use any more.

    """
    with selectors.DefaultSelector() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        said_something = bool(selector.select(0))
    if said_something:
        connection.execute(b"")
    if connection.closed:
        msg = "the connection was lost"
        raise psycopg.OperationalError(msg)
