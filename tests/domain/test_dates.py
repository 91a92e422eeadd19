"""Days and ages: uncertain days are spans, ages are completed years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casemgmt.domain.dates import (
    Day,
    Precision,
    add_months,
    ages_on,
    birthday,
    completed_years,
    end_of_month,
    school_year,
)

FORMS = [
    ("2025-09-03", date(2025, 9, 3), date(2025, 9, 3), Precision.DAY),
    ("2025-09", date(2025, 9, 1), date(2025, 9, 30), Precision.MONTH),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
    ("2025", date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR),
    ("2025-2026", date(2025, 9, 1), date(2026, 8, 31), Precision.SCHOOL_YEAR),
]
NO_DAYS = {
    "": "not a day",
    "2025-9-3": "not a day",
    "2025-09-03T10:00": "not a day",
    "2025-09-03\n": "not a day",
    "٢٠٢٥": "not a day",
    "2025-2025": "a school year runs over two years",
    "2025-2027": "a school year runs over two years",
}


@pytest.mark.parametrize(("text", "first", "last", "precision"), FORMS)
def test_a_day_is_the_span_of_what_is_known(text, first, last, precision):
    assert Day.of(text) == Day(first, last, precision)


@pytest.mark.parametrize("text", [form[0] for form in FORMS])
def test_a_day_is_written_as_it_was_read(text):
    assert str(Day.of(text)) == text


@pytest.mark.parametrize("text", ["0987-02-03", "0987-02", "0987", "0987-0988"])
def test_years_are_written_with_four_figures(text):
    assert str(Day.of(text)) == text


@pytest.mark.parametrize(("text", "said"), NO_DAYS.items())
def test_what_is_no_day_is_refused(text, said):
    with pytest.raises(ValueError, match=f"^{said}$"):
        Day.of(text)


@pytest.mark.parametrize("text", ["2025-02-29", "2025-13", "2025-00", "2025-04-31", "0000"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=r"must be in|out of range"):
        Day.of(text)


def test_a_date_and_a_day_are_days_already():
    day = Day.of("2025-09")
    assert Day.of(day) is day
    assert Day.of(date(2025, 9, 3)) == Day(date(2025, 9, 3), date(2025, 9, 3))


@pytest.mark.parametrize(("text", "exact"), [("2025-09-03", True), ("2025-09", False)])
def test_only_a_day_known_to_the_day_is_exact(text, exact):
    assert Day.of(text).exact is exact


def test_a_school_year_runs_from_september_to_august():
    assert school_year(2025) == Day.of("2025-2026")


@pytest.mark.parametrize(
    ("day", "last"), [("2024-02-10", 29), ("2025-02-28", 28), ("2025-12-01", 31)]
)
def test_the_end_of_a_month(day, last):
    asked = date.fromisoformat(day)
    assert end_of_month(asked) == asked.replace(day=last)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2025-09-03", 3, "2025-12-03"),
        ("2025-10-03", 3, "2026-01-03"),
        ("2025-12-31", 12, "2026-12-31"),
        ("2025-12-03", 0, "2025-12-03"),
    ],
)
def test_months_later_keep_the_day_or_the_end_of_a_shorter_month(day, months, later):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2010-11-02", "2025-11-01", 14),
        ("2010-11-02", "2025-11-02", 15),
        ("2010-11-02", "2025-12-01", 15),
        ("2010-11-20", "2025-12-01", 15),
        ("2012-02-29", "2027-02-28", 14),
        ("2012-02-29", "2027-03-01", 15),
        ("2012-02-29", "2028-02-29", 16),
    ],
)
def test_age_is_completed_years(born, day, age):
    assert completed_years(date.fromisoformat(born), date.fromisoformat(day)) == age


@pytest.mark.parametrize(
    ("born", "day", "ages"),
    [
        ("2010", "2025-06-01", (14, 15)),
        ("2010", "2025-12-31", (15, 15)),
        ("2010", "2025-12-30", (14, 15)),
        ("2010-06", "2025-05-31", (14, 14)),
        ("2010-06", "2025-06-01", (14, 15)),
    ],
)
def test_an_uncertain_birth_gives_the_ages_it_may_be(born, day, ages):
    assert ages_on(Day.of(born), date.fromisoformat(day)) == ages


@pytest.mark.parametrize(
    ("born", "years", "day"),
    [
        ("2010-11-02", 15, "2025-11-02"),
        ("2012-02-29", 15, "2027-03-01"),
        ("2012-02-29", 16, "2028-02-29"),
        ("2012-02-28", 15, "2027-02-28"),
        ("2012-03-29", 15, "2027-03-29"),
    ],
)
def test_the_birthday_on_which_an_age_is_reached(born, years, day):
    assert birthday(date.fromisoformat(born), years) == date.fromisoformat(day)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_an_age_is_reached_on_the_birthday_and_not_the_day_before(born, years):
    reached = birthday(born, years)
    assert completed_years(born, reached) == years
    assert completed_years(born, reached - timedelta(days=1)) == years - 1
