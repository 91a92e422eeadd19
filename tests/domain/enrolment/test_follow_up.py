"""Attempts are the follow-ups of one case since the child was last seen in it."""

from datetime import date

from tests.domain.given import CLOSED, WITH_A_CASE, asked, journey, told

from casemgmt.domain.enrolment.case_commands import ReopenCase
from casemgmt.domain.enrolment.follow_up import (
    PlanVisit,
    RecordFollowUp,
    RecordService,
)

NOT_THERE = RecordFollowUp(kind="home-visit", seen_child=False, findings="door closed")
THERE = RecordFollowUp(kind="call", seen_child=True)
FIRST, SECOND = told("2025-09-10", NOT_THERE), told("2025-09-20", NOT_THERE)


def test_attempts_are_kept_in_the_order_of_their_days():
    salma = journey(WITH_A_CASE, SECOND, FIRST).follow_up

    assert salma.attempts_in(1) == (date(2025, 9, 10), date(2025, 9, 20))


def test_seeing_the_child_ends_the_attempts():
    seen = told("2025-09-15", THERE)

    salma = journey(WITH_A_CASE, FIRST, seen, SECOND).follow_up

    assert salma.attempts_in(1) == (date(2025, 9, 20),)


def test_each_case_has_its_own_attempts():
    reopened = told("2025-11-10", ReopenCase(reason="returned"))
    third = told("2025-11-20", NOT_THERE)

    salma = journey(WITH_A_CASE, FIRST, CLOSED, reopened, third).follow_up

    assert salma.attempts_in(1) == (date(2025, 9, 10),)
    assert salma.attempts_in(2) == (date(2025, 11, 20),)


def test_what_was_told_before_the_case_is_no_attempt_of_it():
    before = told("2025-09-01", NOT_THERE)

    salma = journey(before, WITH_A_CASE).follow_up

    assert salma.attempts_in(1) == ()


def test_a_visit_that_is_planned_is_no_attempt():
    planned = told("2026-01-10", PlanVisit(kind="home-visit"))
    served = told("2025-09-10", RecordService(service="tutoring"))

    salma = journey(WITH_A_CASE, planned, served).follow_up

    assert salma.attempts_in(1) == ()
    assert salma.still_planned() == (("home-visit", date(2026, 1, 10)),)


def test_a_follow_up_is_recorded_whether_or_not_a_case_is_open():
    assert asked(journey(), NOT_THERE, on="2025-09-10") == NOT_THERE.happened()


def test_a_visit_that_was_made_is_no_longer_planned_whoever_was_there():
    called = told("2025-09-10", PlanVisit(kind="call"))
    gone = told("2025-09-12", PlanVisit(kind="home-visit"))

    def planned(*made):
        return journey(WITH_A_CASE, called, gone, *made).follow_up.still_planned()

    visit = ("home-visit", date(2025, 9, 12))
    assert planned(told("2025-09-10", THERE)) == (visit,)
    assert planned(told("2025-09-09", THERE)) == (("call", date(2025, 9, 10)), visit)
    assert planned(told("2025-09-11", THERE), told("2025-09-12", NOT_THERE)) == ()
