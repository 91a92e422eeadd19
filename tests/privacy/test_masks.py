"""What is withheld from a reader still adds up: no state falls over a mask."""

import pytest
from tests.recording.test_stored_shapes import PAYLOADS, REGISTRY, SHAPES

from casemgmt import Day
from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.told import Told
from casemgmt.privacy.access import Sight
from casemgmt.privacy.access_file import usual_sights
from casemgmt.recording.masking import Eyes, Guards
from casemgmt.recording.telling import as_data

GUARDS = Guards(REGISTRY, usual_sights())
TOLD = Told(Day.of("2025-09-03"), "amina")
AREA_OF = {kind: area for area in REGISTRY.areas for kind in area.events.values()}
OF_NOBODY = {"centre", "agreement"}
EVENTS = {name: PAYLOADS.event(name, data) for name, data, _ in SHAPES}


def of_persons(event) -> bool:
    return getattr(AREA_OF.get(type(event)), "subject", "") not in OF_NOBODY


every_shape = pytest.mark.parametrize("name", EVENTS)
every_one_of_persons = pytest.mark.parametrize(
    "name", [name for name, event in EVENTS.items() if of_persons(event)]
)


def masked(event, *sights):
    return GUARDS.masked(event, Eyes(frozenset(sights), lambda _: False))


@every_shape
def test_a_state_takes_an_event_of_which_everything_is_withheld(name):
    event = EVENTS[name]
    if isinstance(event, CommandCorrected):  # it stands in the place of what it corrects
        event = event.corrected
    area = AREA_OF[type(event)]

    area.evolve(area.initial, masked(event, Sight.PUBLIC), TOLD)


@every_one_of_persons
def test_it_can_be_told_and_says_nothing_of_what_is_withheld(name):
    shown = str(as_data(masked(EVENTS[name], Sight.PUBLIC)))

    assert "des mots" not in shown
    assert "child:C" not in shown


@every_shape
def test_who_sees_everything_is_shown_the_event_as_it_is(name):
    event = EVENTS[name]

    assert GUARDS.masked(event, Eyes(frozenset(Sight), lambda _: True)) == event
