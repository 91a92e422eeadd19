"""Whoever died is not seen, and is nowhere, on a later day."""

from decimal import Decimal

import pytest
from tests.domain.contradictions.people import (
    HOME,
    SALMA,
    SELMA,
    attending,
    contradictory,
    ids,
    person,
    place,
    said,
    working,
)
from tests.domain.given import REGISTER, told

from casemgmt import commands as c

DIED = told("2025-11-10", c.RecordDeath())
SEEN = c.RecordFollowUp(kind="home-visit", seen_child=True)
NOT_SEEN = c.RecordFollowUp(kind="home-visit", seen_child=False)
LOGGED = c.LogHours(contract="A1", practice=Decimal(4), centre=Decimal(2))
THERE = [
    SEEN,
    working(0),
    c.AttendSession(session="tutoring", hours=Decimal(2)),
    c.AdmitChild(centre="mediouna"),
    place(),
    c.ReturnToSchool(school="al-massira", school_year="2025-2026"),
    LOGGED,
]


@pytest.mark.parametrize("command", THERE, ids=lambda command: type(command).__name__)
def test_whoever_died_is_not_there_on_a_later_day(command):
    later, same_day = told("2025-11-11", command), told("2025-11-10", command)

    assert contradictory(DIED, later) == [("after-death", ids(DIED, later))]
    assert contradictory(DIED, same_day) == []
    assert contradictory(later) == []


@pytest.mark.parametrize("command", [NOT_SEEN, REGISTER], ids=["not found", "written down"])
def test_what_is_told_without_having_seen_the_child_may_be_of_any_day(command):
    assert contradictory(DIED, told("2025-11-24", command)) == []


@pytest.mark.parametrize(
    ("first", "absent", "shown"),
    [("2025-11-11", 19, 1), ("2025-11-11", 20, 0), ("2025-11-10", 0, 0)],
)
def test_days_at_school_count_from_the_first_that_was_reported(first, absent, shown):
    report = told("2025-12-02", attending(first, "2025-11-30", absent=absent))

    assert len(contradictory(DIED, report)) == shown


def test_a_report_that_a_later_one_replaced_shows_nothing():
    first = told("2025-12-02", attending("2025-11-11", "2025-11-30"))
    put_right = told("2025-12-03", attending("2025-11-11", "2025-11-30", absent=20))

    assert contradictory(DIED, first, put_right) == []


def test_an_uncertain_day_shows_only_what_holds_whichever_it_was():
    that_month = told("2025-11", c.RecordDeath())

    assert contradictory(that_month, told("2025-11-24", SEEN)) == []
    assert len(contradictory(that_month, told("2025-12-01", SEEN))) == 1
    assert contradictory(DIED, told("2025-11", SEEN)) == []
    assert len(contradictory(DIED, told("2025-12", SEEN))) == 1


def test_each_of_two_deaths_told_goes_against_what_was_seen_after_it():
    again = told("2025-11-20", c.RecordDeath())

    assert len(contradictory(DIED, again, told("2025-11-24", SEEN))) == 2
    assert len(contradictory(DIED, again, told("2025-11-15", SEEN))) == 1


def test_a_home_visit_is_shown_in_the_record_of_the_child_it_names():
    visit = c.VisitHome(caregiver_present=True, children=["child:C09", "child:C02"])
    visits = told("2025-11-24", visit)

    assert contradictory(DIED, visits=visits) == [("after-death", ids(DIED, visits))]
    (of_the_home,) = said(visits, of=HOME)
    assert person(DIED).record_of(of_the_home) == SELMA
    (of_salma,) = said(DIED)
    assert person(DIED).record_of(of_salma) == SALMA
