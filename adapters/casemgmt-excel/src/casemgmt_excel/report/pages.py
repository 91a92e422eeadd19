"""What stands on the sheets of a report's workbook, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

from attrs import field, frozen

from casemgmt.reports import (
    Choice,
    Day,
    Definition,
    Entry,
    Headline,
    Note,
    Number,
    Report,
    Section,
    Series,
    Source,
    Table,
    Text,
    Words,
    day,
    hidden_in,
    instant,
)

NOTHING: Final = Text(plain="")
FURTHER: Final = ("unit", "source")  # columns that stand where a definition says it


@frozen
class Line:
    """One line of a sheet: cells from the first column on, and how it stands out."""

    cells: tuple[Entry, ...]
    manner: str = "plain"  # or title, heading, figure, total, note


@frozen
class Page:
    """One sheet of a report.

    Attributes:
        name: What it would be called.
        lines: What stands on it, in order.
        headed: Whether its first line is the headings, which stay in sight.
        series: What is drawn beside its lines.

    """

    name: str
    lines: tuple[Line, ...]
    headed: bool = True
    series: Series | None = field(default=None)


@cache
def words() -> Words:
    """Return the words around a report."""
    return Words.read(__package__, "words.toml")


def pages_of(report: Report, language: str) -> Iterator[Page]:
    """Yield the sheets: what it says first, its tables and charts, what they mean."""
    yield Page(_said("summary", language), tuple(_summary(report, language)), headed=False)
    titles = Counter(block.title for one in report.sections for block in _tabled(one))
    for section in report.sections:
        for block in _tabled(section):
            alone = titles[block.title] == 1
            name = (block if alone else section).title.in_language(language)
            match block:
                case Table():
                    yield _of_table(block, name)
                case Series():
                    yield _of_series(block, name)
    foot = tuple(_made(report, language))
    if report.definitions:
        meant = (*_definitions(report), Line(()), *foot)
        yield Page(_said("definitions", language), meant)
    else:
        yield Page(_said("foot.title", language), foot)


def _said(key: str, language: str) -> str:
    return words()(key).in_language(language)


def _tabled(section: Section) -> Iterator[Table | Series]:
    for block in section.blocks:
        match block:
            case Table() | Series():
                yield block
            case Choice(of=several):
                yield from several
            case _:
                pass


def _summary(report: Report, language: str) -> Iterator[Line]:
    manner = report.manner(language)
    brand = report.look.brand
    for said in (brand.name, *brand.lines):
        if said != Text():
            yield Line((said,))
    if report.personal:
        yield Line((words()("confidential"),), "heading")
    yield Line((report.title,), "title")
    yield Line((report.subtitle,))
    first, last = (day(on, manner) for on in (report.period.first, report.period.last))
    yield Line((Text(plain=f"{first} – {last}"),), "note")
    if report.headlines:
        yield Line(())
        for headline in report.headlines:
            yield from _of_headline(headline, language)
    for section in report.sections:
        yield from _of_section(section, language)
    if not report.headlines and not report.sections:
        yield Line((words()("nothing"),), "note")


def _of_section(section: Section, language: str) -> Iterator[Line]:
    yield Line(())
    yield Line((section.title,), "heading")
    if section.lead != Text():
        yield Line((section.lead,), "note")
    for block in section.blocks:
        match block:
            case Headline():
                yield from _of_headline(block, language)
            case Note(text=text):
                yield Line((text,))
            case Choice(title=title):
                yield Line((title,))
            case _:
                pass


def _of_headline(headline: Headline, language: str) -> Iterator[Line]:
    yield Line((headline.label, headline.value, headline.meaning), "figure")
    if headline.out_of is not None:
        around = headline.out_of_label.in_language(language).replace("{}", "…")
        yield Line((Text(plain=around), headline.out_of))


def _of_table(table: Table, name: str) -> Page:
    heading = Line((table.stub, *table.columns), "heading")
    rows = tuple(
        Line((row.label, *row.cells), "total" if row.total else "plain")
        for row in table.rows
    )
    notes = tuple(Line((note,), "note") for note in (table.title, *table.footnotes))
    return Page(name, (heading, *(rows or _nothing()), Line(()), *notes))


def _nothing() -> tuple[Line, ...]:
    return (Line((words()("nothing"),), "note"),)


def _of_series(series: Series, name: str) -> Page:
    """Return a chart's sheet: a line for each category, a column for each part."""
    parts = list(dict.fromkeys(point.part for point in series.points))
    categories = list(dict.fromkeys(point.category for point in series.points))
    values = {(point.category, point.part): point.value for point in series.points}
    columns = tuple(words()("value") if part is None else part for part in parts)
    rows = tuple(
        Line((category, *(values.get((category, part), NOTHING) for part in parts)))
        for category in categories
    )
    notes = (Line((series.title,), "note"), Line((series.caption,), "note"))
    heading = Line((words()("category"), *columns), "heading")
    lines = (heading, *(rows or _nothing()), Line(()), *notes)
    return Page(name, lines, series=series)


def _definitions(report: Report) -> Iterator[Line]:
    say = words()
    told = [key for key in FURTHER if any(_is_told(one, key) for one in report.definitions)]
    heads = (say(key) for key in ("name", "title", "meaning", *told))
    yield Line(tuple(heads), "heading")
    for one in report.definitions:
        further = (getattr(one, key) for key in told)
        yield Line((Text(plain=one.name), one.title, one.meaning, *further))


def _made(report: Report, language: str) -> Iterator[Line]:
    say = words()
    yield Line((say("foot.title"),), "heading")
    for key, entry in _foot(report, language):
        yield Line((say(f"foot.{key}"), entry))


def _is_told(one: Definition, key: str) -> bool:
    return bool(getattr(one, key) != Text())


def _foot(report: Report, language: str) -> Iterator[tuple[str, Entry]]:
    foot, period = report.foot, report.period
    yield "from", Day.of(period.first)
    yield "to", Day.of(period.last)
    yield "as-of", Day.of(foot.as_of)
    if foot.known_at is not None:
        yield "known-at", Text(plain=instant(foot.known_at, report.manner(language)))
    yield "policy", Text(plain=foot.policy)
    if foot.small_cells_below.amount:
        yield "small", foot.small_cells_below
    if unseen := hidden_in(report):
        yield "hidden", Number(unseen, Source("hidden", kind="record"))
    if foot.events is not None:
        yield "events", Number(foot.events, Source("log-events", kind="record"))
    for key, said in (("root", foot.root), ("publication", foot.publication)):
        if said is not None:
            yield key, Text(plain=said)
    for key, number in (("unread", foot.unread), ("parked", foot.parked)):
        if number:
            yield key, Number(number, Source(f"{key}-at-foot", kind="record"))
