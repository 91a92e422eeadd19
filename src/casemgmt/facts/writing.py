"""Rows into tables: packed by columns, sent as they lie in memory, taken over as they are.

A column is one piece of bytes, the same in every process; the database reads it without a
value of it ever becoming an object again. What is missing is told by a value that nothing
has: the least number, no text but a NUL, the id of nobody.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import accumulate
from typing import Any

import nanoarrow
from attrs import frozen
from duckdb import DuckDBPyConnection

from .schema import TABLES, columns

Declared = Sequence[tuple[str, str]]
"""Names of columns and their types."""
NUMBERED: Mapping[str, str] = {
    **dict.fromkeys(("rec", "person", "other", "child"), "numbered"),
    "type": "typed",
}
"""The columns that hold the small number of a subject or of a kind of event."""
_NO_NUMBER = {"b": -(2**7), "i": -(2**31), "q": -(2**63)}
_NO_TEXT = "\0"
_NOBODY = bytes(16)
_CODES = {"BOOLEAN": "b", "BIGINT": "q", "INTEGER": "i", "SMALLINT": "i", "DATE": "i"}
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


def packed(declared: Declared, rows: Sequence[tuple[Any, ...]]) -> Columns:
    """Return *rows* by columns; a day is days since 1970, an id its number."""
    told = zip(*rows, strict=True)
    data = tuple(
        _column(kind, values)
        for (_, kind), values in zip(declared, told, strict=bool(rows))
    )
    return Columns(tuple(declared), len(rows), data)


def _column(kind: str, values: Sequence[Any]) -> tuple[bytes, bytes]:
    if kind == "UUID":
        ids = (_NOBODY if v is None else v.to_bytes(16, "big") for v in values)
        return b"".join(ids), b""
    if kind == "VARCHAR":
        texts = [(_NO_TEXT if v is None else v).encode() for v in values]
        return b"".join(texts), array("i", accumulate(map(len, texts), initial=0)).tobytes()
    code = _CODES[kind]
    try:
        return array(code, values).tobytes(), b""
    except TypeError:
        missing = _NO_NUMBER[code]
        told = (missing if value is None else value for value in values)
        return array(code, told).tobytes(), b""


def insert(connection: DuckDBPyConnection, table: str, told: Columns) -> None:
    """Add rows to a table, as they are."""
    if told.rows:
        connection.register("sent", _Sent(told))
        values = ", ".join(_READ[kind].format(n) for n, kind in told.declared)
        connection.execute(f"INSERT INTO {table} SELECT {values} FROM sent")
        connection.unregister("sent")


def insert_numbered(connection: DuckDBPyConnection, table: str, told: Columns) -> None:
    """Add rows to a fact table, with the numbers that are found by those of a part."""
    if not told.rows:
        return
    connection.register("sent", _Sent(told))
    values, joins = [], ""
    for name, kind in told.declared:
        if name in NUMBERED:
            joins += f" JOIN {NUMBERED[name]} AS of_{name} ON of_{name}.rank = sent.{name}"
            values.append(f"of_{name}.number")
        else:
            values.append(_READ[kind].format(f"sent.{name}"))
    into = f"INSERT INTO told.{table} SELECT {', '.join(values)}"
    connection.execute(f"{into} FROM sent{joins}")
    connection.unregister("sent")


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
        kinds = {name: _kind(kind) for name, kind in told.declared}
        parts = [
            _array(kind, told.rows, data)
            for (_, kind), data in zip(told.declared, told.data, strict=True)
        ]
        shape = nanoarrow.struct(kinds)
        self._array = nanoarrow.c_array_from_buffers(
            shape, told.rows, [None], null_count=0, children=parts
        )

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        stream = nanoarrow.c_array_stream(self._array)
        return stream.__arrow_c_stream__(requested_schema)


def _kind(kind: str) -> Any:
    if kind == "UUID":
        return nanoarrow.fixed_size_binary(len(_NOBODY))
    return nanoarrow.string() if kind == "VARCHAR" else _KINDS[_CODES[kind]]


def _array(kind: str, rows: int, data: tuple[bytes, bytes]) -> Any:
    values, ends = data
    buffers = [None, ends, values] if kind == "VARCHAR" else [None, values]
    return nanoarrow.c_array_from_buffers(_kind(kind), rows, buffers, null_count=0)


__all__ = ["Columns", "columns", "delete", "insert", "insert_numbered", "packed"]
