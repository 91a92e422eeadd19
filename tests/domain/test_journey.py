"""A journey knows its own story, and asks beside it only where it is asked about others."""

from datetime import UTC, datetime
from uuid import UUID

from tests.domain.given import FOLD, REGISTERED, WITH_A_CASE, beside, journey

from casemgmt.domain.area import Area
from casemgmt.domain.dates import Day
from casemgmt.domain.journey import Fold, Journey
from casemgmt.domain.told import Entry, Told, Version
from casemgmt.domain.vocabulary import Subject


class FeesCovered:
    """An event of a plug-in that is not installed."""


SALMA, SELMA, OMAR = (Subject.of(f"child:C0{n}") for n in (1, 2, 3))


def test_where_nothing_is_known_beside_it_a_record_is_a_person_of_its_own():
    salma = journey(REGISTERED)

    assert salma.person is salma
    assert salma.whole is salma
    assert salma.same_child(SELMA) == {SELMA}
    assert salma.record(SELMA) == Journey(SELMA)


def test_what_is_known_beside_it_answers_for_the_person_and_for_other_records():
    salma = beside(journey(REGISTERED), WITH_A_CASE)

    assert not salma.case.is_open
    assert salma.person.case.is_open
    assert salma.whole.case.is_open
    assert salma.same_child(SELMA) == {SALMA, SELMA}
    assert salma.record(SELMA).case.is_open
    assert salma.record(OMAR) == Journey(OMAR)


def heard(event, *, role=None):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    day = Day.of("2025-10-01")
    return Version(
        Entry(UUID(int=7), UUID(int=0), "x.1", event, day, at, "amina", role=role), at
    )


def test_what_no_area_knows_leaves_a_journey_unreadable_whatever_follows():
    (registered,) = (one.entry.event for one in REGISTERED)

    unreadable = FOLD.journey(SALMA, [heard(FeesCovered())])
    after = FOLD.extended(unreadable, [heard(registered)])

    assert FOLD.journey(SALMA, [heard(registered)]).readable is True
    assert unreadable.readable is False
    assert after.readable is False
    assert after.registration.registered


def test_an_area_is_told_who_spoke_in_which_role_when_and_in_which_episode():
    area = Area(
        name="insaf.fees",
        subject="child",
        initial=(),
        evolve=lambda state, _event, told: (*state, told),
        events={"insaf.fees-covered.1": FeesCovered},
        commands={},
    )
    version = heard(FeesCovered(), role="coordinator")

    (told_of_it,) = Fold((area,)).journey(SALMA, [version])[area]

    assert told_of_it == Told(
        Day.of("2025-10-01"), "amina", "coordinator", version.told_at, 0, version.order
    )
