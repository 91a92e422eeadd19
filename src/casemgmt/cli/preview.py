"""A report in the terminal: its figures, tables and notes, and nothing is written.

In Arabic a table begins at the right. What stands in a cell is kept together by marks that
have no width, so that a terminal which knows both directions does not mix two cells.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Literal

from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text as Line

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Text
from casemgmt.reports import (
    WORDS,
    Block,
    Choice,
    Entry,
    Headline,
    Hidden,
    Manner,
    Missing,
    Note,
    Number,
    Report,
    Series,
    Table,
    day,
    direction,
    worded,
    written,
)

WIDE = 100
APART = "\u200e"  # left-to-right mark


def show(report: Report, language: str) -> None:
    """Show *report* in *language*."""
    width = None if sys.stdout.isatty() else WIDE
    console = Console(width=width, markup=False, emoji=False, highlight=False)
    for one in Preview(report, language).lines():
        console.print(one, justify="right" if direction(language) == "rtl" else "left")


class Preview:
    """A report as a terminal shows it."""

    def __init__(self, report: Report, language: str) -> None:
        self._report = report
        self._manner: Manner = report.manner(language)
        self._from_right = direction(language) == "rtl"

    def lines(self) -> Iterator[RenderableType]:
        """Yield what is shown, from top to bottom."""
        report = self._report
        yield Line(self._say(report.title), style="bold")
        yield Line(self._say(report.subtitle))
        first, last = (
            day(one, self._manner) for one in (report.period.first, report.period.last)
        )
        yield Line(f"{first} – {last}")
        for headline in report.headlines:
            yield self._headline(headline)
        for section in report.sections:
            yield Line("")
            yield Line(self._say(section.title), style="bold underline")
            for block in section.blocks:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[RenderableType]:
        match block:
            case Table():
                yield Line(self._say(block.title), style="italic")
                yield self._table(block)
                yield from (Line(self._say(note), style="dim") for note in block.footnotes)
            case Choice(of=several):
                for one in several:
                    yield from self._block(one)
            case Headline():
                yield self._headline(block)
            case Note(text=text):
                yield Line(self._say(text))
            case Series():  # the tables beside it hold its numbers
                pass

    def _headline(self, one: Headline) -> Line:
        said = f"{self._entry(one.value)}  {self._say(one.label)}"
        if one.out_of is not None:
            around = self._say(one.out_of_label).replace("{}", self._entry(one.out_of))
            said = f"{said} ({around})"
        return Line(said)

    def _table(self, table: Table) -> Grid:
        grid = Grid(box=None, pad_edge=False, header_style="dim")
        columns = [self._say(column) for column in (table.stub, *table.columns)]
        for n, column in enumerate(self._in_order(columns)):
            first = n == (len(columns) - 1 if self._from_right else 0)
            side: Literal["left", "right"] = (
                "right" if first == self._from_right else "left"
            )
            grid.add_column(self._cell(column), justify=side, overflow="fold")
        for row in table.rows:
            cells = [self._say(row.label), *(self._entry(cell) for cell in row.cells)]
            shown = [self._cell(cell) for cell in self._in_order(cells)]
            grid.add_row(*shown, style="bold" if row.total else None)
        return grid

    def _period(self) -> str:
        period = self._report.period
        return f"{day(period.first, self._manner)} – {day(period.last, self._manner)}"

    def _side(self, *, first: bool) -> Literal["left", "right"]:
        """Return where words of the first column begin; numbers stand opposite."""
        return "right" if first == self._from_right else "left"

    def _in_order(self, cells: list[str]) -> list[str]:
        return cells[::-1] if self._from_right else cells

    def _cell(self, said: str) -> str:
        return f"{APART}{said}{APART}" if self._from_right else said

    def _entry(self, entry: Entry) -> str:
        match entry:
            case Text():
                return self._say(entry)
            case Day():
                return day(entry, self._manner)
            case Number():
                return written(entry, self._manner)
            case Hidden():
                return self._say(WORDS("hidden"))
            case Missing(because=because):
                return self._say(because)

    def _say(self, text: Text) -> str:
        return worded(text, self._manner)
