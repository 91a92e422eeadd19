"""The tables of a vault on a server: made by ``casemgmt vault STORE create``.

They are refused in a database in which a log lies: whoever copied that database would have
the log and what its keys are wrapped in, and so would every backup of it.
"""

from __future__ import annotations

from psycopg import Connection
from psycopg.rows import TupleRow

from casemgmt.errors import ConfigurationError

from .address import Address
from .server import reached
from .steps import Step, Tables

STEPS: tuple[Step, ...] = (
    (
        """CREATE TABLE subjects (
            id uuid PRIMARY KEY, kind text NOT NULL,
            hash bytea CONSTRAINT subjects_once UNIQUE, key bytea, reference bytea)""",
        "CREATE TABLE erasures (id uuid PRIMARY KEY, at timestamptz NOT NULL)",
        "CREATE TABLE own (name text PRIMARY KEY, value bytea NOT NULL)",
        "CREATE TABLE changes (count bigint NOT NULL)",
        "INSERT INTO changes VALUES (0)",
        "CREATE TABLE vault (name text PRIMARY KEY, value text NOT NULL)",
    ),
)
_TABLES = Tables("vault", "casemgmt vault STORE create")
_LOGS = (
    "SELECT nspname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
    " WHERE relname = ANY(ARRAY['events', 'commands', 'claims', 'mentions'])"
    " AND relkind = 'r' GROUP BY nspname HAVING count(*) = 4 ORDER BY nspname"
)


def create(address: Address) -> None:
    """Make or upgrade the tables of a vault at *address*; again does no harm.

    Raises:
        ConfigurationError: a log lies in this database.
        NewerStoreError: a newer casemgmt made them.
        NoStoreError: the schema holds something else.
        BusyError: the server cannot be reached, or others kept it.

    """
    with reached(address) as connection:
        _refuse_beside_a_log(connection, address)
    _TABLES.make(address, STEPS, {})


def check(address: Address) -> None:
    """Refuse what is no vault of this version, or lies with a log.

    Raises:
        NoStoreError: there are no tables, or older ones.
        NewerStoreError: a newer casemgmt made them.
        ConfigurationError: a log lies in this database.
        BusyError: the server cannot be reached.

    """
    with _TABLES.as_made(address, STEPS) as connection:
        _refuse_beside_a_log(connection, address)


def _refuse_beside_a_log(connection: Connection[TupleRow], address: Address) -> None:
    found = connection.execute(_LOGS).fetchall()
    if found:
        raise ConfigurationError.because(
            "server.log-here", address=address.shown, schema=found[0][0]
        )
