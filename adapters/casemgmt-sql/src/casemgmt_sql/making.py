"""Making the tables, and bringing older ones to today's shape.

No tool for migrations: everything but what was told is worked out, and can be worked out
again. Tables of an older version are made anew from the timeline, in one transaction, so
that readers have the old ones until the new ones are whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select, text
from sqlalchemy.schema import CreateSchema

from casemgmt.adapters import Config
from casemgmt.errors import ConfigurationError, RepairNeededError
from casemgmt_sql import others
from casemgmt_sql.engine import SQLITE, insert
from casemgmt_sql.place import Place
from casemgmt_sql.tables import LABELS, METADATA, READ_MODEL, SHARES, VERSION, WORKED_OUT
from casemgmt_sql.views import DESCRIPTIONS, views

STEPS: Mapping[int, Sequence[str]] = {}
"""Version to what brings the tables of what was told there from the version before."""

_OWN_FILE, _OWN_SCHEMA = "casemgmt_sql:place.own-file", "casemgmt_sql:place.own-schema"
_OWN = {table.name for table in METADATA.sorted_tables}


def exist(connection: Connection, place: Place) -> bool:
    """Whether the tables were made."""
    return READ_MODEL.name in _tables(connection, place)


def ready(connection: Connection, place: Place, chosen: Config) -> bool:
    """Make the tables if there are none; return whether rows are to be worked out anew.

    Raises:
        ConfigurationError: something else is kept there.
        RepairNeededError: a newer casemgmt-sql made the tables; or an older one did, and
            views of others stand on them.

    """
    there = _tables(connection, place)
    if READ_MODEL.name not in there:
        _refuse_a_strange_place(there, place)
        _make(connection, place, chosen)
        return False
    version: int = connection.execute(select(READ_MODEL.c.version)).scalar_one()
    if version > VERSION:
        raise RepairNeededError.because(
            "casemgmt_sql:place.newer", place=place.shown, version=version
        )
    if SHARES.name not in there:
        METADATA.create_all(connection, tables=[SHARES], checkfirst=False)
    if version < VERSION and place.file is not None:
        _migrate(connection, version, chosen)
    elif version < VERSION:
        own = [*DESCRIPTIONS, *(table.name for table in WORKED_OUT)]
        others.refuse_to_drop(connection, place, own)
        rights = others.given(connection, place, own)
        _migrate(connection, version, chosen)
        others.give_again(connection, rights, own)
    return version < VERSION


def _tables(connection: Connection, place: Place) -> set[str]:
    if connection.dialect.name == SQLITE:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
        return set(connection.execute(text(sql)).scalars())
    sql = "SELECT tablename FROM pg_tables WHERE schemaname = :schema"
    return set(connection.execute(text(sql), {"schema": place.schema}).scalars())


def _refuse_a_strange_place(there: set[str], place: Place) -> None:
    strange = there - {"sqlite_sequence", "sqlite_stat1"}
    if strange:
        alone = _OWN_SCHEMA if place.file is None else _OWN_FILE
        raise ConfigurationError.because(alone, place=place.shown)


def _make(connection: Connection, place: Place, chosen: Config) -> None:
    if place.file is None:
        connection.execute(CreateSchema(place.schema, if_not_exists=True))
    METADATA.create_all(connection, checkfirst=False)
    _views_made(connection)
    _labels_kept(connection, chosen)
    row = tuple({"id": 1, "version": VERSION}.get(c.name) for c in READ_MODEL.c)
    insert(connection, READ_MODEL, [row])


def _migrate(connection: Connection, version: int, chosen: Config) -> None:
    for name in reversed([*DESCRIPTIONS]):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
    for table in reversed(WORKED_OUT):
        connection.execute(text(f"DROP TABLE IF EXISTS {table.name}"))
    for step in range(version + 1, VERSION + 1):
        for said in STEPS.get(step, ()):
            connection.execute(text(said))
    METADATA.create_all(connection, tables=WORKED_OUT, checkfirst=False)
    _views_made(connection)
    _labels_kept(connection, chosen)
    connection.execute(READ_MODEL.update().values(version=VERSION))


def _views_made(connection: Connection) -> None:
    dialect = connection.dialect.name
    for name, query in views(dialect).items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query}")
        if dialect != SQLITE:
            said = DESCRIPTIONS[name].replace("'", "''")
            connection.exec_driver_sql(f"COMMENT ON VIEW {name} IS '{said}'")


def _labels_kept(connection: Connection, chosen: Config) -> None:
    connection.execute(LABELS.delete())
    labels = sorted(chosen.vocabulary.labels.items())
    rows = [(of, code, said.ar, said.fr, said.en) for (of, code), said in labels]
    insert(connection, LABELS, rows)
