"""A referral needs an open case, and consent to share with that very organisation."""

import pytest
from tests.domain.given import CLOSED, WITH_A_CASE, asked, beside, journey, told

from casemgmt.domain.enrolment.consent import GiveConsent, WithdrawConsent
from casemgmt.domain.enrolment.referral import (
    AcceptReferral,
    ConfirmReferral,
    MakeReferral,
    ReferralRejected,
    RejectReferral,
    RevokeReferral,
)
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
