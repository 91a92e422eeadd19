"""A report value by value, each with its place and its source: for programs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final

from attrs import evolve, frozen

from casemgmt.reports import (
    Block,
    Choice,
    Day,
    Entry,
    Headline,
    Hidden,
    Missing,
    Note,
    Number,
    Report,
    Series,
    Source,
    Table,
    Text,
    Words,
    day,
    worded,
    written,
)

Plain = int | float | str | None
NOWHERE: Final = Source("")


@cache
def dictionary() -> Words:
    """Return what each field means."""
    return Words.read(__package__, "dictionary.toml")


@frozen
class Field:
    """One value of a report; ``dictionary.toml`` says what each of its parts means."""

    report: str
    section: str
    block: int
    place: str
    title: str
    row: str = ""
    column: str = ""
    state: str = ""
    value: Plain = None
    form: str = ""
    unit: str = ""
    bound: str = ""
    kind: str = ""
    name: str = ""
    part: str = ""
    by: str = ""
    said: str = ""


def fields_of(report: Report, language: str) -> Iterator[Field]:
    """Yield every value of *report* in the order in which it is read."""
    reading = _Reading(report, language)
    for rank, headline in enumerate(report.headlines, start=1):
        yield from reading.block(headline, "", rank)
    for section in report.sections:
        for rank, block in enumerate(section.blocks, start=1):
            yield from reading.block(block, section.name, rank)


def meanings_of(report: Report, language: str) -> Iterator[Field]:
    """Yield what the figures mean, a line for each."""
    manner = report.manner(language)
    for rank, one in enumerate(report.definitions, start=1):
        title, meaning = worded(one.title, manner), worded(one.meaning, manner)
        told = Field(
            report.name, "", rank, "definition", title, state="words", said=meaning
        )
        yield evolve(told, name=one.name)


def plain(amount: float | Fraction | Decimal) -> int | float:
    """Return an amount for a program: a whole number as such, else at full precision."""
    if isinstance(amount, Fraction | Decimal) and amount == int(amount):
        return int(amount)
    return amount if isinstance(amount, int) else float(amount)


class _Reading:
    """Reads a report in one language."""

    def __init__(self, report: Report, language: str) -> None:
        self.report = report
        self.language = language
        self.manner = report.manner(language)

    def t(self, text: Text) -> str:
        return worded(text, self.manner)

    def block(self, block: Block, section: str, rank: int) -> Iterator[Field]:
        def at(place: str, title: Text) -> Field:
            return Field(self.report.name, section, rank, place, self.t(title))

        match block:
            case Headline(label=label):
                yield from self.headline(block, at("headline", label))
            case Table(title=title):
                yield from self.table(block, at("table", title))
            case Series(title=title):
                yield from self.series(block, at("chart", title))
            case Choice(of=several):
                for one in several:
                    yield from self.block(one, section, rank)
            case Note(text=text):
                yield evolve(at("note", Text()), state="words", said=self.t(text))

    def headline(self, headline: Headline, at: Field) -> Iterator[Field]:
        yield self.entry(headline.value, at)
        if headline.out_of is not None:
            around = self.t(headline.out_of_label)
            yield self.entry(headline.out_of, evolve(at, row=around))

    def table(self, table: Table, at: Field) -> Iterator[Field]:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                place = evolve(at, row=self.t(row.label), column=self.t(column))
                yield self.entry(cell, place)

    def series(self, series: Series, at: Field) -> Iterator[Field]:
        for point in series.points:
            part = "" if point.part is None else self.t(point.part)
            place = evolve(at, row=self.t(point.category), column=part)
            yield self.entry(point.value, place)

    def entry(self, entry: Entry, at: Field) -> Field:
        match entry:
            case Number(source=source):
                return evolve(
                    _sourced(at, source),
                    state="shown",
                    value=plain(entry.amount),
                    form=entry.form.value,
                    unit=entry.unit,
                    bound=entry.bound.value,
                    said=written(entry, self.manner),
                )
            case Hidden(source=source):
                return evolve(_sourced(at, source), state="hidden")
            case Missing(source=source, because=why):
                return evolve(_sourced(at, source), state="missing", said=self.t(why))
            case Day():
                return evolve(
                    at, state="day", value=str(entry), said=day(entry, self.manner)
                )
            case Text():
                return evolve(at, state="words", said=self.t(entry))


def _sourced(at: Field, source: Source | None) -> Field:
    if source is None:
        return at
    return evolve(at, kind=source.kind, name=source.name, part=source.part, by=source.cell)
