"""What is kept in tables, read as anybody would read it."""

from sqlalchemy import select, text

from casemgmt_sql.engine import reading
from casemgmt_sql.tables import LABELS, WORKED_OUT
from casemgmt_sql.views import DIALECTS, work_list

NOT_SHOWN = ("position", "recorded_at", "number")
"""What only says when or in which order something was told."""


A_LATER_DAY = "2031-01-01"


def rows(adapter, name):
    """The rows of a table or view, in an order of their own."""
    return asked(adapter, f"SELECT * FROM {name}")


def asked(adapter, query):
    """The rows of a query, in an order of their own."""
    with reading(adapter._engine) as connection:
        found = connection.execute(text(query)).mappings()
        return sorted(map(_shown, found), key=repr)


def work_on(adapter, day):
    """The query of the work list of a day."""
    dialect = adapter._engine.dialect.name
    written = f"'{day}'" if dialect == "sqlite" else f"DATE '{day}'"
    return work_list(DIALECTS[dialect], written)


def table(adapter, of, *where):
    """The rows of a table with their days and numbers."""
    with reading(adapter._engine) as connection:
        return connection.execute(select(of).where(*where)).all()


def shown(adapter):
    """Everything that follows from what was told and holds."""
    if adapter.position() is None:
        return {}
    names = [t.name for t in WORKED_OUT if t.name != "work"] + ["story"]
    kept = {name: rows(adapter, name) for name in names}
    kept["work"] = asked(adapter, work_on(adapter, A_LATER_DAY))
    return {name: found for name, found in kept.items() if found}


def _shown(row):
    said = {name: _plain(value) for name, value in row.items() if name not in NOT_SHOWN}
    return tuple(sorted(said.items()))


def _plain(value):
    """A value, JSON read: strings are compared and looked for as they are."""
    import json

    if isinstance(value, str) and value.startswith(("{", "[")):
        return json.loads(value)
    return value


def labels(adapter):
    return table(adapter, LABELS)
