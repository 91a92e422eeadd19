"""The first assessment and the plan are due by the clock of the episode."""

import pytest
from tests.domain.given import (
    CLOSED,
    CONSENTED,
    OPENED,
    REGISTER,
    WITH_A_CASE,
    told,
    with_policy,
)
from tests.domain.work_lists.lists import due, told_late

from casemgmt.domain.enrolment.assessment import AssessRisk, CompleteAssessment
from casemgmt.domain.enrolment.case_commands import ReopenCase
from casemgmt.domain.enrolment.identification import IdentifyChild
from casemgmt.domain.enrolment.plan import ApprovePlan, Goal, ProposePlan, RejectPlan
from casemgmt.domain.policy import Policy

WHOLE = {"educational": {}, "psychological": {}, "social": {}}
ASSESSED = CompleteAssessment(domains=WHOLE)
IDENTIFIED = told("2025-08-20", IdentifyChild(source="outreach", concerns=["child-labour"]))
REOPENED = told("2025-11-10", ReopenCase(reason="returned"))
GOAL = Goal(goal="school", area="education", measure="seen", due="2026-06-30")
P1, P2 = (ProposePlan(plan=name, goals=[GOAL]) for name in ("P1", "P2"))
PROPOSED, APPROVED = told("2025-09-10", P1), told("2025-09-12", ApprovePlan(plan="P1"))


@pytest.mark.parametrize(
    ("level", "by"),
    [("high", "2025-09-04"), ("medium", "2025-09-06"), ("low", "2025-09-10")],
)
def test_the_first_assessment_is_due_sooner_where_the_risk_is_greater(level, by):
    risk = told("2025-09-03", AssessRisk(level=level))

    assert told_late("assessment", by, WITH_A_CASE, risk) == [(by, 0)]
    assert told_late("assessment", "2025-10-01", WITH_A_CASE, risk)[0][0] == by


def test_without_a_known_risk_the_shortest_limit_protects():
    assert told_late("assessment", "2025-09-05", WITH_A_CASE) == [("2025-09-04", 1)]


def test_the_risk_is_the_first_since_the_clock_began_and_before_that_the_last():
    before = told("2025-09-01", AssessRisk(level="high"))
    low = told("2025-09-04", AssessRisk(level="low"))
    high = told("2025-09-05", AssessRisk(level="high"))

    assert told_late("assessment", "2025-09-04", WITH_A_CASE, before) == [("2025-09-04", 0)]
    assert told_late("assessment", "2025-09-09", WITH_A_CASE, before, low, high) == []


def test_a_complete_assessment_since_the_clock_began_is_enough():
    early, on_the_day = told("2025-09-02", ASSESSED), told("2025-09-03", ASSESSED)

    assert due("assessment", "2025-09-10", WITH_A_CASE, early)
    assert not due("assessment", "2025-09-10", WITH_A_CASE, on_the_day)


def test_where_the_policy_names_no_limit_it_is_due_at_once():
    silent = Policy("none", "1", {})

    found = told_late("assessment", "2025-09-04", WITH_A_CASE, policy=silent)
    assert found == [("2025-09-03", 1)]


def test_the_clock_begins_with_the_registration_and_without_one_with_the_case():
    registered = told("2025-08-25", REGISTER)

    after_it = told_late("assessment", "2025-09-03", registered, CONSENTED, OPENED)
    assert after_it == [("2025-08-26", 8)]
    assert told_late("assessment", "2025-09-05", OPENED) == [("2025-09-04", 1)]


def test_the_clock_may_begin_with_the_identification():
    policy = with_policy(clock_start="identification")

    found = told_late("assessment", "2025-09-03", IDENTIFIED, WITH_A_CASE, policy=policy)

    assert found == [("2025-08-21", 13)]
    assert due("assessment", "2025-09-03", IDENTIFIED, WITH_A_CASE) == []


def test_a_child_who_comes_back_is_assessed_and_planned_for_anew():
    before = WITH_A_CASE, told("2025-09-04", ASSESSED), PROPOSED, APPROVED, CLOSED

    assert due("assessment", "2025-11-09", *before) == []
    assert told_late("assessment", "2025-11-11", *before, REOPENED) == [("2025-11-11", 0)]
    assert told_late("plan-approval", "2025-12-02", *before, REOPENED) == [
        ("2025-12-01", 1)
    ]


def test_a_plan_is_to_be_approved_within_its_days_and_the_plan_that_waits_is_named():
    (waiting,) = due("plan-approval", "2025-09-24", WITH_A_CASE, PROPOSED)

    assert (str(waiting.due), waiting.overdue_days) == ("2025-09-24", 0)
    assert waiting.about == "P1"
    assert due("plan-approval", "2025-09-23", WITH_A_CASE, PROPOSED) == []
    assert due("plan-approval", "2025-12-31", WITH_A_CASE, PROPOSED, APPROVED) == []


def test_a_later_plan_waits_from_the_day_it_was_proposed():
    second = told("2025-10-10", P2)
    story = WITH_A_CASE, PROPOSED, APPROVED, second

    (waiting,) = due("plan-approval", "2025-10-11", *story)
    rejected = told("2025-10-11", RejectPlan(plan="P2"))

    assert (str(waiting.due), waiting.overdue_days) == ("2025-10-10", 1)
    assert waiting.about == "P2"
    assert due("plan-approval", "2025-10-11", *story, rejected) == []


def test_a_plan_of_the_case_before_waits_no_longer():
    again = told("2025-11-12", P2), told("2025-11-13", ApprovePlan(plan="P2"))

    assert due("plan-approval", "2025-12-31", WITH_A_CASE, PROPOSED, CLOSED) == []
    assert (
        due("plan-approval", "2025-12-31", WITH_A_CASE, PROPOSED, CLOSED, REOPENED, *again)
        == []
    )


def test_an_approval_on_the_first_day_of_the_clock_is_one():
    at_once = told("2025-09-03", P1), told("2025-09-03", ApprovePlan(plan="P1"))

    assert due("plan-approval", "2025-12-31", WITH_A_CASE, *at_once) == []


def test_of_several_plans_before_the_first_approval_the_last_is_named():
    story = WITH_A_CASE, told("2025-09-12", P1), told("2025-09-10", P2)

    (waiting,) = due("plan-approval", "2025-10-01", *story)

    assert waiting.about == "P1"
