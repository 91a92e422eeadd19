"""Writing only what differs: a row that stands already is left as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen
from sqlalchemy import Connection, Table

from casemgmt import Subject
from casemgmt_sql.engine import insert, mark, names
from casemgmt_sql.keeping import Tuples
from casemgmt_sql.rows.plain import Plain
from casemgmt_sql.shelf import portions
from casemgmt_sql.tables import OWNER, WORKED_OUT
from casemgmt_sql.tables.types import Number

Values = tuple[Plain, ...]


@frozen
class Change:
    """What makes the rows of a table those that are wanted."""

    table: Table
    gone: Sequence[Values]
    changed: Sequence[Values]
    new: Sequence[Values]

    @classmethod
    def of(cls, table: Table, there: Iterable[Values], wanted: Iterable[Values]) -> Change:
        """Return what makes of the rows *there* those that are *wanted*."""
        before = {_key(table, row): _alike(table, row) for row in there}
        after = {_key(table, row): row for row in wanted}
        return cls(
            table,
            [key for key in before if key not in after],
            [
                row
                for key, row in after.items()
                if key in before and before[key] != _alike(table, row)
            ],
            [row for key, row in after.items() if key not in before],
        )


def renew(connection: Connection, subjects: Collection[Subject], wanted: Tuples) -> None:
    """Make the rows of *subjects* those that are *wanted*; write what differs alone."""
    kinds = {subject.kind for subject in subjects}
    changes = [
        Change.of(table, _there(connection, table, subjects), wanted.get(table.name, ()))
        for table in WORKED_OUT
        if table.info[OWNER] in kinds
    ]
    for change in reversed(changes):  # those first that refer to others
        _delete(connection, change)
    for change in changes:
        _update(connection, change)
        insert(connection, change.table, change.new)


def _there(
    connection: Connection, table: Table, subjects: Iterable[Subject]
) -> Iterator[Values]:
    """Yield the rows that *subjects* have, as they are wanted: days written out."""
    for some in portions(map(str, subjects)):
        marks = ", ".join([mark(connection)] * len(some))
        of = f"FROM {table.name} WHERE {table.info[OWNER]} IN ({marks})"
        sql = f"SELECT {names(table)} {of}"
        for row in connection.exec_driver_sql(sql, some):
            yield tuple(map(_written, row))


def _delete(connection: Connection, change: Change) -> None:
    if change.gone:
        table = change.table
        sql = f"DELETE FROM {table.name} WHERE {_equal(connection, table)}"  # noqa: S608
        connection.exec_driver_sql(sql, list(change.gone))


def _update(connection: Connection, change: Change) -> None:
    if change.changed:
        table = change.table
        sets = ", ".join(f'"{name}" = {mark(connection)}' for name in table.c.keys())  # noqa: SIM118
        where = _equal(connection, table)
        sql = f"UPDATE {table.name} SET {sets} WHERE {where}"  # noqa: S608
        rows = [(*row, *_key(table, row)) for row in change.changed]
        connection.exec_driver_sql(sql, rows)


def _equal(connection: Connection, table: Table) -> str:
    keys = (column.name for column in table.primary_key)
    return " AND ".join(f'"{key}" = {mark(connection)}' for key in keys)


def _key(table: Table, row: Values) -> Values:
    held: Mapping[str, Plain] = dict(zip(table.c.keys(), row, strict=True))
    return tuple(held[column.name] for column in table.primary_key)


def _alike(table: Table, row: Values) -> tuple[Plain | Decimal, ...]:
    """Return *row* so that equal numbers are equal, however an engine writes them."""
    return tuple(
        Decimal(str(value))
        if isinstance(column.type, Number) and value is not None
        else value
        for column, value in zip(table.c, row, strict=True)
    )


def _written(value: Plain | date) -> Plain:
    return value.isoformat() if isinstance(value, date) else value
