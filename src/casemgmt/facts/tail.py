"""A whole file of facts, and a tail of what changed since: read as one, written apart.

The whole is only read. Who was folded anew stands in the tail, and what the whole says of
them is shadowed; so what a few commands change costs a few rows, however large the whole.
A tail that grew long is merged with its whole into a new one.

``told`` is the database that is written, ``base`` the whole below a tail, ``opened`` what
is only in memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import duckdb
from duckdb import DuckDBPyConnection

from . import births, schema
from .generations import Generation
from .schema import TABLES
from .source import Sealer

WORTH_A_TAIL = 16 * 2**20
"""Bytes of a whole from which on a tail costs less than a copy."""
LONGEST = 64 * 2**20
"""Bytes of a tail from which on it is merged."""
TOLD: Final = "told"
AS_ONE: Final = "opened.now,told"
LOOKED_INTO: Final = ("command", "link")
"""The tables of facts that somebody who writes a tail looks into."""
_DIRECTORIES: Final = ("subject", "kind")
_STANDING: Final = ("state", "parked", "unread")
"""What is small, and stands in a tail as a whole."""
_QUOTE = "'"


def connected() -> DuckDBPyConnection:
    """Return a database that reaches for nothing else: no network, no temporary files."""
    config: dict[str, Any] = {
        "threads": os.cpu_count() or 1,
        "temp_directory": "",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("ATTACH ':memory:' AS opened")
    return connection


def attach(
    connection: DuckDBPyConnection, path: Path | str, name: str, *, write: bool = False
) -> None:
    """Attach the database at *path* under *name*."""
    how = "READ_WRITE" if write else "READ_ONLY"
    place = str(path).replace(_QUOTE, 2 * _QUOTE)
    connection.execute(f"ATTACH '{place}' AS {name} ({how})")


def read(generation: Generation) -> DuckDBPyConnection:
    """Return a generation, to be read."""
    return _opened(generation, write=False)


def write(draft: Path, below: Path | None) -> DuckDBPyConnection:
    """Return a draft to be written: a whole one, or the tail of the whole *below* it.

    One that is not there yet is made: of a tail, what its whole says of itself.
    """
    generation = Generation(draft) if below is None else Generation(below, draft)
    return _opened(generation, write=True)


def _opened(generation: Generation, *, write: bool) -> DuckDBPyConnection:
    new = not generation.newest.exists()
    connection = connected()
    try:
        attach(connection, generation.newest, TOLD, write=write)
        if generation.tail is not None:
            attach(connection, generation.base, "base")
        if new:
            _begin(connection, generation)
        if generation.tail is not None:
            _as_one(connection, LOOKED_INTO if write else TABLES)
        look(connection, generation)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: DuckDBPyConnection, generation: Generation) -> None:
    schema.create(connection)
    if generation.tail is not None:
        for table in _STANDING:
            connection.execute(f"INSERT INTO told.{table} FROM base.{table}")


def look(connection: DuckDBPyConnection, generation: Generation | None) -> None:
    """Let unqualified names mean the facts, also for one more cursor of the same."""
    has_tail = generation is not None and generation.tail is not None
    connection.execute(f"SET search_path = '{AS_ONE if has_tail else TOLD}'")


def shadow(connection: DuckDBPyConnection) -> None:
    """Shadow whom the table ``gone`` names."""
    connection.execute(
        "INSERT INTO told.shadowed SELECT rec FROM gone ANTI JOIN told.shadowed USING (rec)"
    )


def merge(connection: DuckDBPyConnection, tail: Path, sealer: Sealer) -> None:
    """Put into a whole, in one transaction, what stands in its *tail*."""
    attach(connection, tail, "merged")
    connection.execute("BEGIN")
    births.merge(connection, sealer)
    for table in TABLES:
        connection.execute(f"DELETE FROM told.{table} WHERE rec IN (FROM merged.shadowed)")
        connection.execute(f"INSERT INTO told.{table} FROM merged.{table}")
    for table in _DIRECTORIES:
        connection.execute(f"INSERT INTO told.{table} FROM merged.{table}")
    for table in _STANDING:
        connection.execute(f"DELETE FROM told.{table}")
        connection.execute(f"INSERT INTO told.{table} FROM merged.{table}")
    connection.execute("COMMIT")
    connection.execute("DETACH merged")


def _as_one(connection: DuckDBPyConnection, tables: Iterable[str]) -> None:
    """Show the whole and its tail as one."""
    views = [
        f"CREATE VIEW opened.now.{table} AS SELECT * FROM base.{table}"
        f" ANTI JOIN told.shadowed USING (rec) UNION ALL FROM told.{table}"
        for table in tables
    ]
    views += [
        f"CREATE VIEW opened.now.{table} AS FROM base.{table} UNION ALL FROM told.{table}"
        for table in _DIRECTORIES
    ]
    connection.execute(";".join(["CREATE SCHEMA opened.now", *views]))
