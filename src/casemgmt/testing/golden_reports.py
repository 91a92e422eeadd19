"""Golden reports: small ones, named by what they show, in three languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from types import MappingProxyType

from attrs import evolve

from casemgmt.reports import (
    Block,
    Bound,
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
    Period,
    Point,
    Report,
    Row,
    Section,
    Series,
    Source,
    Table,
    Text,
)

PERIOD = Period(date(2025, 9, 1), date(2025, 12, 31))
KNOWN_AT = datetime(2026, 1, 31, 12, 0, 30, tzinfo=UTC)
LONG = "Hibat-Allah Fatima-Zahra " * 20
SCRIPTS = ("نورة الإدريسي", "Soulaïma El Idrissi-Çelik", "ⵙⴰⵍⵎⴰ")
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "<script>alert(1)</script>")


def said(words: str) -> Text:
    """Return *words* as they are said in three languages, each with a sign of its own."""
    return Text(ar=f"عربية {words}", fr=f"français {words}", en=f"english {words}")


def figure(amount: int | Fraction, form: Form = Form.COUNT) -> Number:
    """Return an amount of an indicator."""
    return Number(amount, Source("I01"), form)


def hidden() -> Hidden:
    """Return a small cell."""
    return Hidden(Source("I02", "numerator", (("sex", "male"),)))


def report(*sections: Section, words: Text | None = None) -> Report:
    """Return a report of *sections*."""
    below = Number(5, Source("small_cells.below", kind="policy"))
    return Report(
        name="golden",
        title=words or said("title"),
        subtitle=words or said("subtitle"),
        period=PERIOD,
        headlines=(),
        sections=sections,
        foot=Foot(PERIOD, PERIOD.last, KNOWN_AT, "morocco@1", below),
    )


def _table(*rows: Row) -> Table:
    return Table(said("table"), said("stub"), (said("column"),), rows)


def _of(*blocks: Block) -> Section:
    return Section("first", said("section"), blocks)


def everything() -> Report:
    """Return a report with every kind of block."""
    share = figure(Fraction(9, 10), Form.SHARE)
    missing = Missing(said("no case"), Source("I41", "value"))
    points = (Point(said("one"), figure(12345)), Point(said("two"), figure(84)))
    parts = (
        Point(said("young"), figure(62), said("girls")),
        Point(said("young"), figure(58), said("boys")),
        Point(said("old"), hidden(), said("girls")),
        Point(said("old"), figure(7), said("boys")),
    )
    cash = Number(123450, Source("cash", kind="record"), Form.MONEY, unit="MAD")
    some = Number(55, Source("kits", kind="record"), bound=Bound.AT_LEAST)
    rows = (
        Row(said("row"), (figure(12345),)),
        Row(said("cash"), (cash,)),
        Row(said("kits"), (some,)),
        Row(said("small"), (hidden(),)),
        Row(said("nothing"), (missing,)),
        Row(said("all"), (share,), total=True),
    )
    days = (
        Row(said("known"), (Day.of("2025-09-03"), Text(plain=SCRIPTS[0]))),
        Row(said("month"), (Day.of("2025-09"), Text(plain=SCRIPTS[1]))),
        Row(said("year"), (Day.of("2013"), Text(plain=SCRIPTS[2]))),
    )
    made = report(
        _of(
            Headline(said("children"), figure(325), said("meaning")),
            _table(*rows),
            Series(said("bars"), "bar", points),
            Choice(
                said("which"),
                (
                    Series(said("parts"), "stacked", parts),
                    Series(said("line"), "line", points),
                ),
            ),
            Table(said("days"), said("stub"), (said("day"), said("name")), days),
            Note(said("note")),
        )
    )
    meaning = Definition("I01", said("children"), said("an open case"), said("unit"))
    return evolve(made, definitions=(meaning,))


def empty() -> Report:
    """Return a report in which nothing is."""
    return report()


def one_row() -> Report:
    """Return a report of one table of one row."""
    return report(_of(_table(Row(said("only"), (figure(1),)))))


def long_names() -> Report:
    """Return a report with words that run on and on."""
    words = said(LONG)
    row = Row(words, (figure(1),))
    return report(_of(Table(words, words, (words,), (row,)), Note(words)), words=words)


def hostile_words() -> Report:
    """Return a report with words that a spreadsheet or a page would act on."""
    rows = [Row(Text(plain=words), (Text(plain=words),)) for words in HOSTILE]
    return report(_of(_table(*rows)))


def small_cells() -> Report:
    """Return a report of which every cell is too small to be shown."""
    return cells_of(hidden())


def cells_of(cell: Entry) -> Report:
    """Return a report of one table that holds *cell*, again and again."""
    return report(_of(_table(*(Row(said("small"), (cell,)) for _ in range(3)))))


REPORTS: Mapping[str, Callable[[], Report]] = MappingProxyType(
    {
        "everything": everything,
        "empty": empty,
        "one_row": one_row,
        "long_names": long_names,
        "hostile_words": hostile_words,
        "small_cells": small_cells,
    }
)
