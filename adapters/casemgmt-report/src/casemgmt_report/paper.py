"""A report in one language as plain data: what the typst template reads, word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from casemgmt.reports import (
    Block,
    Choice,
    Day,
    Definition,
    Entry,
    Foot,
    Form,
    Headline,
    Hidden,
    Missing,
    Note,
    Number,
    Point,
    Report,
    Section,
    Series,
    Table,
    Text,
    Words,
    count,
    day,
    direction,
    hidden_in,
    ink_on,
    instant,
    worded,
    written,
)

from .charts import colours_of
from .lengths import amount_of, are_shares, by_category, totals
from .letters import shown
from .sources import sources_of
from .widths import HALF_A_PAGE, widths_of

Said = dict[str, Any]
NARROW: Final = 3  # columns, and
FEW: Final = 8  # lines, of a table that leaves room for another beside it
DASH: Final = Text(plain="–")
ISOLATED: Final = "\u2068{}\u2069"  # words of their own direction, whatever stands beside
FROM_THE_RIGHT: Final = "\u2067{}\u2069"  # Arabic, though it begins with a foreign name


@cache
def words() -> Words:
    """Return the words around a report: what every page says, whatever it is about."""
    return Words.read(__package__, "words.toml")


def command(report: Report) -> str:
    """Return what is typed to get the figures again."""
    period, foot = report.period, report.foot
    said = f"casemgmt indicators STORE --from {period.first} --to {period.last}"
    said = f"{said} --as-of {foot.as_of}"
    return said if foot.known_at is None else f"{said} --known-at {utc(foot.known_at)}"


def utc(at: datetime) -> str:
    """Return an instant for a program."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Paper:
    """Says a report in one language."""

    def __init__(self, report: Report, language: str) -> None:
        self.report = report
        self.language = language
        self.manner = report.manner(language)

    def said(self) -> Said:
        """Return everything that is printed, in the order in which it is read."""
        report, brand = self.report, self.report.look.brand
        definitions, source = sources_of(report)
        return {
            "language": self.language,
            "direction": direction(self.language),
            "digits": self.manner.digits if self.language == "ar" else "latn",
            "title": self.t(report.title),
            "subtitle": self.apart(report.subtitle),
            "period": self.period(),
            "marking": self.w("confidential") if report.personal else "",
            "brand": {
                "name": self.t(brand.name),
                "lines": [self.apart(line) for line in brand.lines],
                "logo": None if brand.logo is None else list(brand.logo),
                "colour": brand.colour,
                "accent": brand.accent,
                "palette": list(colours_of(brand)),
                "on-palette": [ink_on(colour) for colour in colours_of(brand)],
            },
            "headlines": [self.headline(headline) for headline in report.headlines],
            "sections": [self.section(section) for section in report.sections],
            "definitions": [self.definition(one) for one in definitions],
            "source": self.t(source),
            "foot": list(self.foot(report.foot)),
            "command": command(report),
            "words": {key: self.w(key) for key in words()},
        }

    def t(self, text: Text) -> str:
        """Return a text of the report, on one line."""
        return shown(worded(text, self.manner))

    def apart(self, text: Text) -> str:
        """Return a text in a direction of its own, whatever stands beside it."""
        own = text.ar is not None and self.language == "ar"
        return (FROM_THE_RIGHT if own else ISOLATED).format(self.t(text))

    def w(self, key: str) -> str:
        """Return one of the words around the report."""
        return self.t(words()(key))

    def period(self) -> str:
        first, last = (
            day(on, self.manner)
            for on in (self.report.period.first, self.report.period.last)
        )
        return f"{self.w('period.from')} {first} {self.w('period.to')} {last}"

    def entry(self, entry: Entry) -> Said:
        """Return what stands in a cell, and which kind of thing it is."""
        match entry:
            case Number():
                exact = entry.bound == "exact" and entry.form is not Form.MONEY
                kind = "number" if exact else "about"
                return {"kind": kind, "said": shown(written(entry, self.manner))}
            case Hidden():
                return {"kind": "hidden", "said": self.w("hidden")}
            case Missing(because=because):
                return {"kind": "missing", "said": self.t(because)}
            case Day():
                return {"kind": "day", "said": day(entry, self.manner)}
            case Text() if not self.t(entry):
                return {"kind": "box", "said": ""}
            case Text():
                return {"kind": "words", "said": self.apart(entry)}

    def headline(self, headline: Headline) -> Said:
        said: Said = {
            "kind": "headline",
            "label": self.t(headline.label),
            "value": self.entry(headline.value),
            "meaning": self.t(headline.meaning),
            "around": None,
            "out-of": None,
        }
        if headline.out_of is not None:
            before, _, after = self.t(headline.out_of_label).partition("{}")
            said |= {"around": [before, after], "out-of": self.entry(headline.out_of)}
        return said

    def section(self, section: Section) -> Said:
        blocks = _side_by_side(
            said for block in section.blocks for said in self.block(block)
        )
        return {
            "title": self.t(section.title),
            "lead": self.t(section.lead),
            "blocks": blocks,
        }

    def block(self, block: Block) -> Iterator[Said]:
        """Yield what is printed of a block; on paper nothing is chosen."""
        match block:
            case Headline():
                yield self.headline(block)
            case Table():
                yield self.table(block)
            case Series():
                yield self.series(block)
            case Choice(title=title, of=several):
                yield {"kind": "title", "said": self.t(title)}
                drawn = [one for one in several if isinstance(one, Table) or one.drawn]
                for one in drawn or several[:1]:  # that nothing is drawn is said once
                    yield from self.block(one)
            case Note(text=text, about=about):
                yield {"kind": "note", "said": self.t(text), "about": about}

    def table(self, table: Table) -> Said:
        rows = [
            {
                "label": self.apart(row.label),
                "reference": row.reference,
                "cells": [self.entry(cell) for cell in row.cells],
                "total": row.total,
            }
            for row in table.rows
        ]
        heads = [self.t(table.stub), *(self.t(column) for column in table.columns)]
        return {
            "kind": "table",
            "title": self.t(table.title),
            "heads": heads,
            "words": of_words(table),
            "widths": widths_of(heads, rows),
            "rows": rows,
            "footnotes": [self.t(note) for note in table.footnotes],
        }

    def series(self, series: Series) -> Said:
        """Return a chart as lengths: shares of the longest, of what is shown alone."""
        if not series.drawn:
            return {"kind": "not-drawn", "title": self.t(series.title)}
        parts = list(dict.fromkeys(point.part for point in series.points))
        reach = max(totals(series.points), default=0.0) or 1.0
        if are_shares(series.points):
            reach = max(1.0, reach)
        bars = [self.bar(points, parts, reach) for points in by_category(series.points)]
        return {
            "kind": series.kind,
            "title": self.t(series.title),
            "caption": self.t(series.caption),
            "parts": [self.t(part) for part in parts if part is not None],
            "bars": bars,
            "spoken": "; ".join(self.spoken(point) for point in series.points),
        }

    def bar(self, points: Sequence[Point], parts: Sequence[Any], reach: float) -> Said:
        pieces = [
            {
                "length": amount_of(point.value) / reach,
                "part": parts.index(point.part),
                "value": self.entry(point.value),
            }
            for point in points
        ]
        return {"label": self.t(points[0].category), "pieces": pieces}

    def spoken(self, point: Point) -> str:
        """Return a point for who hears the chart."""
        named = [point.category] if point.part is None else [point.category, point.part]
        name = " – ".join(self.t(text) for text in named)
        return f"{name}: {self.entry(point.value)['said']}"

    def definition(self, definition: Definition) -> Said:
        texts = ("title", "meaning", "unit", "source")
        said = {name: self.t(getattr(definition, name)) for name in texts}
        return {"name": definition.name, **said}

    def foot(self, foot: Foot) -> Iterator[Said]:
        """Yield what makes the report repeatable, line by line."""
        manner = self.manner
        apart = ISOLATED.format
        unseen = hidden_in(self.report) or None
        below = foot.small_cells_below if foot.small_cells_below.amount else None
        told: tuple[tuple[str, object, Callable[[Any], str]], ...] = (
            ("period", True, lambda _: self.period()),
            ("as-of", foot.as_of, lambda on: day(on, manner)),
            ("known-at", foot.known_at, lambda at: instant(at, manner)),
            ("policy", foot.policy, apart),
            ("small", below, lambda number: written(number, manner)),
            ("hidden", unseen, lambda number: count(number, manner)),
            ("events", foot.events, lambda number: count(number, manner)),
            ("root", foot.root, apart),
            ("unread", foot.unread or None, lambda number: count(number, manner)),
            ("parked", foot.parked or None, lambda number: count(number, manner)),
            ("publication", foot.publication, apart),
            ("hijri", manner.hijri or None, lambda _: self.w("hijri")),
        )
        for key, value, say in told:
            if value is not None:
                yield {"label": self.w(f"foot.{key}"), "said": say(value)}


def of_words(table: Table) -> list[bool]:
    """Return for each column whether words or days stand in it: they begin, numbers end.

    A dash among numbers stands for one that nobody gave.
    """
    columns = [[row.cells[at] for row in table.rows] for at in range(len(table.columns))]
    return [
        any(
            isinstance(one, Day) or (isinstance(one, Text) and one != DASH)
            for one in column
        )
        or (DASH in column and not any(isinstance(one, Number) for one in column))
        for column in columns
    ]


def _side_by_side(blocks: Iterable[Said]) -> list[Said]:
    """Return blocks with two narrow tables that follow each other as a pair."""
    placed: list[Said] = []
    for said in blocks:
        if placed and _narrow(said) and _narrow(placed[-1]):
            placed[-1] = {"kind": "pair", "of": [placed[-1], said]}
        else:
            placed.append(said)
    return placed


def _narrow(said: Said) -> bool:
    few = said["kind"] == "table" and len(said["rows"]) <= FEW
    return few and len(said["heads"]) <= NARROW and sum(said["widths"]) <= HALF_A_PAGE
