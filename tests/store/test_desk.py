"""What a desk is asked: a value of the wrong kind is refused with its field."""

from datetime import datetime
from uuid import UUID

import pytest

from casemgmt.commands import (
    AttendSession,
    EntitleKit,
    GiveConsent,
    OpenCase,
    RegisterChild,
)
from casemgmt.errors import InvalidError
from casemgmt.recorded import event_id
from casemgmt.testing import memory_store

PERIOD = ("2025-09-01", "2025-12-31")
TUTORING = AttendSession(session="tutoring", hours=1)


@pytest.fixture
def desk():
    with memory_store(on="2026-01-01") as store:
        yield store.acting_as("amina")


NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001 - what is refused
WRONG = {
    "an id": (lambda d: d.record("child:C1", TUTORING, on="2025-09-03", id="x"), "id"),
    "a day to look back from": (
        lambda d: d.journey("child:C1", as_of="soon"),
        "as_of",
    ),
    "a day of a list": (lambda d: tuple(d.cases("soon")), "on"),
    "a first day": (lambda d: d.figures("soon", "2025-12-31"), "first"),
    "a last day": (lambda d: d.figures("2025-09-01", "soon"), "last"),
    "a household at work": (lambda d: d.weeks("household:H1"), "subject"),
    "a centre withdrawn": (lambda d: d.withdrawal("centre:c"), "subject"),
    "lines": (lambda d: d.record_file("journal.jsonl"), "lines"),
    "a moment": (lambda d: d.figures(*PERIOD, known_at="2026"), "known_at"),
    "no offset": (lambda d: d.figures(*PERIOD, known_at=NAIVE), "known_at"),
    "a report's moment": (lambda d: d.report("partner", *PERIOD, known_at="x"), "known_at"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_of_the_wrong_kind_is_refused_with_its_field(desk, wrong):
    ask, field = WRONG[wrong]

    with pytest.raises(InvalidError) as refusal:
        ask(desk)

    assert refusal.value.field == field


def test_an_explanation_names_each_by_its_reference_in_order(desk):
    for child in ("child:C3", "child:C1", "child:C2"):
        desk.record(
            child,
            RegisterChild(
                given_name="A", family_name="B", sex="male", born="2013", district="other"
            ),
            GiveConsent(purposes=["services"], given_by="guardian"),
            OpenCase(centre="c", caseworker="amina", programmes=["education"]),
            EntitleKit(kit="books-only", school_year="2025-2026"),
            on="2025-09-03",
        )

    (figure,) = desk.figures(*PERIOD, only=["I37"])
    counted = desk.explain(figure).denominator

    assert [str(unit.subject) for unit in counted] == ["child:C1", "child:C2", "child:C3"]
    events = {e.id for unit in counted for e in desk.history(unit.subject)}
    assert {event for unit in counted for event in unit.events} <= events
    assert counted[0].events == tuple(map(event_id, counted[0].commands))
    assert isinstance(counted[0].events[0], UUID)
