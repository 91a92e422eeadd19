"""The engines: how each is opened, locked, filled, and emptied of what must not stay."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, text

from casemgmt.errors import MissingExtraError
from casemgmt_sql.place import Place
from casemgmt_sql.rows.plain import Plain

WAITS = 10
"""Seconds until somebody else's hold is given up on."""
A_MOMENT = 0.01
READING = {"reading": True}


def opened(place: Place) -> Engine:
    """Return the engine of *place*; nothing is asked of it yet.

    Raises:
        MissingExtraError: the driver of PostgreSQL is not installed.

    """
    return _file(place) if place.file is not None else _server(place)


def _file(place: Place) -> Engine:
    assert place.file is not None  # noqa: S101 - asked by who calls
    engine = create_engine(f"sqlite:///{place.file}", connect_args={"timeout": WAITS})

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below
        _write_ahead(connection)
        for said in ("synchronous=NORMAL", "secure_delete=ON", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {said}").close()

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers read while somebody writes.

    Two who ask for it of a new file at once are told that it is locked, and nobody waits.
    """
    until = time.monotonic() + WAITS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(A_MOMENT)
        else:
            return


def on_the_disk(place: Place) -> None:
    """Wait until what was committed would outlast a power cut; a server waits by itself.

    A file is not waited for at each commit, which whoever records on the same disk would
    feel: rows and position that are lost together come again.
    """
    if place.file is None:
        return
    # no other file is opened: closing it would let go of SQLite's own locks on it
    with (
        suppress(FileNotFoundError),
        place.file.with_name(f"{place.file.name}-wal").open("r+b") as ahead,
    ):
        os.fsync(ahead.fileno())


def _server(place: Place) -> Engine:
    address = place.server.replace("postgresql://", "postgresql+psycopg://", 1)
    told = {"connect_timeout": WAITS, "application_name": "casemgmt-sql"}
    try:
        engine = create_engine(address, connect_args=told)
    except ModuleNotFoundError:
        raise MissingExtraError.because("casemgmt_sql:place.needs-extra") from None

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path TO {place.schema}")
            cursor.execute(f"SET lock_timeout TO '{WAITS}s'")
            cursor.execute("SET TimeZone TO 'UTC'")
        connection.commit()

    return engine


def made_ready(place: Place) -> None:
    """Make the file, which is its owner's alone, if there is none."""
    if place.file is not None and not place.file.exists():
        os.close(os.open(place.file, os.O_CREAT | os.O_RDWR, 0o600))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction, one at a time."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that only reads, and waits for nobody."""
    with engine.connect() as connection:
        quiet = connection.execution_options(**READING)
        with quiet.begin():
            yield quiet


def locked(connection: Connection, place: Place, *, together: bool = False) -> None:
    """Wait until nobody else makes tables or writes at *place*; SQLite did already.

    Those who do so *together* wait for none of them, only for who is alone at it.
    """
    if connection.dialect.name != SQLITE:
        how = "_shared" if together else ""
        connection.execute(
            text(f"SELECT pg_advisory_xact_lock{how}(hashtextextended(:place, 7429))"),
            {"place": f"casemgmt-sql {place.schema}"},
        )


SQLITE = "sqlite"


def insert(connection: Connection, table: Table, rows: Sequence[tuple[Plain, ...]]) -> None:
    """Insert *rows*, each with every column in its order."""
    if not rows:
        return
    marks = ", ".join([mark(connection)] * len(table.c))
    sql = f"INSERT INTO {table.name} ({names(table)}) VALUES ({marks})"  # noqa: S608
    connection.exec_driver_sql(sql, list(rows))


def mark(connection: Connection) -> str:
    """Return what stands for a value in SQL, as the driver reads it."""
    return "?" if connection.dialect.name == SQLITE else "%s"


def names(table: Table) -> str:
    """Return the columns of *table*, as SQL lists them."""
    return ", ".join(f'"{column.name}"' for column in table.c)


def pour(connection: Connection, table: Table, rows: Sequence[tuple[Plain, ...]]) -> None:
    """Insert many *rows* through the fastest door there is."""
    if connection.dialect.name == SQLITE:
        insert(connection, table, rows)
        return
    driver: Any = connection.connection.driver_connection
    sql = f"COPY {table.name} ({names(table)}) FROM STDIN"
    with driver.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)
