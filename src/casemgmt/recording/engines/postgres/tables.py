"""The tables of a store: made and upgraded by ``casemgmt migrate``, never by a worker."""

from __future__ import annotations

from uuid import uuid4

from .address import Address
from .steps import Step, Tables

_TABLES = Tables("store", "casemgmt migrate STORE")
STEPS: tuple[Step, ...] = (
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
    return _TABLES.make(address, STEPS, {"epoch": uuid4().hex})


def epoch(address: Address) -> str:
    """Return the epoch of the log at *address*, whose tables fit this version.

    Raises:
        NoStoreError: there are no tables, or older ones: they are to be migrated.
        NewerStoreError: a newer casemgmt made them.

    """
    with _TABLES.as_made(address, STEPS) as connection:
        return _TABLES.told(connection, "epoch")
