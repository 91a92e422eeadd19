"""Rows into tables: packed by columns, sent as they lie in memory, taken over as they are.

A column is one piece of bytes, the same in every process; the database reads it without a
value of it ever becoming an object again. What is missing is told by a value that nothing
has: the least number, no text but a NUL, the id of nobody.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import nanoarrow
from attrs import frozen

from .schema import TABLES, columns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Declared = Sequence[tuple[str, str]]
"""Names of columns and their types."""
NUMBERED = frozenset({"rec", "person", "other", "child"})
"""The columns that hold the small number of a subject; ``type`` is that of a kind."""
_NO_NUMBER = {"b": -(2**7), "i": -(2**31), "q": -(2**63)}
_NO_TEXT = "\0"
NOBODY = bytes(16)
NOTHING = b"", b""
"""A column in which nothing is told at all: it is not sent."""
CODES = {"BOOLEAN": "b", "BIGINT": "q", "INTEGER": "i", "SMALLINT": "i", "DATE": "i"}
_KINDS = {"b": nanoarrow.int8(), "i": nanoarrow.int32(), "q": nanoarrow.int64()}
_READ: Mapping[str, str] = {
    "BOOLEAN": f"nullif({{}}, {_NO_NUMBER['b']})::BOOLEAN",
    "BIGINT": f"nullif({{}}, {_NO_NUMBER['q']})",
    "INTEGER": f"nullif({{}}, {_NO_NUMBER['i']})",
    "SMALLINT": f"nullif({{}}, {_NO_NUMBER['i']})::SMALLINT",
    "DATE": f"DATE '1970-01-01' + nullif({{}}, {_NO_NUMBER['i']})",
    "UUID": "nullif({}, from_hex(repeat('00', 16)))::UUID",
    "VARCHAR": "nullif({}, chr(0))",
}


@frozen
class Columns:
    """Rows of one table, by columns: for each its bytes, and where each text ends."""

    declared: tuple[tuple[str, str], ...]
    rows: int
    data: tuple[tuple[bytes, bytes], ...]

    @property
    def sent(self) -> Mapping[str, tuple[str, tuple[bytes, bytes]]]:
        """The type and the bytes of each column in which anything is told."""
        each = zip(self.declared, self.data, strict=True)
        return {name: (kind, data) for (name, kind), data in each if data != NOTHING}


def packed(declared: Declared, rows: Sequence[tuple[Any, ...]]) -> Columns:
    """Return *rows* by columns; a day is days since 1970, an id its bytes."""
    told = zip(*rows, strict=True)
    data = tuple(
        _column(kind, values)
        for (_, kind), values in zip(declared, told, strict=bool(rows))
    )
    return Columns(tuple(declared), len(rows), data)


def joined(one: Columns, other: Columns) -> Columns:
    """Return the rows of both, of a table of numbers in which nothing is missing."""
    if not (one.rows and other.rows):
        return one if one.rows else other
    each = zip(one.data, other.data, strict=True)
    data = tuple((first + more, b"") for (first, _), (more, _) in each)
    return Columns(one.declared, one.rows + other.rows, data)


def _column(kind: str, values: Sequence[Any]) -> tuple[bytes, bytes]:
    if values.count(None) == len(values):
        return NOTHING
    if kind == "UUID":
        return b"".join([NOBODY if v is None else v for v in values]), b""
    if kind == "VARCHAR":
        return _texts([_NO_TEXT if v is None else v for v in values])
    code = CODES[kind]
    try:
        return array(code, values).tobytes(), b""
    except TypeError:
        missing = _NO_NUMBER[code]
        told = [missing if value is None else value for value in values]
        return array(code, told).tobytes(), b""


def _texts(texts: Sequence[str]) -> tuple[bytes, bytes]:
    together, each = "".join(texts), texts
    if not together.isascii():
        each = [text.encode() for text in texts]  # type: ignore[misc]
    ends = array("i", accumulate(map(len, each), initial=0))
    return together.encode(), ends.tobytes()


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


__all__ = ["Columns", "Numbers", "columns", "delete", "insert", "insert_numbered", "packed"]
