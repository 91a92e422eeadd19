"""Columns into tables: taken over as they were sent.

The database reads them without a value ever becoming an object again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import nanoarrow
from attrs import frozen

from .packing import CODES, NO_NUMBER, NOBODY, Columns, packed
from .schema import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NUMBERED = frozenset({"rec", "person", "other", "child"})
"""The columns that hold the small number of a subject; ``type`` is that of a kind."""
_KINDS = {"b": nanoarrow.int8(), "i": nanoarrow.int32(), "q": nanoarrow.int64()}
_READ: Mapping[str, str] = {
    "BOOLEAN": f"nullif({{}}, {NO_NUMBER['b']})::BOOLEAN",
    "BIGINT": f"nullif({{}}, {NO_NUMBER['q']})",
    "INTEGER": f"nullif({{}}, {NO_NUMBER['i']})",
    "SMALLINT": f"nullif({{}}, {NO_NUMBER['i']})::SMALLINT",
    "DATE": f"DATE '1970-01-01' + nullif({{}}, {NO_NUMBER['i']})",
    "UUID": "nullif({}, from_hex(repeat('00', 16)))::UUID",
    "VARCHAR": "nullif({}, chr(0))",
}


def insert(connection: DuckDBPyConnection, table: str, told: Columns) -> None:
    """Add rows to a table, as they are."""
    if told.rows:
        connection.register("sent", _Sent(told))
        values = ", ".join(_read(name, kind, told) for name, kind in told.declared)
        connection.execute(f"INSERT INTO {table} SELECT {values} FROM sent")
        connection.unregister("sent")


@frozen
class Numbers:
    """What the numbers of a part are in the facts.

    Attributes:
        shift: How much larger those of all its subjects are; None where they are found one
            by one, in the table ``numbered``.
        kinds: Those of its kinds of event, by the numbers of the part.

    """

    shift: int | None
    kinds: Sequence[int]

    @classmethod
    def found(cls, connection: DuckDBPyConnection) -> Numbers:
        """Return those that the tables ``numbered`` and ``typed`` tell."""
        kinds = connection.execute("SELECT number FROM typed ORDER BY rank").fetchall()
        shift = connection.execute(_SHIFT).fetchall()
        return cls(shift[0][0] if shift else None, [number for (number,) in kinds])

    def finder(self, connection: DuckDBPyConnection) -> Callable[[int], int]:
        """Return what finds the number of a subject by that of the part."""
        if self.shift is not None:
            return self.shift.__add__
        told = connection.execute("SELECT rank, number FROM numbered").fetchall()
        return dict(told).__getitem__


_SHIFT = """
SELECT min(number - rank) FROM numbered HAVING min(number - rank) = max(number - rank)
"""


def insert_numbered(
    connection: DuckDBPyConnection, table: str, told: Columns, numbers: Numbers
) -> None:
    """Add rows to a fact table, with the numbers of the facts for those of a part."""
    if not told.rows:
        return
    connection.register("sent", _Sent(told))
    values, joins = [], ""
    for name, kind in told.declared:
        if name == "type":
            values.append(f"{numbers.kinds}[sent.type + 1]::SMALLINT")
        elif name not in NUMBERED:
            values.append(_read(name, kind, told))
        elif numbers.shift is not None:  # a part of subjects none of whom was known
            values.append(f"sent.{name} + {numbers.shift}")
        else:
            joins += f" JOIN numbered AS of_{name} ON of_{name}.rank = sent.{name}"
            values.append(f"of_{name}.number")
    into = f"INSERT INTO told.{table} SELECT {', '.join(values)}"
    connection.execute(f"{into} FROM sent{joins}")
    connection.unregister("sent")


def _read(name: str, kind: str, told: Columns) -> str:
    """Return the words that read a column of what was sent."""
    if name not in told.sent:
        return "NULL"
    return _READ[kind].format(f"sent.{name}")


def delete(
    connection: DuckDBPyConnection,
    recs: Collection[int],
    also: Callable[[DuckDBPyConnection], None] | None = None,
) -> None:
    """Remove every row of these subjects from every fact table that is written.

    Args:
        connection: Of the facts.
        recs: Their numbers.
        also: Called while the table ``gone`` names them.

    """
    connection.execute("CREATE OR REPLACE TEMP TABLE gone (rec INTEGER)")
    insert(connection, "gone", packed([("rec", "INTEGER")], [(rec,) for rec in recs]))
    for table in TABLES:
        connection.execute(f"DELETE FROM told.{table} WHERE rec IN (SELECT rec FROM gone)")
    if also is not None:
        also(connection)
    connection.execute("DROP TABLE gone")


class _Sent:
    """Columns as the database asks for them: any number of times."""

    def __init__(self, told: Columns) -> None:
        kinds = {name: _kind(kind) for name, (kind, _) in told.sent.items()}
        parts = [_array(kind, told.rows, data) for kind, data in told.sent.values()]
        shape = nanoarrow.struct(kinds)
        self._array = nanoarrow.c_array_from_buffers(
            shape, told.rows, [None], null_count=0, children=parts
        )

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        stream = nanoarrow.c_array_stream(self._array)
        return stream.__arrow_c_stream__(requested_schema)


def _kind(kind: str) -> Any:
    if kind == "UUID":
        return nanoarrow.fixed_size_binary(len(NOBODY))
    return nanoarrow.string() if kind == "VARCHAR" else _KINDS[CODES[kind]]


def _array(kind: str, rows: int, data: tuple[bytes, bytes]) -> Any:
    values, ends = data
    buffers = [None, ends, values] if kind == "VARCHAR" else [None, values]
    return nanoarrow.c_array_from_buffers(_kind(kind), rows, buffers, null_count=0)
