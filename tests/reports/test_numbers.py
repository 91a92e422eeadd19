"""Numbers and days are written as people in Morocco write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from casemgmt.domain.vocabulary import LANGUAGES
from casemgmt.errors import MissingExtraError
from casemgmt.reports import (
    Bound,
    Day,
    Form,
    Manner,
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_instant_is_told_in_utc_with_its_day_as_everywhere_in_that_language(language):
    told = instant(datetime(2026, 1, 31, 12, 5, tzinfo=UTC), language)

    assert told == f"{day(date(2026, 1, 31), language)} – 12:05 UTC"


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


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "1.234,50 د.م."), ("fr", "1\u202f234,50\xa0MAD"), ("en", "MAD1,234.50")],
)
def test_money_is_told_in_minor_units_and_written_in_units(language, said):
    number = Number(123450, Source("cash", kind="record"), Form.MONEY, unit="MAD")

    assert " ".join(written(number, language).split()) == " ".join(said.split())


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("2025-09-03", "3 septembre 2025"),
        ("2025-09", "septembre 2025"),
        ("2025", "2025"),
        ("2025-2026", "2025–2026"),
    ],
)
def test_of_a_day_as_much_is_written_as_is_known(told, said):
    assert day(Day.of(told), "fr") == said


def test_other_digits_are_for_arabic_that_asks_for_them():
    assert count(12345, Manner("ar", "arab")) == "١٢٬٣٤٥"
    assert share(Fraction(1, 2), Manner("ar", "arab")).startswith("٥٠")
    assert day(date(2025, 9, 1), Manner("ar", "arab")) == "١ شتنبر ٢٠٢٥"
    assert count(12345, Manner("fr", "arab")) == count(12345, "fr")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "1 شتنبر 2025 (9 ربيع الأول 1447 هـ)"),
        ("fr", "1er septembre 2025 (9 rabia I 1447 H)"),
        ("en", "September 1, 2025 (9 Rabi I 1447 AH)"),
    ],
)
def test_a_hijri_day_stands_beside_the_other_when_it_is_asked_for(language, said):
    assert day(date(2025, 9, 1), Manner(language, hijri=True)) == said


def test_a_hijri_day_is_of_a_day_that_is_known_and_that_the_tables_reach():
    hijri = Manner("fr", hijri=True)

    assert day(Day.of("2025-09"), hijri) == "septembre 2025"
    assert day(date(2090, 1, 2), hijri) == "2 janvier 2090"


def test_no_mark_of_direction_is_written_into_a_number():
    money = Number(-5, Source("cash"), Form.MONEY, unit="MAD")

    assert not {"\u200e", "\u200f"} & set(written(money, "ar"))
