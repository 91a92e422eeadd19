"""A plan is proposed with a goal, approved by another person, and settled goal by goal."""

import pytest
from tests.domain.given import CLOSED, REGISTERED, WITH_A_CASE, asked, journey, told

from casemgmt.domain.enrolment.case_commands import ReopenCase
from casemgmt.domain.enrolment.plan import (
    ApprovePlan,
    Goal,
    GoalMet,
    GoalWaived,
    MeetGoal,
    PlanApproved,
    PlanRejected,
    ProposePlan,
    RejectPlan,
    WaiveGoal,
)
from casemgmt.domain.rules import Rule

SCHOOL = Goal(goal="school", area="education", measure="attends", due="2025-12-31")
HEALTH = Goal(goal="health", area="health", measure="vaccinated", due="2025-12")
PROPOSE = ProposePlan(plan="P1", goals=[SCHOOL, HEALTH], services=["tutoring"])
APPROVE, REJECT = ApprovePlan(plan="P1"), RejectPlan(plan="P1")
MEET, WAIVE = MeetGoal(plan="P1", goal="school"), WaiveGoal(plan="P1", goal="school")
PROPOSED = told("2025-09-10", PROPOSE)
APPROVED = told("2025-09-12", APPROVE, by="nadia")
REJECTED = told("2025-09-12", REJECT, by="nadia")
REOPENED = told("2025-11-10", ReopenCase(reason="returned"))


def test_a_plan_is_proposed_with_a_goal():
    salma = journey(WITH_A_CASE)
    empty = ProposePlan(plan="P1", goals=[])

    assert asked(salma, PROPOSE, on="2025-09-10") == PROPOSE.happened()
    assert asked(salma, empty, on="2025-09-10") is Rule.PLAN_HAS_A_GOAL


@pytest.mark.parametrize("command", [PROPOSE, APPROVE, REJECT])
def test_refuses_what_belongs_to_a_plan_while_no_case_is_open(command):
    salma = journey(WITH_A_CASE, PROPOSED, CLOSED)

    assert asked(salma, command, on="2025-11-01", by="nadia") is Rule.CASE_OPEN


@pytest.mark.parametrize("answer", [APPROVE, REJECT])
def test_a_plan_is_answered_once_it_was_proposed(answer):
    before, after = journey(WITH_A_CASE), journey(WITH_A_CASE, PROPOSED)

    assert asked(before, answer, on="2025-09-12", by="nadia") is Rule.PLAN_PROPOSED_FIRST
    assert asked(after, answer, on="2025-09-12", by="nadia") == answer.happened()


@pytest.mark.parametrize("answer", [APPROVE, REJECT])
def test_refuses_the_answer_of_the_plans_author(answer):
    salma = journey(WITH_A_CASE, PROPOSED)

    assert asked(salma, answer, on="2025-09-12", by="amina") is Rule.OTHER_APPROVES_PLAN


def test_the_author_is_who_proposed_it_last():
    by_karim = told("2025-09-11", PROPOSE, by="karim")
    salma = journey(WITH_A_CASE, PROPOSED, by_karim)

    assert asked(salma, APPROVE, on="2025-09-12", by="karim") is Rule.OTHER_APPROVES_PLAN
    assert asked(salma, APPROVE, on="2025-09-12", by="amina") == APPROVE.happened()


def test_a_plan_is_approved_once():
    salma = journey(WITH_A_CASE, PROPOSED, APPROVED)

    assert asked(salma, APPROVE, on="2025-09-13", by="nadia") == ()
    assert asked(salma, REJECT, on="2025-09-13", by="nadia") == (PlanRejected(plan="P1"),)


def test_a_plan_is_rejected_once():
    salma = journey(WITH_A_CASE, PROPOSED, REJECTED)

    assert asked(salma, REJECT, on="2025-09-13", by="nadia") == ()
    assert asked(salma, APPROVE, on="2025-09-13", by="nadia") == (PlanApproved(plan="P1"),)


def test_a_plan_that_is_proposed_again_needs_approval_again():
    again = told("2025-09-20", PROPOSE)
    salma = journey(WITH_A_CASE, PROPOSED, APPROVED, again)

    assert asked(salma, MEET, on="2025-09-21") is Rule.GOAL_OF_AN_APPROVED_PLAN
    assert asked(salma, APPROVE, on="2025-09-21", by="nadia") == APPROVE.happened()


@pytest.mark.parametrize("command", [MEET, WAIVE])
def test_a_goal_is_settled_when_it_stands_in_an_approved_plan(command):
    approved = journey(WITH_A_CASE, PROPOSED, APPROVED)
    proposed = journey(WITH_A_CASE, PROPOSED)
    rejected = journey(WITH_A_CASE, PROPOSED, REJECTED)
    unplanned = journey(REGISTERED)

    assert asked(approved, command, on="2025-09-20") == command.happened()
    for salma in (proposed, rejected, unplanned):
        assert asked(salma, command, on="2025-09-20") is Rule.GOAL_OF_AN_APPROVED_PLAN


def test_refuses_to_meet_a_goal_that_is_not_in_the_plan():
    salma = journey(WITH_A_CASE, PROPOSED, APPROVED)
    other = MeetGoal(plan="P1", goal="driving-licence")

    assert asked(salma, other, on="2025-09-20") is Rule.GOAL_OF_AN_APPROVED_PLAN


def test_a_goal_is_met_once_and_may_still_be_waived():
    salma = journey(WITH_A_CASE, PROPOSED, APPROVED, told("2025-09-20", MEET))

    assert asked(salma, MEET, on="2025-09-21") == ()
    assert asked(salma, WAIVE, on="2025-09-21") == (GoalWaived(plan="P1", goal="school"),)


def test_a_goal_is_waived_once_and_may_still_be_met():
    salma = journey(WITH_A_CASE, PROPOSED, APPROVED, told("2025-09-20", WAIVE))

    assert asked(salma, WAIVE, on="2025-09-21") == ()
    assert asked(salma, MEET, on="2025-09-21") == (GoalMet(plan="P1", goal="school"),)


@pytest.mark.parametrize("command", [MEET, WAIVE])
def test_a_goal_may_be_settled_after_the_case_has_closed(command):
    salma = journey(WITH_A_CASE, PROPOSED, APPROVED, CLOSED)

    assert asked(salma, command, on="2025-12-01") == command.happened()


def test_every_goal_of_the_approved_plans_has_to_be_settled():
    met = told("2025-09-20", MEET)
    waived = told("2025-09-21", WaiveGoal(plan="P1", goal="health"))

    proposed = journey(WITH_A_CASE, PROPOSED).plan
    half_way = journey(WITH_A_CASE, PROPOSED, APPROVED, met).plan
    there = journey(WITH_A_CASE, PROPOSED, APPROVED, met, waived).plan

    assert proposed.all_settled(1)
    assert not half_way.all_settled(1)
    assert there.all_settled(1)


def test_a_plan_belongs_to_the_case_in_which_it_was_proposed_last():
    again = told("2025-11-11", PROPOSE)
    approved_again = told("2025-11-12", APPROVE, by="nadia")

    earlier = journey(WITH_A_CASE, PROPOSED, APPROVED, CLOSED, REOPENED).plan
    later = journey(
        WITH_A_CASE, PROPOSED, APPROVED, CLOSED, REOPENED, again, approved_again
    ).plan

    assert (earlier.all_settled(1), earlier.all_settled(2)) == (False, True)
    assert (later.all_settled(1), later.all_settled(2)) == (True, False)


def test_an_answer_to_a_plan_that_was_taken_back_changes_no_plan():
    assert journey(WITH_A_CASE, APPROVED).plan.plans == {}


def test_nothing_was_said_of_a_plan_that_was_never_proposed():
    assert journey().plan.standing_of("P1") is None


def test_plans_that_wait_stand_by_the_day_they_were_proposed_then_by_name():
    def proposed(on, *names):
        goal = Goal(goal="school", area="education", measure="seen", due="2026-06-30")
        return told(on, *(ProposePlan(plan=name, goals=[goal]) for name in names))

    state = journey(
        WITH_A_CASE, proposed("2025-09-20", "P3", "P2"), proposed("2025-09-21", "P1")
    )

    waiting = state.plan.waiting_in(1)
    assert [name for name, _ in waiting] == ["P2", "P3", "P1"]
