"""What is nobody's secret reaches an adapter without any grant; what is erased says so."""

import pytest
from tests.recording.telling import with_a_case, written

from casemgmt import Day
from casemgmt.adapters import Forgotten, Known, Withheld, as_kept, from_kept, journey_of
from casemgmt.commands import CorrectBirthDate, OpenCentre
from casemgmt.projections.reading import Reading
from casemgmt.testing import memory_store

MARCH = Day.of("2013-03")
CENTRE = OpenCentre(
    name="Mediouna", district="mediouna", region="6", kind="child-labour-centre"
)
FOUND = CorrectBirthDate(born="2012", evidence="birth-act", reason="The act was found.")


@pytest.fixture
def shelf():
    store = memory_store("2025-12-01")
    desk = store.acting_as("amina")
    desk.record_file(written([*with_a_case("child:K0"), *with_a_case("child:K1")]))
    desk.record("centre:mediouna", CENTRE, on="2025-09-01")
    return store._parts.shelf


def given(shelf, fields=()):
    reading = Reading(shelf.codec, shelf.vault, fields)
    return list(reading.events(shelf.log.scan(0, 1_000)))


def registered(shelf, fields=()):
    return [told for told in given(shelf, fields) if told.name == "child-registered.1"]


def erase(shelf, reference):
    """Destroy the key and the reference, as an erasure does."""
    vault = shelf.vault
    of = next(id_ for known, id_ in vault.references("child") if str(known) == reference)
    vault._db.execute(
        "UPDATE subjects SET key = NULL, reference = NULL WHERE id = ?", [of.bytes]
    )


def test_a_birth_that_is_withheld_leaves_its_month(shelf):
    salma, _ = registered(shelf)

    assert salma.event.born == Withheld(left=MARCH)
    assert salma.event.given_name == Withheld()


def test_a_journey_counts_by_the_month_and_a_grant_says_the_day(shelf):
    salma, _ = registered(shelf)
    known, _ = registered(shelf, ["born"])

    assert journey_of([salma]).age_on(Day.of("2025-03-15").last) == (11, 12)
    assert known.event.born == Known(Day.of("2013-03-14"))
    assert journey_of([known]).age_on(Day.of("2025-03-15").last) == (12, 12)


def test_a_birth_put_right_leaves_what_was_known_of_it():
    store = memory_store("2025-12-01")
    desk = store.acting_as("amina")
    desk.record_file(written(with_a_case("child:K0")))
    desk.record("child:K0", FOUND, on="2025-10-01")

    fixed = given(store._parts.shelf)[-1]

    assert fixed.event.born == Withheld(left=Day.of("2012"))


@pytest.mark.parametrize("fields", [(), ("born", "given_name")])
def test_what_is_kept_is_read_again_with_its_month(shelf, fields):
    for told in given(shelf, fields):
        assert from_kept(as_kept(told)) == told


def test_how_a_centre_is_called_is_given_and_how_a_child_is_only_where_granted(shelf):
    closed = {str(told.reference) for told in given(shelf)}
    granted = {str(told.reference) for told in given(shelf, ["reference"])}

    assert closed == {"None", "centre:mediouna"}
    assert granted == {"child:K0", "child:K1", "centre:mediouna"}


@pytest.mark.parametrize("fields", [(), ("born", "given_name", "reference")])
def test_of_the_erased_all_is_forgotten_and_the_month_is_left(shelf, fields):
    erase(shelf, "child:K0")

    gone, there = registered(shelf, fields)

    assert gone.event.given_name == Forgotten()
    assert gone.event.family_name == Forgotten()
    assert gone.event.born == Forgotten(left=MARCH)
    assert gone.reference is None
    assert not isinstance(there.event.born, Forgotten)


def test_who_is_erased_while_it_reads_is_forgotten_from_then_on(shelf):
    reading = Reading(shelf.codec, shelf.vault, ["given_name"])
    page = shelf.log.scan(0, 1)
    (before,) = reading.events(page)

    erase(shelf, "child:K0")

    (after,) = reading.events(page)
    assert isinstance(before.event.given_name, Known)
    assert after.event.given_name == Forgotten()
