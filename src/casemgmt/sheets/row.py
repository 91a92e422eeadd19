"""A row of a table, as it crosses the pipe from the process that reads it."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen


@frozen
class Row:
    """One row, with what stands in it.

    Attributes:
        sheet: The name of its sheet; of a CSV file, the name of the file without its end.
        number: Its number in the sheet, from 1; of a CSV file, of the line it begins on.
        cells: Words, numbers and yes or no; empty words where nothing stands.

    """

    sheet: str
    number: int
    cells: list[Any] = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return all(cell == "" for cell in self.cells)
