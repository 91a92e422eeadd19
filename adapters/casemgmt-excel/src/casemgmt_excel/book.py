"""A workbook under way, as xlsxwriter writes it, and what it is kept from doing."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Self, TextIO, cast

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from .looks import FONT, Looks
from .outlet import Outlet

OLDEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The moment of a workbook where nobody said one: never the clock's."""
MARK = "casemgmt"
"""The property that has what a workbook says of itself."""
_PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_format_properties": FONT,
    "use_zip64": True,
}


class Page(Worksheet):
    """A sheet of xlsxwriter that takes every text as words, and keeps no line it wrote."""

    @cached_property
    def put(self) -> Mapping[str, Callable[..., int]]:
        """What writes a cell, by what it is: its place is known to be numbers."""
        return {
            "words": self._write_string,
            "number": self._write_number,
            "moment": self._write_datetime,
        }

    def lines_follow(self) -> None:
        """Write what was put so far: from here on lines come whole, by ``line``."""
        self._write_single_row(1)

    def line(self, row: int, cells: str, points: int | None = None) -> None:
        """Write the *cells* of a row as they are to stand in the file."""
        tall = f' ht="{points:.16g}" customHeight="1"' if points else ""
        file = cast("TextIO", self.row_data_fh)
        file.write(f'<row r="{row + 1}"{tall}>{cells}</row>')
        self.dim_rowmax = row  # type: ignore[assignment]

    def tall(self, row: int, points: int) -> None:
        """Make a row as tall as this, once its cells were written."""
        self.row_info.clear()  # of the rows before, which are in the file
        self.row_sizes.clear()
        self.set_row(row, points)

    def size(self) -> int:
        """Return how many bytes of it were written."""
        written = cast("TextIO", self.row_data_fh)
        written.flush()
        return os.fstat(written.fileno()).st_size

    def let_go(self) -> None:
        """Let go of the files of a sheet that was given up."""
        for file in cast("tuple[TextIO, TextIO]", (self.row_data_fh, self.fh)):
            with suppress(OSError):
                file.close()

    def _escape_attributes(self, attribute: str | int) -> str | int:
        """Return an attribute as XML has it; the number of a look has nothing to escape."""
        if isinstance(attribute, int):
            return attribute
        escaped: str = super()._escape_attributes(attribute)  # type: ignore[no-untyped-call]
        return escaped

    def _xml_rich_inline_string(
        self, string: str, attributes: list[tuple[str, Any]] | None = None
    ) -> None:
        """Write a text that looks like marked-up words (``<r>…</r>``) as what it is."""
        self._xml_inline_string(string, preserve=True, attributes=attributes or [])


class Book:
    """A workbook on its way into a file open for bytes.

    Nothing in it tells who made it or when: its moment is the one it is given.

    Args:
        to: Where it goes.
        folder: Where its sheets grow: they hold all it says, so nobody else may read there.
        right_to_left: Whether its sheets begin on the right.

    """

    def __init__(self, to: BinaryIO, folder: Path, *, right_to_left: bool) -> None:
        self._outlet = Outlet(to)
        options = {**_PLAIN, "tmpdir": folder}
        self._book: Any = Workbook(cast("Any", self._outlet), options)
        self.looks = Looks.of(self._book.add_format, right_to_left=right_to_left)
        self._right_to_left = right_to_left

    def says(self, title: str, at: datetime | None, mark: str) -> None:
        """Say what anybody can read in its properties."""
        moment = max(at or OLDEST, OLDEST).astimezone(UTC)
        self._book.set_properties({"title": title, "author": "casemgmt", "created": moment})
        if mark:
            self._book.set_custom_property(MARK, mark, "text")

    def look(self, properties: dict[str, Any]) -> Format:
        """Return a look of its own for cells."""
        made: Format = self._book.add_format(properties)
        return made

    def chart(self, kind: dict[str, str]) -> Any:
        """Return a chart of xlsxwriter, for one of the sheets."""
        return self._book.add_chart(kind)

    def page(self, name: str) -> Page:
        """Return its next sheet, as it is printed and without a line."""
        page: Page = self._book.add_worksheet(name, Page)
        if self._right_to_left:
            page.right_to_left()
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.set_footer("&L&A&R&P / &N")
        return page

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._book.close()
        except FileCreateError as error:
            raise error.args[0] from None
        finally:
            self._outlet.shut()
            for page in self._book.worksheets():
                page.let_go()
