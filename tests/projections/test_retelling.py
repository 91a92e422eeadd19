"""What an adapter keeps of a story reads again, and adds up to the same journey."""

import json
from uuid import UUID

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.given import FOLD
from tests.domain.made_up import FIRST_MOMENT, entries, patient

from casemgmt import Subject
from casemgmt.adapters import RecordedEvent, as_kept, as_told, from_kept, journey_of
from casemgmt.commands import Correct, DeliverKit, Retract
from casemgmt.domain import told as domain
from casemgmt.domain.amendments import CommandCorrected, CommandRetracted
from casemgmt.domain.areas import AREAS
from casemgmt.recording.envelope import Unreadable
from casemgmt.testing import memory_store

NAMES = {kind: name for area in AREAS for name, kind in area.events.items()}
CHILD = Subject("child", "6f1c0a4e-0000-4000-8000-000000000001")
BAG = {"kit": "school-bag-full", "school_year": "2025-2026"}
every_kind = pytest.mark.parametrize("kind", ["child", "household", "centre", "agreement"])


def named(entry):
    return attrs.evolve(entry, name=NAMES.get(type(entry.event), entry.name))


def amended(data, entry, rank):
    """A correction of *entry* to another of its own kind, or its retraction."""
    what = data.draw(st.sampled_from(["correct", "retract"]))
    one = {"command_id": UUID(int=1000 + rank), "version": rank}
    later = entry.recorded_at.replace(year=entry.recorded_at.year + 1)
    if what == "retract":
        said = CommandRetracted(reason="in error")
        return attrs.evolve(
            entry, event=said, recorded_at=later, retracts=entry.command_id, **one
        )
    said = CommandCorrected(corrected=entry.event, on="2025-11", reason="a month late")
    return attrs.evolve(
        entry, event=said, recorded_at=later, corrects=entry.command_id, **one
    )


@every_kind
@given(data=st.data())
@patient
def test_what_was_kept_adds_up_to_the_journey_of_the_library(kind, data):
    story = data.draw(entries(kind))
    story += [
        amended(data, one, rank)
        for rank, one in enumerate(story, start=len(story))
        if data.draw(st.booleans())
    ]
    subject = Subject(kind, "K1")
    told = [RecordedEvent.of(named(one), subject) for one in story]

    kept = [json.loads(json.dumps(as_kept(one))) for one in told]
    again = [from_kept(one) for one in data.draw(st.permutations(kept))]

    if told:
        expected = FOLD.journey(subject, domain.as_told(story))
        assert journey_of(again) == expected
    assert {one.command_id: one for one in again} == {one.command_id: one for one in told}


def test_a_story_as_told_has_what_was_put_right_and_not_what_was_taken_back():
    store = memory_store("2025-10-20")
    amina = store.acting_as("amina")
    given_ = amina.record("child:C01", DeliverKit(**BAG), on="2025-10-02")
    twice = amina.record("child:C01", DeliverKit(**BAG), on="2025-10-03")
    right = Correct(
        command_id=given_.command_id, data=BAG | {"centre": "mediouna"}, reason="x"
    )
    fixed = amina.record("child:C01", right, on="2025-10-20")
    gone = Retract(command_id=twice.command_id, reason="y")
    amina.record("child:C01", gone, on="2025-10-20")

    (kit,) = as_told(store.events())

    assert kit.event.centre == "mediouna"
    assert str(kit.on) == "2025-10-02"
    assert (kit.command_id, kit.corrected_by) == (given_.command_id, fixed.command_id)


def test_an_event_that_cannot_be_read_stays_unreadable():
    told = RecordedEvent.of(damaged(), CHILD)

    again = from_kept(as_kept(told))

    assert again == told
    assert not journey_of([again]).readable


def test_an_event_of_an_area_that_is_gone_is_passed_over():
    kept = as_kept(RecordedEvent.of(damaged(), CHILD)) | {
        "name": "insaf.fees-paid.1",
        "data": {"term": 1},
    }

    assert from_kept(kept).event.foreign
    assert journey_of([from_kept(kept)]).readable


def test_nobody_has_no_journey():
    with pytest.raises(ValueError, match="needs an event"):
        journey_of([])


def damaged():
    return domain.Entry(
        command_id=UUID(int=7),
        subject=UUID(int=0),
        name="kit-delivered.1",
        event=Unreadable("kit-delivered.1", "its bytes were damaged"),
        on=domain.Day.of("2025-10-02"),
        recorded_at=FIRST_MOMENT,
        by="unknown",
    )
