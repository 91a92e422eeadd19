"""A transfer is asked for while the case is open, and answered while one is waiting."""

import pytest
from tests.domain.given import CLOSED, WITH_A_CASE, asked, journey, told

from casemgmt.domain.enrolment.transfer import (
    AcceptTransfer,
    RejectTransfer,
    RequestTransfer,
    RevokeTransfer,
)
from casemgmt.domain.rules import Rule

TO_HAY_HASSANI = RequestTransfer(to_centre="hay-hassani", reason="the family moved")
ANSWERS = [AcceptTransfer(), RejectTransfer(), RevokeTransfer()]


def test_another_centre_is_asked_while_the_case_is_open():
    salma = journey(WITH_A_CASE)

    assert asked(salma, TO_HAY_HASSANI, on="2025-09-10") == TO_HAY_HASSANI.happened()


def test_refuses_to_transfer_a_closed_case():
    salma = journey(WITH_A_CASE, CLOSED)

    assert asked(salma, TO_HAY_HASSANI, on="2025-11-10") is Rule.CASE_OPEN


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_transfer_is_answered_while_it_waits(answer):
    salma = journey(WITH_A_CASE, told("2025-09-10", TO_HAY_HASSANI))

    assert asked(salma, answer, on="2025-09-12") == answer.happened()


@pytest.mark.parametrize("answer", ANSWERS)
def test_refuses_to_answer_a_transfer_nobody_asked_for(answer):
    salma = journey(WITH_A_CASE)

    assert asked(salma, answer, on="2025-09-12") is Rule.TRANSFER_ASKED_FIRST


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("before", ANSWERS)
def test_refuses_to_answer_a_transfer_twice(before, answer):
    asked_for = told("2025-09-10", TO_HAY_HASSANI)
    salma = journey(WITH_A_CASE, asked_for, told("2025-09-11", before))

    assert asked(salma, answer, on="2025-09-12") is Rule.TRANSFER_ASKED_FIRST
