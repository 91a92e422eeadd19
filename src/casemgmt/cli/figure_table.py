"""Figures as a table for a terminal, or as a sheet for a spreadsheet."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, groupby
from typing import Literal

from attrs import frozen

from casemgmt.cli.answer import column_widths, has_room, say, say_table
from casemgmt.cli.figure_places import Places, rank
from casemgmt.indicators import Figure
from casemgmt.locale import sentence
from casemgmt.read_models.figuring import titles

Format = Literal["table", "csv"]
COUNTS = ("numerator", "denominator", "unknown", "excluded")
SHARE = "fraction"
NONE = "-"
"""A figure without a value, as a terminal shows it; in a sheet the cell is empty."""
FOLDED = 8
"""Room for the name of a place that is folded."""
NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?(?: %)?")
SPAN = re.compile(r"([0-9]+)-([0-9]+)")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
UTF_8_MARK = "\ufeff"
"""By this a spreadsheet knows the letters of every language for what they are."""


@frozen
class FigureTable:
    """Figures in a language, each beside what it is by other policies.

    Attributes:
        found: The figures by one policy, those by the next, and so on.
        by: The dimensions they are split by.
        places: What its places are called in the language in which it is read.

    """

    found: Sequence[Sequence[Figure]]
    by: Sequence[str]
    places: Places

    @property
    def language(self) -> str:
        """The language in which it is read."""
        return self.places.language

    def show(self, form: Format) -> None:
        """Write it on standard output."""
        if form == "csv":
            self._write_sheet()
        else:
            self._say()

    def _say(self) -> None:
        """Write it for a person; too wide for the terminal, each indicator by itself."""
        headings, rows = self._headings(), [self._cells(figure) for figure in self._rows()]
        widths = column_widths([headings, *rows])
        if has_room(widths):
            say_table(headings, rows, len(COUNTS) + 1)
            return
        least = _least(widths[2:])
        for (indicator, title), some in groupby(rows, key=lambda cells: cells[:2]):
            say(f"{indicator}  {title}")
            apart = [cells[2:] for cells in some]
            say_table(headings[2:], apart, len(COUNTS) + 1, least)
            say("")

    def _write_sheet(self) -> None:
        """Write it as spreadsheets where the language is read expect a sheet."""
        apart = "," if self.language == "en" else ";"
        sys.stdout.write(UTF_8_MARK)
        sheet = csv.writer(sys.stdout, delimiter=apart, lineterminator="\n")
        sheet.writerow(self._headings())
        for figure in self._rows():
            sheet.writerow(map(as_written, self._cells(figure)))

    def _headings(self) -> list[str]:
        places = [sentence(f"dimension.{one}", self.language) for one in self.by]
        policy = ["policy"] if self._compares else []
        counts = ("n", "d", *COUNTS[2:])
        names = ("indicator", "title", *policy, "value", *counts)
        first, title, *rest = (sentence(f"figure.{n}", self.language) for n in names)
        return [first, title, *places, *rest]

    @property
    def _compares(self) -> bool:
        return len(self.found) > 1

    def _rows(self) -> Iterator[Figure]:
        """Yield every figure, those that differ in their policy alone together."""
        together: dict[str, dict[tuple[str, ...], list[Figure]]] = {}
        for figure in chain.from_iterable(self.found):
            cell = tuple(figure.by.values())
            cells = together.setdefault(figure.indicator, {})
            cells.setdefault(cell, []).append(figure)
        for cells in together.values():
            for cell in sorted(cells, key=lambda cell: tuple(map(rank, cell))):
                yield from cells[cell]

    def _cells(self, figure: Figure) -> list[str]:
        title = titles(self.language).get(figure.indicator, "")
        by = figure.by
        places = [self.places.name(one, by[one]) if one in by else "" for one in self.by]
        policy = [figure.policy] if self._compares else []
        counts = [self._number(getattr(figure, name)) for name in COUNTS]
        return [figure.indicator, title, *places, *policy, self._value(figure), *counts]

    def _value(self, figure: Figure) -> str:
        if figure.value is None:
            return NONE
        if figure.unit != SHARE:
            return self._number(figure.value)
        return f"{self._number(100 * float(figure.value))} %"

    def _number(self, amount: float | Fraction | None) -> str:
        """Return a number with what decimals it has, up to two."""
        if amount is None:
            return ""
        said = f"{float(amount):.2f}".rstrip("0").rstrip(".")
        return said if self.language == "en" else said.replace(".", ",")


def _least(widths: Sequence[int]) -> Sequence[int]:
    """Return how wide columns are at least: rather than a number, fold a name."""
    if has_room(widths):
        return widths
    at = -len(COUNTS) - 1
    numbers, places = widths[at:], len(widths[:at])
    return (*(0,) * places, *numbers) if has_room([*(FOLDED,) * places, *numbers]) else ()


def as_written(cell: str) -> str:
    """Return *cell* as a spreadsheet takes it for what it is.

    No value is an empty cell; ages from 5 to 11 are no day in November.
    """
    if cell == NONE:
        return ""
    span = SPAN.fullmatch(cell)
    return "\N{EN DASH}".join(span.groups()) if span else inert(cell)


def inert(cell: str) -> str:
    """Return *cell* so that no spreadsheet takes it for a formula; a number stays one."""
    if NUMBER.fullmatch(cell) or not cell.startswith(STARTS_A_FORMULA):
        return cell
    return f"'{cell}"
