"""A centre has the kind and the places of each day; what it became does not undo it."""

from datetime import date

from tests.domain.given import journey, told

from casemgmt.domain.organisation.centre import (
    AcceptOverCapacity,
    ChangeCentreKind,
    CloseCentre,
    OpenCentre,
    SetCapacity,
)
from casemgmt.domain.vocabulary import Text

OPENING = OpenCentre(name="Médiouna", kind="initiation", capacity=40)
OPENED = told("2005-01-10", OPENING)


def centre(*tellings):
    return journey(*tellings, of="centre:mediouna").centre


def test_a_centre_opens_with_its_kind_and_places():
    state = centre(OPENED)

    assert not state.open_on(date(2005, 1, 9))
    assert state.open_on(date(2005, 1, 10))
    assert state.kind_on(date(2005, 1, 10)) == "initiation"
    assert state.places_on(date(2005, 1, 10)) == 40


def test_a_centre_that_changes_kind_keeps_its_past():
    state = centre(OPENED, told("2010-01-01", ChangeCentreKind(kind="apprenticeship")))

    assert state.kind_on(date(2005, 1, 9)) is None
    assert state.kind_on(date(2009, 12, 31)) == "initiation"
    assert state.kind_on(date(2010, 1, 1)) == "apprenticeship"
    assert (centre().kind, state.kind) == (None, "apprenticeship")


def test_places_hold_from_the_day_they_are_set_to_the_day_before_it_closes():
    state = centre(
        OPENED,
        told("2010-01-01", SetCapacity(places=60)),
        told("2024-01-01", CloseCentre(reason="merged")),
    )

    assert state.places_on(date(2009, 12, 31)) == 40
    assert state.places_on(date(2023, 12, 31)) == 60
    assert state.places_on(date(2024, 1, 1)) is None
    assert not state.open_on(date(2024, 1, 1))


def test_a_centre_that_opens_again_has_the_places_then_told():
    closed = told("2024-01-01", CloseCentre(reason="works"))
    again = told("2024-06-01", OpenCentre(name="Médiouna", kind="apprenticeship"))

    state = centre(OPENED, closed, again)

    assert state.open_on(date(2024, 6, 1))
    assert state.places_on(date(2024, 6, 1)) is None


def test_an_opening_that_tells_no_places_leaves_those_told_before():
    set_before = told("2023-02-01", SetCapacity(places=40))
    opened = told("2023-03-01", OpenCentre(name="Médiouna", kind="initiation"))

    assert centre(set_before, opened).places_on(date(2023, 3, 1)) == 40


def test_a_centre_that_was_never_opened_may_be_told_of():
    state = centre(told("2023-02-01", SetCapacity(places=40)))

    assert state.places_on(date(2023, 2, 1)) == 40
    assert not state.open_on(date(2023, 2, 1))


def test_more_children_than_places_is_over_and_as_many_is_not():
    state = centre(OPENED)

    assert state.is_over(40, date(2005, 1, 10)) is False
    assert state.is_over(41, date(2005, 1, 10)) is True
    assert state.is_over(0, date(2005, 1, 9)) is None


def test_somebody_answers_for_so_many_children_until_a_day():
    accepted = told("2023-03-01", AcceptOverCapacity(places=45, until="2023-06"))
    state = centre(OPENED, accepted)

    assert not state.is_answered_for(43, date(2023, 2, 28))
    assert state.is_answered_for(45, date(2023, 3, 1))
    assert state.is_answered_for(45, date(2023, 6, 30))
    assert not state.is_answered_for(46, date(2023, 6, 30))
    assert not state.is_answered_for(43, date(2023, 7, 1))


def test_the_texts_of_a_centre_are_in_the_open():
    assert OPENING.name == Text(plain="Médiouna")
