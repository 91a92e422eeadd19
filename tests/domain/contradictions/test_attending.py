"""A report of attendance against work seen, a dropout told, a place in another school."""

import pytest
from tests.domain.contradictions.people import (
    attending,
    contradictory,
    ids,
    person,
    place,
    working,
)
from tests.domain.given import told, with_policy

from casemgmt import commands as c
from casemgmt.domain.contradictions.attending import counted

NOVEMBER = ("2025-11-01", "2025-11-30")
MARCH = ("2026-03-01", "2026-03-31")
PRESENT = told("2025-12-02", attending(*NOVEMBER))
AT_WORK = told("2025-11-14", working(40))
DROPPED_OUT = told("2026-02-10", c.RecordDropout(last_day="2026-02-03"))
IN_MARCH = told("2026-04-02", attending(*MARCH, absent=2))


def back(on):
    return told(on, c.ReturnToSchool(school="al-massira", school_year="2025-2026"))


def test_of_two_reports_of_the_same_days_the_latest_counts_and_others_all_do():
    again = told("2025-12-09", attending(*NOVEMBER, absent=3))
    from_later = told("2025-12-10", attending("2025-11-02", NOVEMBER[1]))
    to_later = told("2025-12-11", attending(NOVEMBER[0], "2025-12-01"))

    those = counted(person(PRESENT, again, from_later, to_later))

    assert tuple(one.command_id for one in those) == ids(again, from_later, to_later)


def test_reports_known_to_the_month_are_of_the_same_days_when_both_end_with_it():
    whole_month = told("2025-12-09", attending("2025-11", "2025-11", absent=3))
    its_end = told("2025-12-10", attending("2025-11-30", "2025-11-30", possible=1))

    assert len(counted(person(whole_month, its_end))) == 1


def test_all_days_at_school_and_a_week_of_long_work_contradict_each_other():
    between = ids(AT_WORK, PRESENT)

    assert contradictory(PRESENT, AT_WORK) == [("at-school-and-at-work", between)]


@pytest.mark.parametrize(
    "report",
    [
        attending(*NOVEMBER, absent=1),
        attending(*NOVEMBER, with_leave=1),
        attending(*NOVEMBER, possible=0),
    ],
    ids=["away", "away with leave", "no day of school"],
)
def test_whoever_was_away_or_had_no_school_may_have_worked(report):
    assert contradictory(told("2025-12-02", report), AT_WORK) == []


def test_one_day_of_school_is_enough_to_have_missed_none():
    one_day = told("2025-12-02", attending(*NOVEMBER, possible=1))

    assert len(contradictory(one_day, AT_WORK)) == 1


@pytest.mark.parametrize(
    ("on", "shown"),
    [("2025-11-06", 0), ("2025-11-07", 1), ("2025-11-30", 1), ("2025-12-01", 0)],
)
def test_only_a_week_that_lies_wholly_in_the_days_reported_counts(on, shown):
    assert len(contradictory(PRESENT, told(on, working(40)))) == shown


def test_a_week_of_an_uncertain_day_or_a_report_of_uncertain_days_needs_every_reading():
    some_day = told("2025-11", working(40))
    uncertain = told("2025-12-02", attending("2025-11", "2025-11-30"))

    assert contradictory(PRESENT, some_day) == []
    assert contradictory(uncertain, AT_WORK) == []
    assert (
        contradictory(told("2025-12-02", attending(NOVEMBER[0], "2025-11")), AT_WORK) == []
    )
    assert (
        len(
            contradictory(
                told("2026-01-02", attending("2025-10-01", "2025-12-31")), some_day
            )
        )
        == 1
    )


def test_what_is_long_work_is_policy():
    twenty = told("2025-11-14", working(20))

    assert len(contradictory(PRESENT, twenty)) == 1
    more = with_policy(contradictions__work_hours=21)
    assert contradictory(PRESENT, twenty, policy=more) == []


def test_who_dropped_out_and_attends_later_without_a_way_back_is_shown():
    shown = [("attends-after-dropout", ids(DROPPED_OUT, IN_MARCH))]

    assert contradictory(DROPPED_OUT, IN_MARCH) == shown


@pytest.mark.parametrize(
    ("first", "absent", "with_leave", "shown"),
    [
        ("2026-02-03", 2, 0, 0),
        ("2026-02-04", 2, 0, 1),
        ("2026-03-01", 19, 0, 1),
        ("2026-03-01", 20, 0, 0),
        ("2026-03-01", 15, 5, 0),
        ("2026-02", 2, 0, 0),
    ],
)
def test_only_days_at_school_after_the_last_one_go_against_a_dropout(
    first, absent, with_leave, shown
):
    report = attending(first, MARCH[1], absent=absent, with_leave=with_leave)

    assert len(contradictory(DROPPED_OUT, told("2026-04-02", report))) == shown


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        ("2026-02-03", 0),
        ("2026-02-04", 0),
        ("2026-03-31", 0),
        ("2026-04-01", 1),
        ("2026-02-02", 1),
        ("2026", 0),
    ],
)
def test_a_way_back_counts_from_the_last_day_to_the_end_of_what_was_reported(on, shown):
    assert len(contradictory(DROPPED_OUT, back(on), IN_MARCH)) == shown


def test_on_the_last_day_itself_what_was_recorded_later_holds():
    went_back_first = back("2026-02-03")
    dropped_out = told("2026-02-10", c.RecordDropout(last_day="2026-02-03"))

    assert len(contradictory(went_back_first, dropped_out, IN_MARCH)) == 1


def test_a_place_taken_is_a_way_back_too():
    assert contradictory(DROPPED_OUT, told("2026-02-20", place()), IN_MARCH) == []


def test_each_dropout_goes_against_each_report():
    earlier = told("2025-12-20", c.RecordDropout(last_day="2025-12-12"))
    april = told("2026-05-02", attending("2026-04-01", "2026-04-30"))

    assert len(contradictory(earlier, DROPPED_OUT, IN_MARCH, april)) == 4


@pytest.mark.parametrize(
    ("on", "school", "year", "shown"),
    [
        ("2025-09-08", "ibn-khaldoun", "2025-2026", 1),
        ("2025-09-08", "al-massira", "2025-2026", 0),
        ("2025-09-08", "ibn-khaldoun", "2024-2025", 0),
        ("2025-09-09", "ibn-khaldoun", "2025-2026", 0),
        ("2025-09", "ibn-khaldoun", "2025-2026", 0),
    ],
)
def test_one_day_and_one_school_year_know_one_school(on, school, year, shown):
    taken, other = told("2025-09-08", place()), told(on, place(school, year))

    expected = [("two-school-places", ids(taken, other))] * shown
    assert contradictory(taken, other) == expected


def test_two_places_known_to_the_month_may_be_of_two_days():
    taken, other = told("2025-09", place()), told("2025-09", place("ibn-khaldoun"))

    assert contradictory(taken, other) == []
