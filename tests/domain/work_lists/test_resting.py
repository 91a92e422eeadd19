"""While a case rests its clocks stand still, and nobody is late."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.given import WITH_A_CASE, told
from tests.domain.work_lists.lists import due, told_late

from casemgmt.domain.enrolment.case_commands import ResumeCase, SuspendCase
from casemgmt.domain.enrolment.transfer import RequestTransfer
from casemgmt.domain.spells import Spell
from casemgmt.domain.work_lists.resting import ONE_DAY, Rest, stretches_of

FIRST_DAY = date(2025, 1, 1)
DAYS = st.integers(0, 60).map(lambda n: FIRST_DAY + timedelta(days=n))
PAUSES = st.lists(st.builds(Spell, st.just(""), DAYS, DAYS), max_size=5)
CLOCKS = "assessment", "plan-approval", "follow-up", "review"
UNTIL_14 = told("2025-09-05", SuspendCase(reason="harvest", until="2025-09-14"))


def days_of(pauses: list[Spell]) -> set[date]:
    every = (FIRST_DAY + timedelta(days=n) for n in range(200))
    return {day for day in every if any(p.covers(day) for p in pauses)}


@given(PAUSES, DAYS, st.integers(0, 40))
def test_a_clock_runs_on_the_days_on_which_the_case_does_not_rest(pauses, start, limit):
    rests, day, left = days_of(pauses), start, limit
    while left:
        day += ONE_DAY
        left -= day not in rests

    rest = Rest(stretches_of(pauses))

    assert rest.moved(start, start + timedelta(days=limit)) == day


@given(PAUSES, DAYS, DAYS)
def test_days_of_rest_are_counted_once_however_often_it_was_suspended(pauses, one, other):
    counted = Rest(stretches_of(pauses)).days_in(one, other)

    assert counted == len([d for d in days_of(pauses) if one < d <= other])


@given(PAUSES)
def test_stretches_stand_in_order_and_none_touches_another(pauses):
    stretches = stretches_of(pauses)

    assert all(first <= last for first, last in stretches)
    for (_, last), (first, _) in pairwise(stretches):
        assert first > last + ONE_DAY


def test_a_single_day_is_a_stretch_and_stretches_that_meet_are_one():
    def pause(first, last):
        return Spell("", date(2025, 1, first), date(2025, 1, last))

    assert stretches_of([pause(5, 5)]) == ((date(2025, 1, 5), date(2025, 1, 5)),)
    meeting = stretches_of([pause(5, 7), pause(8, 9), pause(11, 12)])
    assert [(a.day, b.day) for a, b in meeting] == [(5, 9), (11, 12)]


def test_a_rest_that_was_over_when_the_clock_began_moves_nothing():
    rest = Rest(((date(2025, 1, 1), date(2025, 1, 10)),))

    due_on = date(2025, 1, 20)
    assert rest.moved(date(2025, 1, 10), due_on) == due_on
    assert rest.moved(date(2025, 1, 12), due_on) == due_on
    assert rest.moved(date(2025, 1, 9), due_on) == date(2025, 1, 21)


def test_while_the_case_rests_none_of_its_clocks_is_due():
    suspended = told("2025-09-05", SuspendCase(reason="harvest"))

    for what in CLOCKS:
        assert due(what, "2026-09-01", WITH_A_CASE, suspended) == []


def test_the_clock_that_was_running_runs_out_so_many_days_later():
    assert told_late("follow-up", "2025-09-21", WITH_A_CASE, UNTIL_14) == [
        ("2025-09-20", 1)
    ]
    assert told_late("plan-approval", "2025-10-05", WITH_A_CASE, UNTIL_14) == [
        ("2025-10-04", 1)
    ]


def test_a_family_that_comes_back_earlier_is_asked_for_from_that_day():
    back = told("2025-09-08", ResumeCase(reason="back"))

    found = told_late("follow-up", "2025-09-14", WITH_A_CASE, UNTIL_14, back)

    assert found == [("2025-09-13", 1)]


def test_days_on_which_the_case_rested_are_not_counted_late():
    suspended = told("2025-09-15", SuspendCase(reason="harvest", until="2025-09-24"))
    asked = told("2025-09-12", RequestTransfer(to_centre="hay-hassani"))

    story = WITH_A_CASE, suspended, asked

    assert told_late("follow-up", "2025-09-26", *story) == [("2025-09-10", 6)]
    assert told_late("transfer", "2025-09-20", *story) == [("2025-09-12", 2)]


def test_a_clock_that_would_run_out_on_a_day_of_rest_runs_out_after_it():
    away = told("2025-09-10", SuspendCase(reason="harvest", until="2025-09-12"))

    assert told_late("follow-up", "2025-09-13", WITH_A_CASE, away) == [("2025-09-13", 0)]
