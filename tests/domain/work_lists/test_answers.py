"""What waits for somebody's word is listed from the day the word was asked for."""

import pytest
from attrs import evolve
from tests.domain.given import (
    CLOSED,
    CONSENTED,
    OPENED,
    REGISTER,
    WITH_A_CASE,
    beside,
    journey,
    told,
)
from tests.domain.given import POLICY as MOROCCO
from tests.domain.work_lists.lists import due

from casemgmt.domain.enrolment.closure import RefuseClosure, RequestClosure
from casemgmt.domain.enrolment.consent import GiveConsent, WithdrawConsent
from casemgmt.domain.enrolment.transfer import (
    AcceptTransfer,
    RejectTransfer,
    RequestTransfer,
    RevokeTransfer,
)
from casemgmt.domain.work_lists.listing import due_on

ASKED = told("2025-11-10", RequestTransfer(to_centre="hay-hassani"))
CLOSING = told("2025-11-10", RequestClosure(reason="moved-away"))
OWN = GiveConsent(purposes=["services"], given_by="self")


def of_age(born: str):
    register = evolve(REGISTER, born=born)
    return told("2025-09-03", register), CONSENTED, OPENED


def test_a_transfer_waits_in_the_list_of_the_centre_that_has_the_case():
    (waiting,) = due("transfer", "2025-11-12", WITH_A_CASE, ASKED)

    assert (str(waiting.due), waiting.overdue_days) == ("2025-11-10", 2)
    assert (waiting.centre, waiting.about) == ("mediouna", "hay-hassani")
    assert due("transfer", "2025-11-09", WITH_A_CASE, ASKED) == []


@pytest.mark.parametrize("answer", [AcceptTransfer, RejectTransfer, RevokeTransfer])
def test_an_answered_transfer_waits_no_longer(answer):
    answered = told("2025-11-20", answer())

    assert due("transfer", "2025-11-19", WITH_A_CASE, ASKED, answered)
    assert due("transfer", "2025-11-20", WITH_A_CASE, ASKED, answered) == []


def test_until_the_day_of_acceptance_the_first_centre_is_responsible():
    accepted = told("2025-11-20", AcceptTransfer())

    (before,) = due("follow-up", "2025-11-19", WITH_A_CASE, ASKED, accepted)
    (after,) = due("follow-up", "2025-11-20", WITH_A_CASE, ASKED, accepted)

    assert (before.centre, after.centre) == ("mediouna", "hay-hassani")


def test_a_closure_waits_from_its_request_until_its_answer():
    (waiting,) = due("closure-approval", "2025-11-10", WITH_A_CASE, CLOSING)
    refused = told("2025-11-12", RefuseClosure())

    assert (waiting.overdue_days, waiting.about) == (0, "moved-away")
    assert due("closure-approval", "2025-11-12", WITH_A_CASE, CLOSING, refused) == []
    assert due("closure-approval", "2025-11-12", WITH_A_CASE, CLOSED) == []


def test_a_guardians_consent_is_to_be_replaced_from_the_eighteenth_birthday():
    young = of_age("2007-10-20")

    assert due("own-consent", "2025-10-19", *young) == []
    assert [d.overdue_days for d in due("own-consent", "2025-10-20", *young)] == [0]
    assert [d.overdue_days for d in due("own-consent", "2025-12-31", *young)] == [72]


@pytest.mark.parametrize(
    ("born", "day"), [("2007-10", "2025-10-31"), ("2007", "2025-12-31")]
)
def test_an_uncertain_birth_date_counts_as_its_last_day(born, day):
    (asked,) = due("own-consent", "2026-01-01", *of_age(born))

    assert str(asked.due) == day


@pytest.mark.parametrize(
    "said", [OWN, WithdrawConsent(purposes=["services"])], ids=["given", "withdrawn"]
)
def test_the_young_persons_own_word_settles_it(said):
    own = told("2025-10-20", said)

    assert due("own-consent", "2025-11-30", *of_age("2007-10-20"), own) == []


def test_consent_and_the_birth_date_are_the_persons():
    young = of_age("2007-10-20")
    own = told("2025-10-20", OWN)
    record = beside(journey(WITH_A_CASE), *young, own)
    day = own[0].on.last

    found = [d.what for d in due_on(day, record, MOROCCO)]

    assert "own-consent" not in found
    assert "own-consent" in [
        d.what for d in due_on(day, beside(journey(WITH_A_CASE), *young), MOROCCO)
    ]


def test_a_closed_case_asks_for_no_consent():
    assert due("own-consent", "2025-12-31", *of_age("2007-10-20"), CLOSED) == []
