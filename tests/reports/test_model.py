"""What a report holds is found in it, wherever it stands."""

from attrs import evolve

from casemgmt.reports import (
    Choice,
    Day,
    Hidden,
    Number,
    Point,
    Row,
    Section,
    Series,
    Source,
    Table,
    Text,
    hidden_in,
    values_of,
)
from casemgmt.testing.golden_reports import empty

FEW = Hidden(Source("I02"))
MANY = Number(12, Source("I01"))
WORDS = Text(plain="words")


def made(*blocks):
    return evolve(empty(), sections=(Section("first", WORDS, blocks),))


def test_values_are_read_in_what_one_chooses_among():
    table = Table(WORDS, WORDS, (WORDS,), (Row(WORDS, (MANY,)),))
    bars = Series(WORDS, "bar", (Point(WORDS, FEW),))

    assert list(values_of(made(Choice(WORDS, (table, bars))))) == [MANY, FEW]


def test_a_day_and_words_are_no_values():
    row = Row(WORDS, (Day.of("2025-09-03"), WORDS, FEW))

    assert list(values_of(made(Table(WORDS, WORDS, (WORDS,) * 3, (row,))))) == [FEW]


def test_what_is_hidden_is_counted():
    row = Row(WORDS, (MANY, FEW, FEW))

    assert hidden_in(made(Table(WORDS, WORDS, (WORDS,) * 3, (row,)))) == 2
    assert hidden_in(empty()) == 0
