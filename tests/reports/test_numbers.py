"""Numbers and days are written as people in Morocco write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from casemgmt.errors import MissingExtraError
from casemgmt.reports import (
    Bound,
    Form,
    Number,
    Source,
    count,
    day,
    instant,
    share,
    written,
)
from casemgmt.reports import numbers as writing


@pytest.mark.parametrize(
    ("language", "said"), [("ar", "12.345"), ("fr", "12\u202f345"), ("en", "12,345")]
)
def test_thousands_are_grouped(language, said):
    assert count(12345, language) == said


@pytest.mark.parametrize(
    ("language", "said"), [("ar", "90,5%"), ("fr", "90,5\xa0%"), ("en", "90.5%")]
)
def test_a_share_is_written_in_percent(language, said):
    assert share(Fraction(540, 597), language) == said


def test_a_whole_share_has_no_decimals():
    assert share(1, "en") == "100%"
    assert share(0.0, "fr") == "0\xa0%"


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "31 دجنبر 2025"), ("fr", "31 décembre 2025"), ("en", "December 31, 2025")],
)
def test_months_have_their_moroccan_names(language, said):
    assert day(date(2025, 12, 31), language) == said


def test_the_first_of_the_month_is_an_ordinal_in_french_alone():
    assert day(date(2025, 9, 1), "fr") == "1er septembre 2025"
    assert day(date(2025, 9, 1), "ar") == "1 شتنبر 2025"


def test_an_instant_is_told_in_utc():
    assert instant(datetime(2026, 1, 31, 12, 5, tzinfo=UTC), "fr") == (
        "31 janvier 2026 – 12:05 UTC"
    )


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        (Bound.EXACT, "55"),
        (Bound.AT_LEAST, "au moins 55"),
        (Bound.ABOUT, "environ 55"),
        (Bound.ABOUT_AT_LEAST, "environ 55 au moins"),
    ],
)
def test_what_the_source_said_of_its_number_is_said_again(bound, said):
    assert written(Number(55, Source("x", kind="record"), bound=bound), "fr") == said


def test_a_number_is_never_rounded_before_it_is_written():
    number = Number(Decimal("2.50"), Source("x"))

    assert (written(number, "en"), number.form) == ("2.5", Form.COUNT)


def test_without_babel_one_plain_line_says_what_to_install(monkeypatch):
    writing._babel.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "babel.numbers", None)

    with pytest.raises(MissingExtraError, match=r"casemgmt\[reports\]"):
        count(1, "en")

    writing._babel.cache_clear()
