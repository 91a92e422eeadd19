"""What was deleted leaves the files too: a table is written anew without it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing

from sqlalchemy import Connection, Engine, Table, text

from casemgmt.errors import BusyError
from casemgmt_sql.engine import A_MOMENT, WAITS, on_the_disk
from casemgmt_sql.place import Place

_NOW = text("SELECT pg_current_xact_id()::xid::text")
_HOLDING = text("""
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
AND coalesce(query, '') !~ '^autovacuum: VACUUM (?!ANALYZE)'
AND greatest(age(backend_xmin), age(backend_xid)) > age(CAST(:now AS xid))
""")


def swept(engine: Engine, place: Place, tables: Sequence[Table]) -> None:
    """Leave nothing behind of rows that were deleted.

    A table is written anew: what was only deleted would stand in its pages for long.

    Raises:
        BusyError: somebody reads, and what they may still see cannot be written over.

    """
    alone = (
        _swept_file(engine, place)
        if place.file is not None
        else _swept_server(engine, tables)
    )
    if not alone:
        raise BusyError.because("casemgmt_sql:place.others-read", place=place.shown)


def _swept_file(engine: Engine, place: Place) -> bool:
    with closing(engine.raw_connection()) as raw:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()
    on_the_disk(place)
    return busy is not None and not busy[0]


def _swept_server(engine: Engine, tables: Sequence[Table]) -> bool:
    with engine.connect() as connection:
        own = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone = _nobody_sees_it(own)
        for table in tables:
            own.exec_driver_sql(f"VACUUM (FULL) {table.name}")
    return alone


def _nobody_sees_it(connection: Connection) -> bool:
    """Wait until no transaction is older: a server writes what one may see anew, too.

    Its own, such as those that look at how rows are distributed, end by themselves.
    """
    now = {"now": connection.execute(_NOW).scalar_one()}
    until = time.monotonic() + WAITS
    while connection.execute(_HOLDING, now).scalar_one():
        if time.monotonic() > until:
            return False
        time.sleep(A_MOMENT)
    return True
