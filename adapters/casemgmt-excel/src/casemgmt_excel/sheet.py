"""One sheet as XML, line by line: nothing of a line is kept once it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from attrs import field, frozen

from casemgmt.errors import InvalidError

from .cells import Cell, words
from .columns import Line
from .styles import HEADING

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Excel has no more."""
LARGEST = 1 << 30
"""Characters of a sheet; more go on in the next: a part of a ZIP file has an end."""
ONE_LINE, TALLEST = 15, 405
"""Points; Excel has rows of 409 at most."""
AT_ONCE = 500
"""Lines that are handed on together."""
Say = Callable[[str], None]

_BEGINNING = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
)


@frozen
class Sheet:
    """What every line of one sheet needs.

    Attributes:
        headings: What stands above the columns.
        cells: What writes the cells of each column.
        widths: How wide each column is, in characters.
        right_to_left: Whether the first column is on the right.
        shown: Whether it is the sheet that is shown first.
        height: How many lines of text a line of the sheet needs; one without it.

    """

    headings: tuple[str, ...]
    cells: tuple[Cell, ...] = field(repr=False)
    widths: tuple[int, ...]
    right_to_left: bool = False
    shown: bool = False
    height: Callable[[Line], int] | None = field(default=None, repr=False)

    letters: tuple[str, ...] = field(init=False, repr=False)

    @letters.default
    def _letters_of_the_columns(self) -> tuple[str, ...]:
        return tuple(map(letters_of, range(1, len(self.headings) + 1)))

    def write(self, lines: Iterator[tuple[int, Line]], say: Say) -> int:
        """Write the sheet with as many of the numbered *lines* as it holds; return them.

        Raises:
            InvalidError: a line does not have the values its columns ask for.

        """
        say(self._beginning())
        written = self._write_lines(lines, say)
        say(self._end(written))
        return written

    def _write_lines(self, lines: Iterator[tuple[int, Line]], say: Say) -> int:
        rows: list[str] = []
        size = 0
        for row in range(2, LAST_ROW + 1):
            numbered = next(lines, None) if size < LARGEST else None
            if numbered is None:
                say("".join(rows))
                return row - 2
            rows.append(self._row(row, *numbered))
            if len(rows) == AT_ONCE:
                together = "".join(rows)
                say(together)
                size += len(together)
                rows.clear()
        say("".join(rows))
        return LAST_ROW - 1

    def _row(self, row: int, number: int, line: Line) -> str:
        try:
            cells = [
                f'<c r="{letters}{row}"{cell}'
                for letters, write, value in zip(
                    self.letters, self.cells, line, strict=True
                )
                if (cell := write(value))
            ]
        except (TypeError, ValueError):
            raise self._wrong(number, line) from None
        tall = self._tall(self.height(line)) if self.height else ""
        return f'<row r="{row}"{tall}>{"".join(cells)}</row>'

    def _tall(self, lines: int) -> str:
        """Return the height of a row: not every program works it out by itself."""
        points = min(lines * ONE_LINE, TALLEST)
        return f' ht="{points}" customHeight="1"' if lines > 1 else ""

    def _wrong(self, number: int, line: Line) -> InvalidError:
        """Return what is wrong with a line, without any of its values."""
        for heading, write, value in zip(self.headings, self.cells, line, strict=False):
            try:
                write(value)
            except (TypeError, ValueError):
                return InvalidError(f"lines[{number}].{heading}", "wrong-type")
        return InvalidError(f"lines[{number}]", "wrong-type")

    def _beginning(self) -> str:
        direction = ' rightToLeft="1"' if self.right_to_left else ""
        selected = ' tabSelected="1"' if self.shown else ""
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
            for n, width in enumerate(self.widths, start=1)
        )
        headings = "".join(
            f'<c r="{letters}1"{words(heading or " ", HEADING)}'
            for letters, heading in zip(self.letters, self.headings, strict=True)
        )
        return (
            f"{_BEGINNING}<sheetViews><sheetView{direction}{selected} workbookViewId="
            '"0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
            '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView>'
            '</sheetViews><sheetFormatPr defaultRowHeight="15"/>'
            f'<cols>{columns}</cols><sheetData><row r="1" ht="32" customHeight="1">'
            f"{headings}</row>"
        )

    def _end(self, lines: int) -> str:
        everything = f"A1:{self.letters[-1]}{lines + 1}"
        return (
            f'</sheetData><autoFilter ref="{everything}"/>'
            '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" '
            'footer="0.3"/><pageSetup paperSize="9" orientation="landscape" '
            'fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N'
            "</oddFooter></headerFooter><ignoredErrors><ignoredError "
            f'sqref="{everything}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
        )


def letters_of(column: int) -> str:
    """Return the letters of a column, counted from 1: A, Z, AA, XFD."""
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


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
