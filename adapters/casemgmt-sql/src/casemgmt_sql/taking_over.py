"""Taking over: what was built beside comes into the tables in use, in one transaction.

Rows are moved, not tables or files: rights that were granted, views that others made and
readers who have the file open stay, and the old rows are read until all new are there.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.schema import DropSchema

from casemgmt_sql.engine import names, writing
from casemgmt_sql.keeping import IN_ORDER
from casemgmt_sql.place import Place
from casemgmt_sql.tables import LABELS, READ_MODEL, SEEN, SHARES

MOVED = (READ_MODEL, LABELS, SEEN, SHARES, *IN_ORDER)


def taken_over(engine: Engine, beside: Place) -> None:
    """Put the rows at *beside* in the place of those that *engine* opens."""
    if beside.file is None:
        with writing(engine) as connection:
            _move(connection, beside.schema)
        return
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("ATTACH DATABASE ? AS beside", (str(beside.file),))
        try:
            with connection.begin():
                _move(connection, "beside")
        finally:
            raw.execute("DETACH DATABASE beside")


def _move(connection: Connection, source: str) -> None:
    for table in reversed(MOVED):
        connection.execute(table.delete())
    for table in MOVED:
        columns = names(table)
        sql = f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM"
        connection.execute(text(f"{sql} {source}.{table.name}"))


def left(engine: Engine, place: Place) -> None:
    """Remove what was built beside."""
    engine.dispose()
    if place.file is None:
        with writing(engine) as connection:
            connection.execute(DropSchema(place.schema, cascade=True, if_exists=True))
        engine.dispose()
        return
    for end in ("", "-wal", "-shm"):
        place.file.with_name(place.file.name + end).unlink(missing_ok=True)
