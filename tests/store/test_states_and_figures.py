"""What a state says of each child adds up to the figure that is asked of all of them."""

from datetime import date
from pathlib import Path

import pytest

from casemgmt.domain.school_support.grades import over_age
from casemgmt.testing import memory_store

F12 = Path(__file__).parents[1] / "data" / "f12" / "journal.jsonl"
FIRST, LAST = date(2025, 9, 1), date(2025, 12, 31)
YEAR = "2025-2026"


@pytest.fixture(scope="module")
def desk():
    with memory_store(on="2026-03-01") as store:
        opened = store.acting_as("amina")
        opened.record_file(F12.read_text(encoding="utf-8").splitlines(), times_given=True)
        yield opened


@pytest.fixture(scope="module")
def children(desk):
    """The journeys of the persons active in the period, each once."""
    found = {}
    for subject in desk.subjects("child"):
        journey = desk.journey(subject, as_of=LAST)
        if any(one.end is None or one.end >= FIRST for one in journey.case.episodes):
            found[journey.same_child(subject)] = journey.person
    return list(found.values())


def figure(desk, indicator):
    (row,) = desk.figures(FIRST, LAST, only=[indicator])
    return row


def readings(desk, children):
    return [c.attendance.reading(FIRST, LAST, desk.policy) for c in children]


def test_the_children_asked_are_those_the_figure_counts(desk, children):
    assert len(children) == figure(desk, "I01").numerator


@pytest.mark.parametrize(("indicator", "reading"), [("I32", "chronic"), ("I33", "warning")])
def test_absence_read_child_by_child_is_the_figure(desk, children, indicator, reading):
    row, read = figure(desk, indicator), readings(desk, children)

    assert read.count(reading) == row.numerator > 0
    assert sum(one not in (None, "too-few-days") for one in read) == row.denominator


def test_attendance_child_by_child_is_the_figure(desk, children):
    row = figure(desk, "I31")

    possible = sum(c.attendance.possible(FIRST, LAST) for c in children)
    away = sum(c.attendance.away(FIRST, LAST, "all") for c in children)

    assert (possible - away, possible) == (row.numerator, row.denominator)


def test_kits_beyond_child_by_child_are_the_figure(desk, children):
    beyond = sum(c.kits.beyond("school-bag-full", YEAR) for c in children)

    assert beyond == figure(desk, "I37-repeat").numerator > 0


def test_over_age_child_by_child_is_the_figure(desk, children):
    at_school = [c for c in children if c.schooling.enrolled_on(LAST)]
    read = [
        over_age(c.schooling.grade_on(LAST), c.age_on(LAST), desk.policy, LAST)
        for c in at_school
    ]

    row = figure(desk, "I38")
    assert read.count(True) == row.numerator > 0
    assert sum(one is not None for one in read) == row.denominator
    assert read.count(None) == row.unknown


def test_hours_child_by_child_are_the_figure(desk, children):
    hours = [c.sessions.hours_of(["tutoring"], FIRST, LAST) for c in children]

    row = figure(desk, "I39")
    assert (sum(hours), sum(map(bool, hours))) == (row.numerator, row.denominator)


def test_referrals_closed_child_by_child_are_the_figure(desk):
    records = [desk.journey(c, as_of=LAST).referral for c in desk.subjects("child")]

    closed = [one.closed for record in records for one in record.made.values()]

    assert sum(closed) == figure(desk, "I49").numerator > 0


def test_households_visited_one_by_one_are_the_figure(desk):
    homes = [desk.journey(home, as_of=LAST) for home in desk.subjects("household")]

    visited = sum(home.visits.visited(FIRST, LAST) for home in homes)

    assert visited == figure(desk, "I44").numerator > 0
