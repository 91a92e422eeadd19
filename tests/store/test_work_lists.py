"""The work lists of a store: on any day, as known at any moment."""

from datetime import UTC, datetime

import pytest
from tests.domain.given import CONSENT, OPEN, REGISTER

from casemgmt.commands import (
    ApproveClosure,
    JoinProgramme,
    LeaveProgramme,
    PlanVisit,
    ReassignCase,
    RecordFollowUp,
    ReopenCase,
    RequestClosure,
    SuspendCase,
)
from casemgmt.errors import InvalidError
from casemgmt.testing import memory_store

SEEN = RecordFollowUp(kind="call", seen_child=True)


@pytest.fixture
def store():
    with memory_store(on="2025-09-03") as store:
        desk = store.acting_as("amina")
        desk.record("child:C01", REGISTER, CONSENT, OPEN, on="2025-09-03")
        yield store


def tell(store, command, on, by="amina"):
    store.turn_to(on)
    store.acting_as(by).record("child:C01", command, on=on)


def close(store, on):
    tell(store, RequestClosure(reason="moved-away"), on)
    store.acting_as("karim").record("child:C01", ApproveClosure(), on=on)


def test_a_list_is_read_as_it_was_known(store):
    store.turn_to("2025-09-20")
    store.acting_as("amina").record("child:C01", SEEN, on="2025-09-09")
    desk = store.acting_as("amina")

    before = desk.due("2025-09-12", known_at=datetime(2025, 9, 12, tzinfo=UTC))
    now = desk.due("2025-09-12")

    assert "follow-up" in [d.what for d in before]
    assert "follow-up" not in [d.what for d in now]


def test_a_visit_planned_for_a_later_day_is_seen_ahead(store):
    store.acting_as("amina").record("child:C01", PlanVisit(kind="office"), on="2025-09-30")
    desk = store.acting_as("amina")

    (visit,) = [d for d in desk.due("2025-09-25", ahead=5) if d.about == "office"]

    assert (visit.what, visit.overdue_days) == ("planned-visit", 0)
    assert "planned-visit" not in [d.what for d in desk.due("2025-09-25", ahead=4)]


@pytest.mark.parametrize("ahead", [-1, 1.5, True, "7", 10**9])
def test_what_is_no_number_of_days_ahead_is_refused_with_its_field(store, ahead):
    with pytest.raises(InvalidError) as refusal:
        store.acting_as("amina").due("2025-09-25", ahead=ahead)

    assert refusal.value.field == "ahead"


def test_a_case_stands_with_whoever_had_it_and_its_programmes_of_the_day(store):
    tell(store, JoinProgramme(programme="vocational"), "2025-09-10")
    tell(store, LeaveProgramme(programme="education"), "2025-09-20")
    tell(store, ReassignCase(caseworker="karim", reason="leave"), "2025-09-21")
    desk = store.acting_as("amina")

    (that_day,) = desk.cases("2025-09-20", caseworker="amina")
    (after,) = desk.cases("2025-09-21", programme="vocational")

    assert that_day.programmes == ("education", "vocational")
    assert (after.programmes, after.caseworker) == (("vocational",), "karim")
    assert not list(desk.cases("2025-09-21", programme="education"))
    assert not list(desk.cases("2025-09-21", caseworker="amina"))


def test_the_cases_of_a_day_are_read_as_they_were_known(store):
    tell(store, SuspendCase(reason="harvest"), "2025-09-10")
    desk = store.acting_as("amina")

    (known_now,) = desk.cases("2025-09-10")
    (known_then,) = desk.cases("2025-09-10", known_at=datetime(2025, 9, 9, tzinfo=UTC))

    assert known_now.suspended
    assert not known_then.suspended


def test_a_case_that_was_reopened_is_open_since_then_and_its_gap_is_no_part_of_it(store):
    close(store, "2025-10-03")
    tell(store, ReopenCase(reason="returned"), "2025-11-03")
    desk = store.acting_as("amina")

    (line,) = desk.cases("2025-11-13")
    case = desk.journey("child:C01").case

    assert not list(desk.cases("2025-10-03"))
    assert str(line.since) == "2025-11-03"
    assert case.length_by(line.since) == 30
    assert case.length_by(line.since.replace(day=13)) == 40
