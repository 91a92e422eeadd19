"""The tables of a store: made and upgraded by ``casemgmt migrate``, never by a worker.

The version is how many of the steps were taken. All that are missing are taken in one
transaction under an advisory lock, so that any number of processes may try at once.
"""

from __future__ import annotations

from uuid import uuid4

import psycopg
from psycopg import Connection
from psycopg.errors import DuplicateObject, DuplicateTable, UndefinedColumn, UndefinedTable
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from casemgmt.errors import NewerStoreError, NoStoreError

from .address import Address
from .server import reached

OUR_LOCK = 0x63617365  # "case"
WAITED_MS = 60_000
STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE events (
            notification_id bigint GENERATED ALWAYS AS IDENTITY,
            originator_id uuid NOT NULL, originator_version bigint NOT NULL,
            topic text NOT NULL, state bytea NOT NULL,
            CONSTRAINT events_by_version PRIMARY KEY (originator_id, originator_version),
            CONSTRAINT events_by_position UNIQUE (notification_id))""",
        """CREATE TABLE commands (
            command_id uuid CONSTRAINT commands_once PRIMARY KEY,
            stream uuid NOT NULL, version bigint NOT NULL)""",
        """CREATE TABLE claims (
            claim bytea CONSTRAINT claims_once PRIMARY KEY,
            stream uuid NOT NULL, command_id uuid NOT NULL)""",
        "CREATE INDEX claims_by_command ON claims (command_id)",
        """CREATE TABLE mentions (
            subject uuid, kind text, stream uuid, PRIMARY KEY (subject, kind, stream))""",
        "CREATE INDEX mentions_by_stream ON mentions (stream, kind)",
        "CREATE TABLE store (name text PRIMARY KEY, value text NOT NULL)",
    ),
    (
        "ALTER TABLE events ADD COLUMN link bytea",
        """CREATE FUNCTION link_after(link bytea, leaf bytea) RETURNS bytea
            LANGUAGE sql IMMUTABLE STRICT AS 'SELECT sha256(link || leaf)'""",
        "CREATE AGGREGATE chained(bytea) (SFUNC = link_after, STYPE = bytea)",
    ),
)


def migrate(address: Address) -> int:
    """Make or upgrade the tables at *address* and return their version.

    Raises:
        NewerStoreError: a newer casemgmt made them.
        NoStoreError: the schema holds something else.
        BusyError: the server cannot be reached, or others kept it.

    """
    with reached(address) as connection:
        connection.execute(SQL("SET LOCAL lock_timeout = {}").format(WAITED_MS))
        connection.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (OUR_LOCK, address.schema)
        )
        schema = Identifier(address.schema)
        if not _is_there(connection, address):
            connection.execute(SQL("CREATE SCHEMA IF NOT EXISTS {}").format(schema))
        connection.execute(SQL("SET LOCAL search_path = {}").format(schema))
        _take_steps(connection, address, _version(connection, address))
    return len(STEPS)


def epoch(address: Address) -> str:
    """Return the epoch of the log at *address*, whose tables fit this version.

    Raises:
        NoStoreError: there are no tables, or older ones: they are to be migrated.
        NewerStoreError: a newer casemgmt made them.

    """
    with reached(address) as connection:
        path = SQL("SET LOCAL search_path = {}").format(Identifier(address.schema))
        connection.execute(path)
        version = _version(connection, address)
        if version < len(STEPS):
            older = "an older casemgmt made the tables" if version else "no tables here yet"
            msg = f"{address.shown}: {older}: casemgmt migrate STORE makes them"
            raise NoStoreError(msg)
        return _told(connection, "epoch")


def _take_steps(connection: Connection[TupleRow], address: Address, taken: int) -> None:
    if taken == len(STEPS):
        return
    try:
        for step in STEPS[taken:]:
            for statement in step:
                connection.execute(statement.encode())
    except (DuplicateTable, DuplicateObject):
        raise _something_else(address) from None
    if not taken:
        connection.execute("INSERT INTO store VALUES ('epoch', %s)", [uuid4().hex])
    connection.execute(
        "INSERT INTO store VALUES ('version', %(version)s)"
        " ON CONFLICT (name) DO UPDATE SET value = %(version)s",
        {"version": str(len(STEPS))},
    )


def _version(connection: Connection[TupleRow], address: Address) -> int:
    """Return how many steps were taken; none where there is nothing yet."""
    try:
        with connection.transaction():
            version = int(_told(connection, "version"))
    except UndefinedTable:
        return 0
    except (UndefinedColumn, LookupError, ValueError, psycopg.DataError):
        raise _something_else(address) from None
    if version > len(STEPS):
        msg = f"{address.shown}: a newer casemgmt made the tables (version {version})"
        raise NewerStoreError(msg)
    return version


def _told(connection: Connection[TupleRow], name: str) -> str:
    found = connection.execute("SELECT value FROM store WHERE name = %s", [name])
    return str(found.fetchall()[0][0])


def _is_there(connection: Connection[TupleRow], address: Address) -> bool:
    """Return whether the schema is there: who may not make one may still use it."""
    found = connection.execute("SELECT to_regnamespace(%s)", [f'"{address.schema}"'])
    return found.fetchall()[0][0] is not None


def _something_else(address: Address) -> NoStoreError:
    return NoStoreError(f"{address.shown}: the schema holds tables of something else")
