"""What may be asked of a case, and what is already so."""

import pytest
from tests.domain.given import (
    CLOSED,
    CONSENTED,
    OPEN,
    REGISTER,
    REGISTERED,
    WITH_A_CASE,
    asked,
    beside,
    journey,
    told,
    with_policy,
)

from casemgmt.domain.enrolment.case_commands import (
    JoinProgramme,
    LeaveProgramme,
    OpenCase,
    ReassignCase,
    ReopenCase,
    ResumeCase,
    SuspendCase,
)
from casemgmt.domain.enrolment.case_events import (
    CaseOpened,
    CaseReassigned,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    Override,
    ProgrammeJoined,
    ProgrammeLeft,
)
from casemgmt.domain.enrolment.consent import GiveConsent, WithdrawConsent
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule

SUPERVISED = Override(ground="vital-interest", supervisor="nadia")
REOPEN = ReopenCase(reason="returned")
TRAVELS = SuspendCase(reason="travel", until="2025-09-20")
BACK = ResumeCase(reason="back")


def test_a_registered_child_with_consent_is_taken_into_care():
    salma = journey(REGISTERED, CONSENTED)

    (opened,) = asked(salma, OPEN, on="2025-09-03")

    assert opened == CaseOpened(
        centre="mediouna", caseworker="amina", programmes=("education",)
    )


def test_refuses_to_open_a_case_of_a_child_who_is_not_registered():
    unknown = journey(CONSENTED)

    assert asked(unknown, OPEN, on="2025-09-03") is Rule.REGISTERED_FIRST


def test_refuses_to_open_a_case_before_the_day_of_registration():
    salma = journey(told("2025-09-04", REGISTER), CONSENTED, as_of="2025-09-03")

    assert asked(salma, OPEN, on="2025-09-03") is Rule.REGISTERED_FIRST
    assert asked(salma, OPEN, on="2025-09-04") == OPEN.happened()


def test_refuses_to_open_a_case_without_consent_to_services():
    salma = journey(REGISTERED)

    assert asked(salma, OPEN, on="2025-09-03") is Rule.CONSENT_TO_SERVICES


def test_consent_to_something_else_is_not_consent_to_services():
    consent = told("2025-09-03", GiveConsent(purposes=["reporting"], given_by="guardian"))

    salma = journey(REGISTERED, consent)

    assert asked(salma, OPEN, on="2025-09-03") is Rule.CONSENT_TO_SERVICES


def test_a_supervisor_may_answer_for_a_case_without_consent():
    salma = journey(REGISTERED)
    urgent = OpenCase(
        centre="mediouna", caseworker="amina", programmes=[], override=SUPERVISED
    )

    assert asked(salma, urgent, on="2025-09-03") == urgent.happened()


def test_consent_said_of_another_record_of_the_person_counts():
    salma = beside(journey(REGISTERED), REGISTERED, CONSENTED)

    assert asked(salma, OPEN, on="2025-09-03") == OPEN.happened()


def test_a_guardians_consent_ends_after_the_days_of_grace_at_18():
    salma = journey(REGISTERED, CONSENTED)  # 18 on 14 March 2031

    assert asked(salma, OPEN, on="2031-04-13") == OPEN.happened()
    assert asked(salma, OPEN, on="2031-04-14") is Rule.CONSENT_TO_SERVICES


def test_the_days_of_grace_are_those_of_the_policy():
    salma = journey(REGISTERED, CONSENTED)
    none = with_policy(consent__grace_days_at_18=0)

    assert asked(salma, OPEN, on="2031-03-14", policy=none) == OPEN.happened()
    assert asked(salma, OPEN, on="2031-03-15", policy=none) is Rule.CONSENT_TO_SERVICES


def test_where_the_policy_is_silent_thirty_days_of_grace_allow_a_case():
    salma, silent = journey(REGISTERED, CONSENTED), Policy("none", "1", {})

    assert asked(salma, OPEN, on="2031-04-13", policy=silent) == OPEN.happened()
    day_after = asked(salma, OPEN, on="2031-04-14", policy=silent)
    assert day_after is Rule.CONSENT_TO_SERVICES


def test_refuses_to_open_a_second_case():
    salma = journey(WITH_A_CASE)

    assert asked(salma, OPEN, on="2025-09-10") is Rule.ONE_OPEN_CASE


def test_a_new_case_may_be_opened_once_the_first_is_closed():
    salma = journey(WITH_A_CASE, CLOSED)

    assert asked(salma, OPEN, on="2025-11-10") == OPEN.happened()


def test_a_closed_case_is_reopened():
    salma = journey(WITH_A_CASE, CLOSED)

    assert asked(salma, REOPEN, on="2025-11-10") == (CaseReopened(reason="returned"),)


@pytest.mark.parametrize("story", [(REGISTERED, CONSENTED), (WITH_A_CASE,)])
def test_refuses_to_reopen_what_is_not_closed(story):
    assert asked(journey(*story), REOPEN, on="2025-11-10") is Rule.REOPEN_CLOSED_ONLY


def test_refuses_to_reopen_once_consent_is_withdrawn():
    withdrawn = told("2025-11-01", WithdrawConsent(purposes=["services"]))
    salma = journey(WITH_A_CASE, CLOSED, withdrawn)
    under_override = ReopenCase(reason="returned", override=SUPERVISED)

    assert asked(salma, REOPEN, on="2025-11-10") is Rule.CONSENT_TO_SERVICES
    assert asked(salma, under_override, on="2025-11-10") == under_override.happened()


@pytest.mark.parametrize(
    "command",
    [
        JoinProgramme(programme="vocational"),
        LeaveProgramme(programme="education"),
        ReassignCase(caseworker="amina", reason="leave"),
        TRAVELS,
        BACK,
    ],
)
def test_refuses_to_move_a_case_that_is_not_open(command):
    assert asked(journey(WITH_A_CASE, CLOSED), command, on="2025-11-10") is Rule.CASE_OPEN


def test_a_programme_is_joined_once():
    salma = journey(WITH_A_CASE)

    joined = asked(salma, JoinProgramme(programme="vocational"), on="2025-09-10")
    again = asked(salma, JoinProgramme(programme="education"), on="2025-09-10")

    assert joined == (ProgrammeJoined(programme="vocational"),)
    assert again == ()


def test_a_programme_is_left_once():
    salma = journey(WITH_A_CASE)

    left = asked(salma, LeaveProgramme(programme="education"), on="2025-09-10")
    never_joined = asked(salma, LeaveProgramme(programme="vocational"), on="2025-09-10")

    assert left == (ProgrammeLeft(programme="education"),)
    assert never_joined == ()


def test_a_case_is_already_with_its_caseworker():
    salma = journey(WITH_A_CASE)

    moved = asked(salma, ReassignCase(caseworker="karim", reason="leave"), on="2025-09-10")
    stays = asked(salma, ReassignCase(caseworker="amina", reason="leave"), on="2025-09-10")

    assert moved == (CaseReassigned(caseworker="karim", reason="leave"),)
    assert stays == ()


def test_a_case_is_suspended_once_until_the_same_day():
    salma = journey(WITH_A_CASE, told("2025-09-10", TRAVELS))
    longer = SuspendCase(reason="travel", until="2025-09-30")
    until_further_notice = SuspendCase(reason="travel")

    assert asked(salma, TRAVELS, on="2025-09-20") == ()
    assert asked(salma, longer, on="2025-09-20") == longer.happened()
    assert asked(salma, until_further_notice, on="2025-09-20") == (
        CaseSuspended(reason="travel"),
    )


def test_a_case_whose_suspension_is_over_may_be_suspended_again():
    salma = journey(WITH_A_CASE, told("2025-09-10", TRAVELS))

    assert asked(salma, TRAVELS, on="2025-09-21") == TRAVELS.happened()


def test_a_case_is_resumed_while_it_is_suspended():
    salma = journey(WITH_A_CASE, told("2025-09-10", TRAVELS))

    assert asked(salma, BACK, on="2025-09-20") == (CaseResumed(reason="back"),)
    assert asked(salma, BACK, on="2025-09-21") == ()


def test_a_case_that_was_never_suspended_goes_on_already():
    assert asked(journey(WITH_A_CASE), BACK, on="2025-09-20") == ()
