"""Rows packed by columns, to be sent as they lie in memory.

A column is one piece of bytes, the same in every process. What is missing is told by a
value that nothing has: the least number, no text but a NUL, the id of nobody. Whoever packs
needs no database.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from attrs import frozen

Declared = Sequence[tuple[str, str]]
"""Names of columns and their types."""
NO_NUMBER = {"b": -(2**7), "i": -(2**31), "q": -(2**63)}
_NO_TEXT = "\0"
NOBODY = bytes(16)
NOTHING = b"", b""
"""A column in which nothing is told at all: it is not sent."""
CODES = {"BOOLEAN": "b", "BIGINT": "q", "INTEGER": "i", "SMALLINT": "i", "DATE": "i"}


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
        missing = NO_NUMBER[code]
        told = [missing if value is None else value for value in values]
        return array(code, told).tobytes(), b""


def _texts(texts: Sequence[str]) -> tuple[bytes, bytes]:
    together, each = "".join(texts), texts
    if not together.isascii():
        each = [text.encode() for text in texts]  # type: ignore[misc]
    ends = array("i", accumulate(map(len, each), initial=0))
    return together.encode(), ends.tobytes()
