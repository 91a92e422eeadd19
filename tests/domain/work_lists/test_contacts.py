"""The child is seen, and the case looked at again, as often as the risk asks."""

import pytest
from tests.domain.given import CLOSED, WITH_A_CASE, told
from tests.domain.work_lists.lists import due, told_late

from casemgmt.domain.enrolment.assessment import AssessRisk, ReviewCase
from casemgmt.domain.enrolment.case_commands import ReopenCase
from casemgmt.domain.enrolment.follow_up import PlanVisit, RecordFollowUp

SEEN = RecordFollowUp(kind="call", seen_child=True)
NOT_THERE = RecordFollowUp(kind="home-visit", seen_child=False)
REOPENED = told("2025-11-10", ReopenCase(reason="returned"))
PLANNED = told("2025-10-20", PlanVisit(kind="home-visit"))


@pytest.mark.parametrize(
    ("level", "by"),
    [("high", "2025-09-10"), ("medium", "2025-09-17"), ("low", "2025-10-03")],
)
def test_a_child_is_seen_again_sooner_where_the_risk_is_greater(level, by):
    risk = told("2025-09-03", AssessRisk(level=level))

    assert told_late("follow-up", "2025-10-04", WITH_A_CASE, risk)[0][0] == by
    assert told_late("follow-up", by, WITH_A_CASE, risk) == [(by, 0)]


def test_the_risk_of_a_review_counts_and_without_any_the_shortest_limit_protects():
    low = told("2025-09-04", AssessRisk(level="low"))
    high = told("2025-09-08", ReviewCase(risk="high"))

    assert told_late("follow-up", "2025-09-11", WITH_A_CASE) == [("2025-09-10", 1)]
    assert told_late("follow-up", "2025-09-11", WITH_A_CASE, low, high) == [
        ("2025-09-10", 1)
    ]


def test_only_seeing_the_child_starts_the_clock_anew():
    seen, attempt = told("2025-09-09", SEEN), told("2025-09-14", NOT_THERE)

    found = told_late("follow-up", "2025-09-17", WITH_A_CASE, seen, attempt)

    assert found == [("2025-09-16", 1)]


def test_having_been_seen_in_the_case_before_does_not_count_in_the_next():
    seen = told("2025-10-30", SEEN)

    found = told_late("follow-up", "2025-11-18", WITH_A_CASE, seen, CLOSED, REOPENED)

    assert found == [("2025-11-17", 1)]


def test_a_planned_visit_is_due_on_its_day_and_not_before():
    assert due("planned-visit", "2025-10-19", WITH_A_CASE, PLANNED) == []
    (visit,) = due("planned-visit", "2025-10-21", WITH_A_CASE, PLANNED)

    assert (str(visit.due), visit.overdue_days) == ("2025-10-20", 1)
    assert visit.about == "home-visit"


@pytest.mark.parametrize(
    ("made", "left"),
    [
        (told("2025-10-19", NOT_THERE), 1),
        (told("2025-10-20", SEEN), 1),
        (told("2025-10-20", NOT_THERE), 0),
        (told("2025-10-25", NOT_THERE), 0),
    ],
    ids=["the day before", "of another kind", "tried on the day", "tried later"],
)
def test_a_planned_visit_is_settled_by_one_of_its_kind_that_day_or_later(made, left):
    found = due("planned-visit", "2025-11-01", WITH_A_CASE, PLANNED, made)

    assert len(found) == left


def test_a_visit_planned_twice_for_one_day_is_one_and_for_two_days_are_two():
    again, later = (
        told(on, PlanVisit(kind="home-visit")) for on in ("2025-10-20", "2025-10-27")
    )

    found = told_late("planned-visit", "2025-10-27", WITH_A_CASE, PLANNED, again, later)

    assert found == [("2025-10-20", 7), ("2025-10-27", 0)]


def test_a_visit_planned_in_the_case_before_is_not_asked_for_in_the_next():
    assert due("planned-visit", "2025-12-01", WITH_A_CASE, PLANNED, CLOSED, REOPENED) == []


def test_looking_ahead_shows_the_visits_to_come():
    assert told_late("planned-visit", "2025-10-13", WITH_A_CASE, PLANNED, ahead=6) == []
    (visit,) = due("planned-visit", "2025-10-13", WITH_A_CASE, PLANNED, ahead=7)
    assert (str(visit.due), visit.overdue_days) == ("2025-10-20", 0)
    assert visit.about == "home-visit"


def test_a_case_is_reviewed_within_three_months_of_its_start_or_of_the_last_review():
    reviewed = told("2025-11-30", ReviewCase())

    assert told_late("review", "2025-12-04", WITH_A_CASE) == [("2025-12-03", 1)]
    assert due("review", "2025-12-02", WITH_A_CASE) == []
    assert told_late("review", "2026-03-01", WITH_A_CASE, reviewed) == [("2026-02-28", 1)]


def test_a_review_agreed_on_for_an_earlier_day_is_due_that_day_and_a_later_one_is_not():
    sooner = told("2025-10-01", ReviewCase(next_review_on="2025-10-15"))
    later = told("2025-10-01", ReviewCase(next_review_on="2026-06-01"))

    assert told_late("review", "2025-10-15", WITH_A_CASE, sooner) == [("2025-10-15", 0)]
    assert told_late("review", "2026-01-02", WITH_A_CASE, later) == [("2026-01-01", 1)]


def test_what_is_told_of_the_first_day_of_the_case_is_of_the_case():
    that_day = told("2025-09-03", PlanVisit(kind="office"))
    agreed = told("2025-09-03", ReviewCase(next_review_on="2025-09-20"))

    assert due("planned-visit", "2025-09-04", WITH_A_CASE, that_day)
    assert told_late("review", "2025-09-21", WITH_A_CASE, agreed) == [("2025-09-20", 1)]


def test_a_visit_to_come_is_not_asked_for_in_a_closed_case():
    later = told("2025-11-05", PlanVisit(kind="office"))

    assert due("planned-visit", "2025-11-01", WITH_A_CASE, CLOSED, later, ahead=10) == []
