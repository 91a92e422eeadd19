"""A contract that broke off, one that ran out, and work after the training."""

from datetime import date

import pytest
from tests.domain.given import CLOSED, POLICY, WITH_A_CASE, beside, journey, told
from tests.domain.work_lists.lists import due, told_late

from casemgmt.domain.protection.work import ObserveWork
from casemgmt.domain.school_support.schooling import (
    OrientPathway,
    RecordDropout,
    ReturnToSchool,
    TakeSchoolPlace,
)
from casemgmt.domain.vocational_training.contract import (
    CompleteContract,
    EndContractEarly,
    SignContract,
    SuspendContract,
)
from casemgmt.domain.vocational_training.insertion import RecordInsertion
from casemgmt.domain.work_lists.listing import due_on
from casemgmt.domain.work_lists.training import at_risk

FOLLOW_UP = "contract-follow-up"
YEAR = {"school": "school-one", "school_year": "2025-2026"}


def signing(contract="K1", ends="2026-09-30"):
    return SignContract(
        contract=contract,
        enterprise="garage-atlas",
        trade="mechanics",
        starts="2025-10-01",
        ends=ends,
        hours_total=1600,
        hours_practice=1280,
        hours_complement=160,
        guardian_signed=True,
    )


def ending(last_day="2026-01-20", contract="K1"):
    return EndContractEarly(
        contract=contract, by="enterprise", reason="closed-down", last_day=last_day
    )


def working(hours):
    return ObserveWork(economic_hours=hours, chores_hours=0, hazardous="no")


SIGNED = told("2025-10-01", signing())
ENDED = told("2026-01-20", ending())
BROKEN_OFF = WITH_A_CASE, SIGNED, ENDED
STATUSES = {
    "a new contract": signing("K2"),
    "a school place": TakeSchoolPlace(**YEAR, grade="c1", kind="returning"),
    "a return": ReturnToSchool(**YEAR),
    "an orientation": OrientPathway(pathway="second-chance"),
    "an answer": RecordInsertion(checkpoint=6, situation="unemployed"),
    "work seen": working(2),
}
NO_STATUSES = {
    "a dropout": RecordDropout(last_day="2026-01-20"),
    "no answer": RecordInsertion(checkpoint=6, situation="unreachable"),
    "no work seen": working(0),
    "the same contract": SuspendContract(contract="K1", reason="illness"),
}


def test_a_contract_broken_off_is_listed_that_day_and_late_after_thirty_days():
    assert due(FOLLOW_UP, "2026-01-19", *BROKEN_OFF) == []
    assert told_late(FOLLOW_UP, "2026-01-20", *BROKEN_OFF) == [("2026-02-19", 0)]
    assert told_late(FOLLOW_UP, "2026-02-19", *BROKEN_OFF) == [("2026-02-19", 0)]
    (late,) = due(FOLLOW_UP, "2026-02-20", *BROKEN_OFF)
    assert (str(late.due), late.overdue_days, late.about) == ("2026-02-19", 1, "K1")


@pytest.mark.parametrize(("day", "answer"), [("2026-02-19", False), ("2026-02-20", True)])
def test_without_a_new_status_in_time_the_child_is_at_risk(day, answer):
    on = date.fromisoformat(day)

    assert at_risk(journey(*BROKEN_OFF, as_of=day), on, POLICY) is answer


@pytest.mark.parametrize("status", STATUSES)
def test_a_new_status_settles_it_on_the_last_day_or_later(status):
    before, that_day = (told(d, STATUSES[status]) for d in ("2026-01-19", "2026-01-20"))

    assert due(FOLLOW_UP, "2026-03-01", *BROKEN_OFF, before)
    assert due(FOLLOW_UP, "2026-03-01", *BROKEN_OFF, that_day) == []


@pytest.mark.parametrize("status", NO_STATUSES)
def test_what_says_nothing_new_of_the_child_settles_nothing(status):
    told_of = told("2026-01-25", NO_STATUSES[status])

    assert due(FOLLOW_UP, "2026-03-01", *BROKEN_OFF, told_of)


def test_a_contract_is_no_new_status_of_its_own():
    that_day = told("2025-10-01", ending("2025-10-01"))

    assert due(FOLLOW_UP, "2025-12-01", WITH_A_CASE, SIGNED, that_day)


def test_a_status_told_by_another_record_of_the_child_settles_it():
    seen = told("2026-02-01", working(2))
    record = beside(journey(*BROKEN_OFF), *BROKEN_OFF, seen)

    found = due_on(date(2026, 3, 1), record, POLICY)

    assert FOLLOW_UP not in [d.what for d in found]


def test_a_notice_is_listed_when_its_last_day_has_come():
    notice = told("2026-01-10", ending())

    assert due(FOLLOW_UP, "2026-01-19", WITH_A_CASE, SIGNED, notice) == []
    assert due(FOLLOW_UP, "2026-01-20", WITH_A_CASE, SIGNED, notice)


def test_it_goes_on_when_the_case_is_closed_with_whoever_had_it():
    early = told("2025-10-10", ending("2025-10-10"))

    (found,) = due(FOLLOW_UP, "2025-12-01", WITH_A_CASE, SIGNED, early, CLOSED)

    assert (found.caseworker, found.centre) == ("amina", "mediouna")
    assert due("follow-up", "2025-12-01", WITH_A_CASE, SIGNED, early, CLOSED) == []


def test_a_planned_end_that_comes_asks_whether_the_contract_was_completed():
    completed = told("2026-10-05", CompleteContract(contract="K1"))

    assert due("contract-end", "2026-09-29", WITH_A_CASE, SIGNED) == []
    (ran_out,) = due("contract-end", "2026-10-01", WITH_A_CASE, SIGNED)
    assert (str(ran_out.due), ran_out.overdue_days) == ("2026-09-30", 1)
    assert ran_out.about == "K1"
    assert due("contract-end", "2026-10-05", WITH_A_CASE, SIGNED, completed) == []
    assert due("contract-end", "2026-10-05", *BROKEN_OFF) == []


def test_a_contract_signed_again_begins_again():
    again = told("2026-02-01", signing(ends="2026-12-31"))

    assert due(FOLLOW_UP, "2026-03-01", *BROKEN_OFF, again) == []
    assert told_late("contract-end", "2026-12-31", *BROKEN_OFF, again) == [
        ("2026-12-31", 0)
    ]


COMPLETED = WITH_A_CASE, SIGNED, told("2026-08-31", CompleteContract(contract="K1"))


def test_after_a_completed_contract_work_is_asked_about_at_each_checkpoint():
    (six,) = due("insertion", "2027-03-01", *COMPLETED)
    (twelve,) = due("insertion", "2027-09-01", *COMPLETED)

    assert (str(six.due), six.overdue_days, six.about) == ("2027-02-28", 1, "6")
    assert (str(twelve.due), twelve.overdue_days, twelve.about) == ("2027-08-31", 1, "12")


def test_a_checkpoint_is_listed_as_long_as_its_window_lasts():
    assert due("insertion", "2027-02-27", *COMPLETED) == []
    assert due("insertion", "2027-03-30", *COMPLETED)
    assert due("insertion", "2027-03-31", *COMPLETED) == []


@pytest.mark.parametrize(
    ("day", "checkpoint", "left"),
    [
        ("2027-01-28", 6, 1),
        ("2027-01-29", 6, 0),
        ("2027-02-28", 12, 1),
    ],
    ids=["before the window", "on its first day", "for another checkpoint"],
)
def test_it_is_settled_by_asking_for_that_checkpoint_within_the_window(
    day, checkpoint, left
):
    asked = told(day, RecordInsertion(checkpoint=checkpoint, situation="unreachable"))

    assert len(due("insertion", "2027-03-01", *COMPLETED, asked)) == left


@pytest.mark.parametrize("day", ["2027-02-28", "2027-03-30"])
def test_an_answer_counts_to_the_last_day_of_the_window(day):
    asked = told(day, RecordInsertion(checkpoint=6, situation="unreachable"))

    assert due("insertion", "2027-03-30", *COMPLETED, asked) == []
