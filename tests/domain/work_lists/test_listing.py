"""A work list has what is open, when it is due, for whoever has the case."""

from datetime import date

import pytest
from tests.domain.given import CLOSED, POLICY, WITH_A_CASE, journey, told
from tests.domain.work_lists.lists import due, told_late

from casemgmt.domain.enrolment.case_commands import ReassignCase
from casemgmt.domain.enrolment.registration import RecordDeath
from casemgmt.domain.enrolment.transfer import RequestTransfer
from casemgmt.domain.work_lists.items import Item
from casemgmt.domain.work_lists.listing import due_on

DAY = date(2026, 9, 1)


def test_what_is_due_today_is_not_late_and_the_day_after_it_is_one_day():
    assert due("follow-up", "2025-09-09", WITH_A_CASE) == []
    assert told_late("follow-up", "2025-09-10", WITH_A_CASE) == [("2025-09-10", 0)]
    assert told_late("follow-up", "2025-09-11", WITH_A_CASE) == [("2025-09-10", 1)]


def test_looking_ahead_lists_what_comes_due():
    assert due("follow-up", "2025-09-05", WITH_A_CASE, ahead=4) == []
    assert told_late("follow-up", "2025-09-05", WITH_A_CASE, ahead=5) == [("2025-09-10", 0)]


def test_whoever_asks_for_a_day_and_no_more_is_told_of_that_day():
    salma = journey(WITH_A_CASE, as_of="2025-09-09")

    what = {d.what for d in due_on(date(2025, 9, 9), salma, POLICY)}

    assert "follow-up" not in what  # it is due on the tenth
    assert {d.subject for d in due_on(date(2025, 9, 9), salma, POLICY)} == {salma.subject}


def test_whoever_has_the_case_on_the_day_has_its_work():
    given_to = told("2025-09-20", ReassignCase(caseworker="karim", reason="leave"))

    (before,) = due("follow-up", "2025-09-19", WITH_A_CASE, given_to)
    (after,) = due("follow-up", "2025-09-20", WITH_A_CASE, given_to)

    assert (before.caseworker, after.caseworker) == ("amina", "karim")


@pytest.mark.parametrize("story", [(), (WITH_A_CASE, CLOSED)], ids=["no case", "closed"])
def test_without_an_open_case_nothing_of_it_is_due(story):
    assert list(due_on(DAY, journey(*story), POLICY)) == []


def test_of_a_child_who_died_only_answers_are_still_waited_for():
    died = told("2025-10-01", RecordDeath())
    asked = told("2025-09-20", RequestTransfer(to_centre="hay-hassani"))
    salma = journey(WITH_A_CASE, asked, died)

    assert [d.what for d in due_on(DAY, salma, POLICY)] == ["transfer"]


def test_a_kind_of_ones_own_is_one_function_more():
    def insaf_photo(journey, day, policy):
        yield Item("insaf.photo", journey.case.latest.start, about="new")

    (found,) = due_on(DAY, journey(WITH_A_CASE), POLICY, kinds=[insaf_photo])

    assert (found.what, found.due, found.about) == (
        "insaf.photo",
        date(2025, 9, 3),
        "new",
    )
    assert (found.caseworker, found.overdue_days) == ("amina", 363)
