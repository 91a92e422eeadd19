"""Absence is an exact share of the days of school, and is read with the day's policy."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from tests.domain.given import POLICY, journey, told, with_policy

from casemgmt.domain.school_support.attendance import ReportAttendance

AUTUMN = (date(2025, 9, 1), date(2025, 12, 31))


def report(first, last, possible, absent, authorised=None, source="register"):
    reported = ReportAttendance(
        from_=first,
        to=last,
        days_possible=possible,
        days_absent=absent,
        days_absent_authorised=authorised,
        source=source,
    )
    return told("2026-01-05", reported)


def attendance(*reports):
    return journey(*reports).attendance


def test_of_two_reports_of_the_same_days_the_latest_counts_whatever_its_source():
    state = attendance(
        report("2025-09-08", "2025-09-30", 17, 9),
        report("2025-09-08", "2025-09-30", 17, 2, source="parents"),
    )

    assert (state.possible(*AUTUMN), state.away(*AUTUMN, "all")) == (17, 2)


def test_reports_that_overlap_all_count_and_stand_in_the_order_of_their_days():
    state = attendance(
        report("2025-10-01", "2025-10-31", 20, 1), report("2025-09-15", "2025-10-15", 20, 3)
    )

    assert [r.from_.first.month for r in state.reports] == [9, 10]
    assert (state.possible(*AUTUMN), state.away(*AUTUMN, "all")) == (40, 4)


def test_a_report_counts_whole_in_the_period_of_its_last_day():
    state = attendance(report("2025-08-25", "2025-09-05", 10, 2))

    assert state.possible(date(2025, 9, 5), date(2025, 9, 5)) == 10
    assert state.possible(date(2025, 8, 25), date(2025, 9, 4)) == 0


def test_the_share_away_without_leave_is_exact():
    state = attendance(report("2025-09-08", "2025-12-19", 30, 1, authorised=9))

    assert state.share_away(*AUTUMN, "unauthorised") == Fraction(1, 30)
    assert state.share_away(*AUTUMN, "all") == Fraction(1, 3)


def test_where_there_was_no_school_there_is_no_share():
    assert attendance().share_away(*AUTUMN, "unauthorised") is None
    assert (
        attendance(report("2025-10-01", "2025-10-31", 0, 0)).share_away(
            *AUTUMN, "unauthorised"
        )
        is None
    )


@pytest.mark.parametrize(
    ("possible", "absent", "reading"),
    [
        (100, 10, "chronic"),
        (1000, 99, "warning"),
        (100, 5, "warning"),
        (20_000, 999, "regular"),
        (20, 2, "chronic"),
        (19, 19, "too-few-days"),
        (0, 0, None),
    ],
)
def test_exactly_ten_percent_is_chronic_and_exactly_five_a_warning(
    possible, absent, reading
):
    state = attendance(report("2025-09-08", "2025-12-19", possible, absent))

    assert state.reading(*AUTUMN, POLICY) == reading


def test_absence_with_leave_counts_where_the_policy_says_all():
    state = attendance(report("2025-09-08", "2025-12-19", 100, 4, authorised=6))

    assert state.reading(*AUTUMN, POLICY) == "chronic"
    without_leave = with_policy(absence__counts="unauthorised")
    assert state.reading(*AUTUMN, without_leave) == "regular"


def test_all_absence_counts_where_the_policy_says_nothing_of_it():
    state = attendance(report("2025-09-08", "2025-12-19", 100, 4, authorised=6))
    thresholds = {k: v for k, v in POLICY.thresholds.items() if k != "absence.counts"}

    assert state.reading(*AUTUMN, evolve(POLICY, thresholds=thresholds)) == "chronic"


def test_a_limit_with_decimals_is_as_exact_as_the_share():
    state = attendance(report("2025-09-08", "2025-12-19", 40, 3))

    at = with_policy(absence__chronic_percent=Decimal("7.5"))
    above = with_policy(absence__chronic_percent=Decimal("7.51"))

    assert state.reading(*AUTUMN, at) == "chronic"
    assert state.reading(*AUTUMN, above) == "warning"
