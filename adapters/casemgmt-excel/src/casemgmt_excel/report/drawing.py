"""Draws a sheet of a report: words as words, numbers as numbers, and its chart beside."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any, Final

from xlsxwriter.format import Format

from casemgmt.reports import (
    Brand,
    Day,
    Entry,
    Hidden,
    Manner,
    Missing,
    Number,
    Text,
    day,
    direction,
    worded,
    written,
)
from casemgmt_excel.book import Book
from casemgmt_excel.book import Page as Paper
from casemgmt_excel.looks import Words, from_right
from casemgmt_excel.texts import held

from .amounts import amount, fits, pattern
from .charts import drawn, last_of
from .pages import Line, Page, words

NARROWEST, WIDEST = 12, 48
"""Of a column, in characters."""
ONE_LINE, TITLE, TALLEST = 15, 28, 405
"""Points."""
DAY: Final = "dd/mm/yyyy"
FIRST_DAY: Final = date(1900, 3, 1)  # before it Excel counts a day that never was
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "plain": {},
    "figure": {"bold": True},
    "total": {"bold": True, "top": 1},
    "note": {"italic": True, "font_color": "#5D696E"},
    "heading": {"bold": True, "bg_color": "#E7EEF7", "bottom": 1},
    "title": {"bold": True, "font_size": 18},
}


class Drawing:
    """Draws the sheets of one workbook."""

    def __init__(self, book: Book, manner: Manner, brand: Brand) -> None:
        self._book = book
        self._manner = manner
        self._brand = brand
        self._mirrored = direction(manner.language) == "rtl"
        self._look = cache(self._made)

    def draw(self, page: Page, name: str) -> None:
        """Draw a sheet."""
        paper = self._book.page(name)
        if not page.headed:
            paper.freeze_panes(0, 0)
        widths, counted = self._widths(page), _counted(page)
        for column, width in enumerate(widths):
            paper.set_column(column, column, width)
        for at, line in enumerate(page.lines):
            for column, entry in enumerate(line.cells):
                ends = line.manner == "heading" and column in counted
                self._put(paper, at, column, entry, line, ends=ends)
            if (points := self._height(line, widths)) > ONE_LINE:
                paper.tall(at, points)
        if page.series is not None and page.series.drawn:
            chart = drawn(self._book, page, name, self._manner, self._brand)
            title = held(page.series.title.in_language(self._manner.language))
            place = {"description": title, "object_position": 2, "x_offset": 6}
            paper.insert_chart(last_of(page.lines) + 5, 0, chart, place)
        if not page.headed and self._brand.logo is not None:
            self._logo(paper, self._brand.logo)

    # --- cells

    def _put(
        self, paper: Paper, at: int, column: int, entry: Entry, line: Line, *, ends: bool
    ) -> None:
        match entry:
            case Number() if fits(entry):
                look = self._look(line.manner, pattern(entry, self._manner.language))
                paper.put["number"](at, column, amount(entry), look)
            case Day() if entry.exact and entry.first >= FIRST_DAY:
                look = self._look(line.manner, DAY)
                paper.put["moment"](at, column, entry.first, look)
            case _:
                if said := held(self._said(entry)):
                    ends = ends or isinstance(entry, Number | Hidden | Missing)
                    look = self._words(said, line, column, ends=ends)
                    paper.put["words"](at, column, said, look)

    def _said(self, entry: Entry) -> str:
        match entry:
            case Text():
                return worded(entry, self._manner)
            case Number():
                return written(entry, self._manner)
            case Hidden():
                return words()("hidden").in_language(self._manner.language)
            case Missing(because=why):
                return worded(why, self._manner)
            case Day():
                return day(entry, self._manner)

    def _words(self, said: str, line: Line, column: int, *, ends: bool) -> Format:
        as_: Words = "text" if len(line.cells) == 1 else "prose"
        manner = "plain" if line.manner == "figure" and column > 1 else line.manner
        side = "right" if self._mirrored or ends else "left"
        reading = 2 if from_right(said) else 1
        # the number before it ends where they begin
        indent = int(column > 0 and side == "left")
        return self._look(manner, "@", as_, side, reading, indent)

    def _height(self, line: Line, widths: list[int]) -> int:
        """Return the points of a line: what wraps needs more than one."""
        if len(line.cells) == 1:
            return TITLE if line.manner == "title" else ONE_LINE
        wrapped = zip(line.cells, widths, strict=False)
        lines = max(
            (-(-len(self._said(cell)) // width) for cell, width in wrapped), default=1
        )
        return min(TALLEST, ONE_LINE * lines)

    def _made(
        self,
        manner: str,
        pattern: str,
        as_: Words = "text",
        side: str = "right",  # of numbers, in every language: units under units
        reading: int = 0,
        indent: int = 0,
    ) -> Format:
        look: dict[str, Any] = {**_LOOKS[manner], "num_format": pattern, "valign": "top"}
        look |= {"align": side, "reading_order": reading, "text_wrap": as_ == "prose"}
        look["indent"] = indent
        if manner == "title":
            look["font_color"] = self._brand.colour
        return self._book.look(look)

    def _widths(self, page: Page) -> list[int]:
        told = [line.cells for line in page.lines if len(line.cells) > 1]
        columns = max(map(len, told), default=1)
        return [
            max(
                NARROWEST,
                min(
                    WIDEST,
                    2 + max(len(self._said(c[at])) for c in told if at < len(c)),
                ),
            )
            if told
            else WIDEST
            for at in range(columns)
        ]

    # --- pictures

    def _logo(self, paper: Paper, logo: bytes) -> None:
        paper.insert_image(
            0,
            4,
            "logo",
            {
                "image_data": BytesIO(logo),
                "description": self._brand.name.in_language(self._manner.language),
                "object_position": 2,
            },
        )


def _counted(page: Page) -> set[int]:
    """Return the columns that are of numbers: more of them stand there than words."""
    cells = [cell for line in page.lines[1:] for cell in enumerate(line.cells)]
    number = Counter(at for at, entry in cells if isinstance(entry, Number | Hidden))
    words = Counter(at for at, entry in cells if isinstance(entry, Text))
    return {at for at in number if number[at] > words[at]}
