"""How tables of a server are made and upgraded: on purpose, step by step, by one at once.

The version is how many of the steps were taken. All that are missing are taken in one
transaction under an advisory lock, so that any number of processes may try at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import psycopg
from attrs import frozen
from psycopg import Connection
from psycopg.errors import DuplicateObject, DuplicateTable, UndefinedColumn, UndefinedTable
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from casemgmt.errors import ConfigurationError, NewerStoreError, NoStoreError

from .address import Address
from .server import reached

OUR_LOCK = 0x63617365  # "case"
WAITED_MS = 60_000
_VERSION = "version"
Step = tuple[str, ...]


@frozen
class Tables:
    """Tables of one purpose in a schema.

    Attributes:
        noted: The table of names and texts that says which version they have.
        made_by: The command that makes them.

    """

    noted: str
    made_by: str

    def make(
        self, address: Address, steps: Sequence[Step], beside: Mapping[str, str]
    ) -> int:
        """Take the *steps* that are missing at *address* and return how many there are.

        Args:
            address: The database and the schema.
            steps: All of them.
            beside: What is noted when the first is taken.

        Raises:
            NewerStoreError: a newer casemgmt made them.
            NoStoreError: the schema holds something else.
            ConfigurationError: who comes in may not use the schema.
            BusyError: the server cannot be reached, or others kept it.

        """
        with reached(address) as connection:
            connection.execute(SQL("SET LOCAL lock_timeout = {}").format(WAITED_MS))
            connection.execute(
                "SELECT pg_advisory_xact_lock(%s, hashtext(%s))",
                (OUR_LOCK, address.schema),
            )
            schema = Identifier(address.schema)
            if not _is_there(connection, address):
                connection.execute(SQL("CREATE SCHEMA IF NOT EXISTS {}").format(schema))
            connection.execute(SQL("SET LOCAL search_path = {}").format(schema))
            taken = self._version(connection, address, len(steps))
            _take(connection, address, steps[taken:])
            if taken < len(steps):
                noted = {_VERSION: str(len(steps))} | ({} if taken else dict(beside))
                self._note(connection, noted)
        return len(steps)

    @contextmanager
    def as_made(
        self, address: Address, steps: Sequence[Step]
    ) -> Iterator[Connection[TupleRow]]:
        """Give a connection to the tables at *address*, which fit this version.

        Raises:
            NoStoreError: there are no tables, or older ones: they are to be made.
            NewerStoreError: a newer casemgmt made them.
            ConfigurationError: who comes in may not use the schema.

        """
        with reached(address) as connection:
            path = SQL("SET LOCAL search_path = {}").format(Identifier(address.schema))
            connection.execute(path)
            version = 0
            if _is_there(connection, address):
                version = self._version(connection, address, len(steps))
            if version < len(steps):
                code = "server.older-tables" if version else "server.no-tables"
                raise NoStoreError.because(code, address=address.shown, verb=self.made_by)
            yield connection

    def told(self, connection: Connection[TupleRow], name: str) -> str:
        """Return what was noted of *name*."""
        ask = SQL("SELECT value FROM {} WHERE name = %s").format(Identifier(self.noted))
        return str(connection.execute(ask, [name]).fetchall()[0][0])

    def _note(self, connection: Connection[TupleRow], noted: Mapping[str, str]) -> None:
        put = SQL(
            "INSERT INTO {} VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        ).format(Identifier(self.noted))
        for name, value in noted.items():
            connection.execute(put, [name, value])

    def _version(
        self, connection: Connection[TupleRow], address: Address, newest: int
    ) -> int:
        """Return how many steps were taken; none where there is nothing yet."""
        try:
            with connection.transaction():
                version = int(self.told(connection, _VERSION))
        except UndefinedTable:
            return 0
        except (UndefinedColumn, LookupError, ValueError, psycopg.DataError):
            raise _something_else(address) from None
        if version > newest:
            raise NewerStoreError.because(
                "server.newer", address=address.shown, version=version
            )
        return version


def _take(
    connection: Connection[TupleRow], address: Address, steps: Sequence[Step]
) -> None:
    try:
        for step in steps:
            for statement in step:
                connection.execute(statement.encode())
    except (DuplicateTable, DuplicateObject):
        raise _something_else(address) from None


def _is_there(connection: Connection[TupleRow], address: Address) -> bool:
    """Return whether the schema is there: who may not make one may still use it.

    Raises:
        ConfigurationError: it is there, and closed: its tables would seem to be missing.

    """
    ask = "SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = %s"
    found = connection.execute(ask, [address.schema]).fetchall()
    if found == [(False,)]:
        raise ConfigurationError.because("server.schema-closed", address=address.shown)
    return bool(found)


def _something_else(address: Address) -> NoStoreError:
    return NoStoreError.because("server.something-else", address=address.shown)
