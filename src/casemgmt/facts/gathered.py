"""Rows of a table in which nothing is missing, kept by columns from the beginning.

No row is ever made for itself, and nothing is to be packed in the end.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Self

from attrs import frozen

from .packing import CODES, Columns, Declared
from .schema import columns


@frozen(eq=False)
class Gathered:
    """The rows of one table whose columns are all numbers, days or truths."""

    declared: Declared
    _columns: tuple[array[int], ...]

    @classmethod
    def of(cls, table: str) -> Self:
        """Return no rows of a fact table."""
        declared = columns(table)
        return cls(declared, tuple(array(CODES[kind]) for _, kind in declared))

    def __len__(self) -> int:
        return len(self._columns[0])

    def add(self, *told: Sequence[int]) -> None:
        """Add rows, told by columns in the order of the table's."""
        for column, values in zip(self._columns, told, strict=True):
            column.extend(array(column.typecode, values))

    def cut(self, rows: int) -> None:
        """Take away all but the first *rows*."""
        for column in self._columns:
            del column[rows:]

    def packed(self) -> Columns:
        """Return the rows as they are sent."""
        data = tuple((column.tobytes(), b"") for column in self._columns)
        return Columns(tuple(self.declared), len(self), data)
