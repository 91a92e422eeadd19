"""What is said about what was told: resolutions and holds; the story changes elsewhere."""

from uuid import UUID

import pytest

from casemgmt.domain.amendments import (
    AREA,
    CommandRetracted,
    ContradictionResolved,
    Correct,
    HoldPlaced,
    HoldReleased,
    PlaceHold,
    ResolveContradiction,
)
from casemgmt.domain.dates import Day
from casemgmt.domain.told import Told
from casemgmt.errors import InvalidError

ONE, OTHER = UUID(int=1), UUID(int=2)
ON = Told(Day.of("2025-10-15"), "nadia")
JUDICIAL, AUDIT = HoldPlaced(ground="judicial"), HoldPlaced(ground="audit")


def amendments(*story):
    state = AREA.initial
    for event in story:
        state = AREA.evolve(state, event, ON)
    return state


def resolved(holds):
    return ContradictionResolved(between=[ONE, OTHER], holds=holds, reason="seen again")


def test_a_hold_stands_until_it_is_released():
    assert amendments(JUDICIAL).holds == ("judicial",)
    assert amendments(JUDICIAL, HoldReleased(ground="judicial")).holds == ()


def test_a_release_leaves_the_holds_on_other_grounds():
    assert amendments(JUDICIAL, AUDIT, HoldReleased(ground="judicial")).holds == ("audit",)
    assert amendments(JUDICIAL, HoldReleased(ground="audit")).holds == ("judicial",)


def test_two_holds_on_one_ground_need_two_releases():
    assert amendments(JUDICIAL, JUDICIAL, HoldReleased(ground="judicial")).holds == (
        "judicial",
    )


def test_the_last_resolution_holds_whichever_is_named_first():
    state = amendments(resolved("neither"), resolved(str(ONE)))

    assert state.resolution(OTHER, ONE) == str(ONE)
    assert state.resolution(ONE, UUID(int=3)) is None


def test_what_is_taken_back_changes_the_story_and_not_this_state():
    assert amendments(CommandRetracted(reason="typing mistake")) == AREA.initial


SOME = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")


@pytest.mark.parametrize("holds", ["neither", str(SOME), str(SOME).upper(), SOME.hex])
def test_what_holds_is_a_command_or_neither(holds):
    ResolveContradiction(between=(ONE, OTHER), holds=holds, reason="seen").check()


def test_what_holds_is_nothing_else():
    with pytest.raises(InvalidError) as invalid:
        ResolveContradiction(between=(ONE, OTHER), holds="both", reason="seen").check()

    assert (invalid.value.field, invalid.value.code) == ("data.holds", "wrong-type")


def test_a_correction_shows_nothing_of_what_it_corrects():
    correction = Correct(
        command_id=ONE, data={"given_name": "Salma"}, reason="Salma's birth act"
    )

    assert "Salma" not in repr(correction)


def test_a_hold_shows_no_reference():
    assert "1234" not in repr(PlaceHold(ground="judicial", reference="file 1234"))
