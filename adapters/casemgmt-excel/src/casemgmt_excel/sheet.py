"""One sheet, line by line: nothing of a line is kept once it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import count

from attrs import field, frozen
from xlsxwriter.utility import xl_col_to_name, xl_range

from casemgmt.errors import InvalidError

from .book import Page
from .columns import Line
from .looks import Looks
from .markup import Written
from .texts import held

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Excel has no more."""
LARGEST = 1 << 30
"""Bytes of a sheet; more go on in the next: a part of a ZIP file has an end."""
AT_ONCE = 500
"""Lines after which it is asked how large the sheet is."""
HEADINGS, ONE_LINE, TALLEST = 32, 15, 405
"""Points; Excel has rows of 409 at most."""


@frozen
class Sheet:
    """What every line of one sheet needs.

    Attributes:
        headings: What stands above the columns.
        cells: What writes the cells of each column.
        widths: How wide each column is, in characters.
        looks: How cells look.
        height: How many lines of text a line of the sheet needs; one without it.

    """

    headings: tuple[str, ...]
    cells: tuple[Written, ...] = field(repr=False)
    widths: tuple[int, ...]
    looks: Looks = field(repr=False)
    height: Callable[[Line], int] | None = field(default=None, repr=False)

    @cached_property
    def _places(self) -> tuple[str, ...]:
        return tuple(map(xl_col_to_name, range(len(self.headings))))

    def write(self, lines: Iterator[tuple[int, Line]], page: Page) -> int:
        """Write the sheet with as many of the numbered *lines* as it holds; return them.

        Raises:
            InvalidError: a line does not have the values its columns ask for.

        """
        self._begin(page)
        written = self._write_lines(lines, page)
        last = len(self.headings) - 1
        page.autofilter(0, 0, written, last)
        everything = xl_range(0, 0, written, last)
        page.ignore_errors({"number_stored_as_text": everything})
        return written

    def _begin(self, page: Page) -> None:
        for at, width in enumerate(self.widths):
            page.set_column(at, at, width)
        for at, heading in enumerate(self.headings):
            said = held(heading) or " "
            page.write_string(0, at, said, self.looks.words(said, "heading"))
        page.tall(0, HEADINGS)
        page.lines_follow()

    def _write_lines(self, lines: Iterator[tuple[int, Line]], page: Page) -> int:
        for row in range(1, LAST_ROW):
            full = row % AT_ONCE == 0 and page.size() > LARGEST
            numbered = None if full else next(lines, None)
            if numbered is None:
                return row - 1
            self._write_line(row, *numbered, page)
        return LAST_ROW - 1

    def _write_line(self, row: int, number: int, line: Line, page: Page) -> None:
        cells = ""
        try:
            for place, make, value in zip(self._places, self.cells, line, strict=True):
                if cell := make(value):
                    cells += f'<c r="{place}{row + 1}"{cell}'
        except (TypeError, ValueError):
            raise self._wrong(number, line) from None
        if cells:
            page.line(row, cells, self._points(line))

    def _points(self, line: Line) -> int | None:
        """Return how tall *line* is, None where it is a single one.

        Not every program works it out by itself.
        """
        lines = self.height(line) if self.height else 1
        return min(lines * ONE_LINE, TALLEST) if lines > 1 else None

    def _wrong(self, number: int, line: Line) -> InvalidError:
        """Return what is wrong with a line, without any of its values."""
        for heading, make, value in zip(self.headings, self.cells, line, strict=False):
            try:
                make(value)
            except (TypeError, ValueError):
                return InvalidError(f"lines[{number}].{heading}", "wrong-type")
        return InvalidError(f"lines[{number}]", "wrong-type")


def numbered(lines: Iterator[Line]) -> Iterator[tuple[int, Line]]:
    """Return *lines*, each with its number from 1."""
    return zip(count(1), lines, strict=False)


def widths_of(headings: Sequence[str], shown: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return how wide columns are whose first lines show this, from 8 to 60 characters."""
    widths = [min(len(heading), 24) + 4 for heading in headings]  # room for the filter
    for line in shown:
        for at, said in enumerate(line):
            widths[at] = max(widths[at], len(said) + 2)
    return tuple(max(8, min(width, 60)) for width in widths)
