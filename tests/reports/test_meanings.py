"""A report says what each figure on it means, once, in the words of its definition."""

from attrs import evolve

from casemgmt.indicators import CORE
from casemgmt.reports import (
    Definition,
    Hidden,
    Number,
    Point,
    Section,
    Series,
    Source,
    Text,
)
from casemgmt.reports.meanings import with_meanings
from casemgmt.testing.golden_reports import empty

WORDS = Text(plain="x")


def of(*values):
    bars = Series(WORDS, "bar", tuple(Point(WORDS, value) for value in values))
    return evolve(empty(), sections=(Section("first", WORDS, (bars,)),))


def test_each_figure_is_explained_once_in_the_order_of_reading():
    figures = (Number(3, Source("I20")), Number(9, Source("I01")), Number(4, Source("I20")))

    assert [one.name for one in with_meanings(of(*figures)).definitions] == ["I20", "I01"]


def test_it_is_said_in_the_words_of_the_definition():
    (one,) = with_meanings(of(Number(3, Source("I20")))).definitions

    assert (one.title, one.meaning) == (CORE["I20"].title, CORE["I20"].meaning)


def test_a_figure_that_is_hidden_has_a_meaning_too():
    assert len(with_meanings(of(Hidden(Source("I02")))).definitions) == 1


def test_goods_and_thresholds_are_no_figures():
    goods = Number(3, Source("goods-received", kind="record"))

    assert with_meanings(of(goods, Number(5, Source("x", kind="policy")))).definitions == ()


def test_what_the_report_explains_itself_stands_as_it_is():
    own = Definition("I20", Text(plain="own"), Text(plain="words"))
    report = evolve(of(Number(3, Source("I20"))), definitions=(own,))

    assert with_meanings(report).definitions == (own,)
