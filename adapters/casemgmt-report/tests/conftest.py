"""A small report with every kind of block, and a reader of pages."""

from datetime import UTC, date, datetime
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

import pytest

from casemgmt.reports import (
    Bound,
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
from casemgmt_report import HtmlRenderer

HOSTILE = '<script>alert(1)</script> <img src=x onerror="x()"> & "\u202e{{7*7}}'
VOID = {"meta", "br", "img", "link", "input", "rect", "path"}


def said(words):
    return Text(ar=f"ع {words}", fr=f"fr {words}", en=words)


def figure(amount, part="numerator", name="I01", form=Form.COUNT, **by):
    return Number(amount, Source(name, part, tuple(by.items())), form)


def goods(amount, bound=Bound.EXACT):
    return Number(amount, Source("goods-received", by=(("item", "tablet"),), kind="record"),
                  bound=bound)  # fmt: skip


def report(partner=None):
    share = figure(540 / 597, "value", "I31", Form.SHARE)
    hidden = Hidden(Source("I02", "numerator", (("sex", "male"),)))
    missing = Missing(said("no case"), Source("I41", "value"))
    bars = Series(
        said("bars"),
        "bar",
        (Point(said("all"), figure(12345)), Point(said("new"), hidden)),
        said("what one sees"),
    )
    stacked = Series(
        said("stacked"),
        "stacked",
        tuple(
            Point(said(age), value, part=said(sex))
            for age, sex, value in (
                ("young", "girls", figure(62, sex="female")),
                ("young", "boys", figure(58, sex="male")),
                ("old", "girls", figure(47, name="I02", sex="female")),
                ("old", "boys", hidden),
            )
        ),
    )
    line = Series(
        said("line"),
        "line",
        tuple(Point(said(m), figure(n, name="I02")) for m, n in (("one", 10), ("two", 30))),
    )
    table = Table(
        said("table"),
        said("stub"),
        (said("column"), said("other")),
        (
            Row(said("row"), (figure(12345), hidden), reference="I01"),
            Row(said("goods"), (goods(4, Bound.AT_LEAST), missing)),
            Row(said("less"), (goods(-3), Text(plain="–"))),
            Row(said("all"), (figure(240), share), total=True),
        ),
        (said("a footnote"),),
    )
    nothing = Series(said("nothing"), "bar", (Point(said("x"), missing),))
    below = Number(5, Source("small_cells.below", kind="policy"))
    period = Period(date(2025, 9, 1), date(2025, 12, 31))
    known_at = datetime(2026, 1, 31, 12, 0, 30, tzinfo=UTC)
    return Report(
        name="small",
        title=said("title"),
        subtitle=partner or said("subtitle"),
        period=period,
        headlines=(
            Headline(said("children"), figure(12345), said("meaning")),
            Headline(said("back"), figure(84, name="I29"), said("m"),
                     figure(105, "denominator", "I29"), said("of {} out")),
        ),
        sections=(
            Section("first", said("first"), (bars, table, stacked, line, nothing)),
            Section("words", said("words"), (Note(partner or said("x"), about="words"),)),
        ),
        foot=Foot(period, date(2025, 12, 31), known_at, "morocco@1", below,
                  events=9685, root="ab12", publication="P-1"),
    )  # fmt: skip


def drawn(language, made=None):
    return small_in(language) if made is None else page_of(made, language)


@cache
def small_in(language):
    return page_of(report(), language)


def page_of(made, language):
    to = BytesIO()
    HtmlRenderer().render(made, language, to)
    return to.getvalue().decode("utf-8")


class Page(HTMLParser):
    """A page taken apart: its elements, and its texts with the elements around them."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self.around = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        element = (tag, dict(attributes))
        self.elements.append(element)
        if tag not in VOID:
            self.around.append(element)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.around.pop()[0] == tag

    def handle_data(self, text):
        self.texts.append((text, tuple(self.around)))


@pytest.fixture(scope="session")
def draw():
    return drawn


@pytest.fixture(scope="session")
def small():
    return report


@pytest.fixture(scope="session")
def read():
    return Page


@pytest.fixture(scope="session")
def hostile():
    return HOSTILE
