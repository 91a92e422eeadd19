"""A closure is requested for a reason that holds, and answered by another person."""

import pytest
from tests.domain.given import (
    CLOSED,
    REGISTERED,
    WITH_A_CASE,
    asked,
    beside,
    journey,
    told,
    with_policy,
)

from casemgmt.domain.enrolment.case_commands import ReassignCase, ReopenCase
from casemgmt.domain.enrolment.case_events import ClosureApproved, ClosureRefused
from casemgmt.domain.enrolment.closure import ApproveClosure, RefuseClosure, RequestClosure
from casemgmt.domain.enrolment.follow_up import RecordFollowUp
from casemgmt.domain.enrolment.plan import (
    ApprovePlan,
    Goal,
    MeetGoal,
    ProposePlan,
    WaiveGoal,
)
from casemgmt.domain.enrolment.transfer import RejectTransfer, RequestTransfer
from casemgmt.domain.policy import Policy
from casemgmt.domain.protection.work import ObserveWork
from casemgmt.domain.rules import Rule

MOVED = RequestClosure(reason="moved-away")
MET = RequestClosure(reason="goals-met")
LOST = RequestClosure(reason="lost-to-follow-up")
REQUESTED = told("2025-10-01", MOVED)
NOT_THERE = RecordFollowUp(kind="home-visit", seen_child=False)
NO_ANSWER = RecordFollowUp(kind="call", seen_child=False)
THERE = RecordFollowUp(kind="school", seen_child=True)


def at_work(hours):
    return ObserveWork(economic_hours=hours, chores_hours=0, hazardous="no")


def goal(name):
    return Goal(goal=name, area="education", measure="attends", due="2025-12-31")


PLANNED = (
    *told("2025-09-05", ProposePlan(plan="P1", goals=[goal("school"), goal("health")])),
    *told("2025-09-06", ApprovePlan(plan="P1"), by="nadia"),
)


def test_a_closure_is_requested_while_the_case_is_open():
    assert asked(journey(WITH_A_CASE), MOVED, on="2025-10-01") == MOVED.happened()
    assert asked(journey(WITH_A_CASE, CLOSED), MOVED, on="2025-11-01") is Rule.CASE_OPEN


def test_refuses_a_closure_while_a_transfer_waits():
    transfer = told("2025-09-20", RequestTransfer(to_centre="hay-hassani"))
    rejected = told("2025-09-22", RejectTransfer())

    waiting = journey(WITH_A_CASE, transfer)
    answered = journey(WITH_A_CASE, transfer, rejected)

    assert asked(waiting, MOVED, on="2025-10-01") is Rule.CLOSURE_WAITS_FOR_TRANSFER
    assert asked(answered, MOVED, on="2025-10-01") == MOVED.happened()


def test_goals_met_means_every_goal_met_or_waived():
    met = told("2025-09-20", MeetGoal(plan="P1", goal="school"))
    waived = told("2025-09-20", WaiveGoal(plan="P1", goal="health"))

    half_way = journey(WITH_A_CASE, PLANNED, met)
    there = journey(WITH_A_CASE, PLANNED, met, waived)

    assert asked(half_way, MET, on="2025-10-01") is Rule.GOALS_MET_MEANS_MET
    assert asked(there, MET, on="2025-10-01") == MET.happened()


def test_goals_met_passes_without_an_approved_plan():
    proposed_only = journey(WITH_A_CASE, PLANNED[:1])

    assert asked(proposed_only, MET, on="2025-10-01") == MET.happened()


def test_the_plans_of_an_earlier_case_are_not_asked_again():
    reopened = told("2025-11-10", ReopenCase(reason="returned"))
    salma = journey(WITH_A_CASE, PLANNED, CLOSED, reopened)

    assert asked(salma, MET, on="2025-12-01") == MET.happened()


def test_goals_are_not_met_while_the_last_look_shows_economic_hours():
    at_school = told("2025-09-20", at_work(0))
    back_at_work = told("2025-09-25", at_work(1))

    free = journey(WITH_A_CASE, at_school)
    working = journey(WITH_A_CASE, at_school, back_at_work)

    assert asked(free, MET, on="2025-10-01") == MET.happened()
    assert asked(working, MET, on="2025-10-01") is Rule.GOALS_MET_NOT_AT_WORK
    assert asked(working, MOVED, on="2025-10-01") == MOVED.happened()


def test_work_seen_under_another_record_of_the_person_counts():
    working = told("2025-09-25", at_work(10))

    salma = beside(journey(WITH_A_CASE), WITH_A_CASE, working)

    assert asked(salma, MET, on="2025-10-01") is Rule.GOALS_MET_NOT_AT_WORK


def test_a_child_is_lost_after_three_attempts_over_thirty_days():
    first = told("2025-09-10", NOT_THERE)
    second = told("2025-09-20", NO_ANSWER)

    soon = journey(WITH_A_CASE, first, second, told("2025-10-09", NOT_THERE))
    later = journey(WITH_A_CASE, first, second, told("2025-10-10", NOT_THERE))

    assert asked(soon, LOST, on="2025-10-10") is Rule.LOST_AFTER_ATTEMPTS
    assert asked(later, LOST, on="2025-10-10") == LOST.happened()


def test_two_attempts_are_not_enough_however_far_apart():
    twice = told("2025-09-10", NOT_THERE), told("2025-10-30", NOT_THERE)
    salma = journey(WITH_A_CASE, *twice)
    patient = with_policy(lost_to_follow_up__attempts=2)

    assert asked(salma, LOST, on="2025-10-30") is Rule.LOST_AFTER_ATTEMPTS
    assert asked(salma, LOST, on="2025-10-30", policy=patient) == LOST.happened()


def test_attempts_count_from_when_the_child_was_last_seen():
    before = told("2025-09-10", NOT_THERE, NOT_THERE)
    seen = told("2025-10-20", THERE)
    after = told("2025-11-20", NOT_THERE)

    salma = journey(WITH_A_CASE, before, seen, after)

    assert asked(salma, LOST, on="2025-11-20") is Rule.LOST_AFTER_ATTEMPTS


def test_a_case_is_closed_by_another_than_the_caseworker():
    salma = journey(WITH_A_CASE, REQUESTED)

    by_amina = asked(salma, ApproveClosure(), on="2025-10-02", by="amina")
    by_nadia = asked(salma, ApproveClosure(), on="2025-10-02", by="nadia")

    assert by_amina is Rule.OTHER_APPROVES_CLOSURE
    assert by_nadia == (ClosureApproved(),)


def test_a_closure_is_refused_by_another_than_the_caseworker():
    salma = journey(WITH_A_CASE, REQUESTED)

    by_amina = asked(salma, RefuseClosure(), on="2025-10-02", by="amina")
    by_nadia = asked(salma, RefuseClosure(), on="2025-10-02", by="nadia")

    assert by_amina is Rule.OTHER_APPROVES_CLOSURE
    assert by_nadia == (ClosureRefused(),)


def test_whoever_requested_a_closure_may_approve_it_if_the_case_is_not_theirs():
    moved = told("2025-10-02", ReassignCase(caseworker="karim", reason="leave"))

    salma = journey(WITH_A_CASE, REQUESTED, moved)

    assert asked(salma, ApproveClosure(), on="2025-10-03", by="amina") == (
        ClosureApproved(),
    )


@pytest.mark.parametrize("answer", [ApproveClosure(), RefuseClosure()])
def test_refuses_to_answer_a_closure_nobody_requested(answer):
    reopened = told("2025-11-10", ReopenCase(reason="returned"))

    never = journey(WITH_A_CASE)
    not_since_reopening = journey(WITH_A_CASE, CLOSED, reopened)
    no_case = journey(REGISTERED)

    for salma in (never, not_since_reopening, no_case):
        answered = asked(salma, answer, on="2025-11-12", by="nadia")
        assert answered is Rule.CLOSURE_ASKED_FIRST


def test_a_refused_closure_is_requested_again_before_it_is_approved():
    refused = told("2025-10-02", RefuseClosure(), by="nadia")
    again = told("2025-10-05", MOVED)

    before = journey(WITH_A_CASE, REQUESTED, refused)
    after = journey(WITH_A_CASE, REQUESTED, refused, again)

    approve = ApproveClosure()
    assert asked(before, approve, on="2025-10-06", by="nadia") is Rule.CLOSURE_ASKED_FIRST
    assert asked(after, approve, on="2025-10-06", by="nadia") == (ClosureApproved(),)


def test_a_closed_case_is_already_closed():
    salma = journey(WITH_A_CASE, CLOSED)

    approved_again = asked(salma, ApproveClosure(), on="2025-11-02", by="nadia")
    refused_too_late = asked(salma, RefuseClosure(), on="2025-11-02", by="nadia")

    assert approved_again == ()
    assert refused_too_late is Rule.CLOSURE_ASKED_FIRST


def test_where_the_policy_asks_for_nothing_one_attempt_is_enough():
    once = journey(WITH_A_CASE, told("2025-10-01", NOT_THERE))
    silent = Policy("none", "1", {})

    assert asked(once, LOST, on="2025-10-01", policy=silent) == LOST.happened()
    never = journey(WITH_A_CASE)
    assert asked(never, LOST, on="2025-10-01", policy=silent) is Rule.LOST_AFTER_ATTEMPTS
