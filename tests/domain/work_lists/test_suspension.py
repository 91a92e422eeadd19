"""A suspension is looked at again when it lasts, and when its end has come."""

import pytest
from tests.domain.given import WITH_A_CASE, told
from tests.domain.work_lists.lists import due, told_late

from casemgmt.domain.enrolment.assessment import ReviewCase
from casemgmt.domain.enrolment.case_commands import ResumeCase, SuspendCase
from casemgmt.domain.enrolment.follow_up import RecordFollowUp

SUSPENDED = told("2025-10-01", SuspendCase(reason="harvest"))
UNTIL_20 = told("2025-10-01", SuspendCase(reason="harvest", until="2025-10-20"))
SEEN, NOT_THERE = (RecordFollowUp(kind="call", seen_child=seen) for seen in (True, False))
WHAT = "suspension-review"


def test_a_suspension_without_an_end_is_looked_at_after_thirty_days():
    assert due(WHAT, "2025-10-30", WITH_A_CASE, SUSPENDED) == []
    assert told_late(WHAT, "2025-10-31", WITH_A_CASE, SUSPENDED) == [("2025-10-31", 0)]
    assert told_late(WHAT, "2025-11-01", WITH_A_CASE, SUSPENDED) == [("2025-10-31", 1)]


def test_a_review_puts_the_next_look_thirty_days_on():
    reviewed = told("2025-11-05", ReviewCase())

    found = told_late(WHAT, "2025-12-06", WITH_A_CASE, SUSPENDED, reviewed)

    assert found == [("2025-12-05", 1)]


def test_resuming_the_case_settles_it():
    resumed = told("2025-11-05", ResumeCase(reason="back"))

    assert due(WHAT, "2025-12-31", WITH_A_CASE, SUSPENDED, resumed) == []


def test_the_day_after_its_agreed_end_somebody_looks_whether_the_child_is_back():
    assert due(WHAT, "2025-10-20", WITH_A_CASE, UNTIL_20) == []
    assert told_late(WHAT, "2025-10-23", WITH_A_CASE, UNTIL_20) == [("2025-10-21", 2)]


@pytest.mark.parametrize(
    ("looked", "left"),
    [
        (told("2025-10-20", SEEN), 1),
        (told("2025-10-21", NOT_THERE), 1),
        (told("2025-10-21", SEEN), 0),
        (told("2025-10-21", ReviewCase()), 0),
    ],
    ids=["seen before", "not found", "seen", "reviewed"],
)
def test_after_its_end_it_is_open_until_the_child_is_seen_or_the_case_reviewed(
    looked, left
):
    assert len(due(WHAT, "2025-10-25", WITH_A_CASE, UNTIL_20, looked)) == left


def test_a_suspension_prolonged_is_one_and_its_first_day_counts():
    longer = told("2025-10-15", SuspendCase(reason="harvest", until="2025-12-31"))

    assert told_late(WHAT, "2025-10-31", WITH_A_CASE, UNTIL_20, longer) == [
        ("2025-10-31", 0)
    ]


def test_an_end_before_its_beginning_is_no_suspension():
    wrong = told("2025-10-01", SuspendCase(reason="harvest", until="2025-09-20"))

    assert due(WHAT, "2025-12-31", WITH_A_CASE, wrong) == []


def test_the_last_suspension_is_the_one_looked_at():
    again = told("2025-12-01", SuspendCase(reason="harvest", until="2025-12-10"))

    found = told_late(WHAT, "2025-12-12", WITH_A_CASE, UNTIL_20, again)

    assert found == [("2025-12-11", 1)]
