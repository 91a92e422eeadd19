"""A referral needs an open case, and consent to share with that very organisation."""

from datetime import date

import pytest
from tests.domain.given import (
    CLOSED,
    POLICY,
    WITH_A_CASE,
    asked,
    beside,
    journey,
    told,
    with_policy,
)

from casemgmt.domain.enrolment.consent import GiveConsent, WithdrawConsent
from casemgmt.domain.enrolment.referral import (
    AcceptReferral,
    ConfirmReferral,
    MakeReferral,
    ReferralRejected,
    RejectReferral,
    RevokeReferral,
)
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule

TO_CLINIC = MakeReferral(referral="R1", to="clinic", service="health-care")
SHARED = told(
    "2025-09-04", GiveConsent(purposes=["share"], given_by="guardian", with_=["clinic"])
)
MADE = told("2025-09-10", TO_CLINIC)
REJECT = RejectReferral(referral="R1")


def test_a_service_is_asked_of_an_organisation_that_may_know():
    salma = journey(WITH_A_CASE, SHARED)

    assert asked(salma, TO_CLINIC, on="2025-09-10") == TO_CLINIC.happened()


def test_refuses_a_referral_without_consent_to_share_with_that_organisation():
    to_court = MakeReferral(referral="R2", to="court", service="legal-aid")
    salma = journey(WITH_A_CASE, SHARED)

    assert asked(salma, to_court, on="2025-09-10") is Rule.REFERRAL_CONSENT


def test_refuses_a_referral_once_sharing_is_withdrawn():
    withdrawn = told("2025-09-08", WithdrawConsent(purposes=["share"]))

    assert asked(journey(WITH_A_CASE, SHARED), TO_CLINIC, on="2025-09-08") != ()
    salma = journey(WITH_A_CASE, SHARED, withdrawn)
    assert asked(salma, TO_CLINIC, on="2025-09-08") is Rule.REFERRAL_CONSENT


def test_refuses_a_referral_while_no_case_is_open():
    salma = journey(WITH_A_CASE, SHARED, CLOSED)

    assert asked(salma, TO_CLINIC, on="2025-11-10") is Rule.CASE_OPEN


def test_consent_said_of_another_record_of_the_person_counts():
    salma = beside(journey(WITH_A_CASE), WITH_A_CASE, SHARED)

    assert asked(salma, TO_CLINIC, on="2025-09-10") == TO_CLINIC.happened()


@pytest.mark.parametrize(
    "answer",
    [
        AcceptReferral(referral="R1"),
        REJECT,
        ConfirmReferral(referral="R1", confirmed_by="provider"),
        RevokeReferral(referral="R1"),
    ],
)
def test_an_answer_to_a_referral_is_never_refused(answer):
    made, unknown = journey(WITH_A_CASE, SHARED, MADE), journey(WITH_A_CASE)

    assert asked(made, answer, on="2025-09-12") == answer.happened()
    assert asked(unknown, answer, on="2025-09-12") == answer.happened()


def test_a_referral_is_rejected_once():
    rejected = told("2025-09-12", REJECT)
    accepted = told("2025-09-13", AcceptReferral(referral="R1"))

    once = journey(WITH_A_CASE, SHARED, MADE, rejected)
    accepted_since = journey(WITH_A_CASE, SHARED, MADE, rejected, accepted)

    assert asked(once, REJECT, on="2025-09-14") == ()
    assert asked(accepted_since, REJECT, on="2025-09-14") == (
        ReferralRejected(referral="R1"),
    )


def test_a_referral_stands_as_it_was_answered_last():
    accepted = told("2025-09-12", AcceptReferral(referral="R1"))
    confirmed = told("2025-09-20", ConfirmReferral(referral="R1", confirmed_by="family"))
    revoked = told("2025-09-25", RevokeReferral(referral="R1"))

    assert journey(MADE).referral.standing == {"R1": "made"}
    assert journey(MADE, accepted, confirmed).referral.standing == {"R1": "accepted"}
    assert journey(MADE, accepted, revoked).referral.standing == {"R1": "revoked"}


def confirmed(on, side):
    return told(on, ConfirmReferral(referral="R1", confirmed_by=side))


def test_a_referral_is_closed_once_the_provider_and_the_family_confirm():
    by_provider, by_family = (
        confirmed("2025-09-20", "provider"),
        confirmed("2025-09-25", "family"),
    )

    one_side = journey(MADE, by_provider, confirmed("2025-09-22", "provider")).referral
    both = journey(MADE, by_provider, by_family).referral

    assert not one_side["R1"].closed
    assert both["R1"].closed


def test_each_side_confirms_on_the_day_it_first_did():
    state = journey(
        MADE, confirmed("2025-09-20", "provider"), confirmed("2025-10-20", "provider")
    ).referral

    assert state["R1"].confirmed == {"provider": date(2025, 9, 20)}


def test_a_referral_says_what_was_asked_of_whom_and_when():
    made = journey(MADE).referral["R1"]

    assert (made.to, made.service, made.made_on) == (
        "clinic",
        "health-care",
        date(2025, 9, 10),
    )
    assert journey().referral["R1"].made_on is None


def test_a_referral_waits_until_it_is_declined_revoked_or_closed():
    def waiting(*then):
        return journey(MADE, *then).referral.waiting

    both_sides = confirmed("2025-09-20", "provider"), confirmed("2025-09-21", "family")

    assert waiting() == ("R1",)
    assert waiting(told("2025-09-12", AcceptReferral(referral="R1"))) == ("R1",)
    assert waiting(told("2025-09-12", REJECT)) == ()
    assert waiting(told("2025-09-12", RevokeReferral(referral="R1"))) == ()
    assert waiting(*both_sides) == ()
    assert journey(*both_sides).referral.waiting == ()


def test_a_guardians_consent_to_share_ends_after_the_days_of_grace_at_18():
    salma = journey(WITH_A_CASE, SHARED)  # 18 on 14 March 2031

    def answer(on, policy=POLICY):
        return asked(salma, TO_CLINIC, on=on, policy=policy)

    assert answer("2031-04-13") == TO_CLINIC.happened()
    assert answer("2031-04-14") is Rule.REFERRAL_CONSENT
    none = with_policy(consent__grace_days_at_18=0)
    assert answer("2031-03-14", none) == TO_CLINIC.happened()
    assert answer("2031-03-15", none) is Rule.REFERRAL_CONSENT


def test_where_the_policy_is_silent_thirty_days_of_grace_allow_a_referral():
    salma, silent = journey(WITH_A_CASE, SHARED), Policy("none", "1", {})

    thirtieth = asked(salma, TO_CLINIC, on="2031-04-13", policy=silent)
    assert thirtieth == TO_CLINIC.happened()
    day_after = asked(salma, TO_CLINIC, on="2031-04-14", policy=silent)
    assert day_after is Rule.REFERRAL_CONSENT


def test_a_referral_told_of_again_keeps_what_was_confirmed():
    by_provider = confirmed("2025-09-20", "provider")
    again = told("2025-09-25", TO_CLINIC)

    state = journey(MADE, by_provider, again, confirmed("2025-09-26", "family")).referral

    assert state["R1"].closed
