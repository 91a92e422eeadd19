"""Draws a sheet of a report: words as words, numbers as numbers, and its chart beside."""

from __future__ import annotations

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
DAY: Final = "dd/mm/yyyy"
FIRST_DAY: Final = date(1900, 3, 1)  # before it Excel counts a day that never was
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "plain": {},
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
        for column, width in enumerate(self._widths(page)):
            paper.set_column(column, column, width)
        for at, line in enumerate(page.lines):
            for column, entry in enumerate(line.cells):
                self._put(paper, at, column, entry, line)
        if page.series is not None and page.series.drawn:
            chart = drawn(self._book, page, name, self._manner, self._brand)
            title = held(page.series.title.in_language(self._manner.language))
            place = {"description": title, "object_position": 2}
            paper.insert_chart(last_of(page.lines) + 5, 0, chart, place)
        if not page.headed and self._brand.logo is not None:
            self._logo(paper, self._brand.logo)

    # --- cells

    def _put(self, paper: Paper, at: int, column: int, entry: Entry, line: Line) -> None:
        match entry:
            case Number() if fits(entry):
                look = self._look(line.manner, pattern(entry, self._manner.language))
                paper.put["number"](at, column, amount(entry), look)
            case Day() if entry.exact and entry.first >= FIRST_DAY:
                look = self._look(line.manner, DAY)
                paper.put["moment"](at, column, entry.first, look)
            case _:
                if said := held(self._said(entry)):
                    paper.put["words"](at, column, said, self._words(said, line, column))

    def _said(self, entry: Entry) -> str:
        match entry:
            case Text():
                return entry.in_language(self._manner.language)
            case Number():
                return written(entry, self._manner)
            case Hidden():
                return words()("hidden").in_language(self._manner.language)
            case Missing(because=why):
                return why.in_language(self._manner.language)
            case Day():
                return day(entry, self._manner)

    def _words(self, said: str, line: Line, column: int) -> Format:
        long = line.manner in ("note", "title") or len(line.cells) == 1
        as_: Words = "text" if long and column == 0 else "prose"
        return self._look(line.manner, "@", as_, 2 if from_right(said) else 1)

    def _made(
        self, manner: str, pattern: str, as_: Words = "text", side: int | None = None
    ) -> Format:
        look: dict[str, Any] = {**_LOOKS[manner], "num_format": pattern, "valign": "top"}
        if manner == "title":
            look["font_color"] = self._brand.colour
        if side is None:
            look["align"] = "right"  # units under units
        else:
            look["align"] = "right" if self._mirrored else "left"
            look["reading_order"] = side
            look["text_wrap"] = as_ == "prose"
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
