"""What the door read from JSON is not read once more; whatever is another is."""

import pytest
from attrs import evolve

from casemgmt import Text
from casemgmt.commands import RecordFollowUp, RequestTransfer
from casemgmt.domain.enrolment.case_events import TransferRequested
from casemgmt.domain.personal import Known
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.recording.payloads import Payloads
from casemgmt.testing import memory_store

CHILD = Subject("child", "C01")
ASKED = RequestTransfer(to_centre="hay-hassani", reason="La famille déménage.")


@pytest.fixture
def door():
    return memory_store(on="2026-06-30")._parts.recorder.desk.door


@pytest.fixture
def payloads(door):
    return Payloads(door.registry)


@pytest.fixture
def read_again(payloads, monkeypatch):
    """The events that were encoded, decoded and compared once more."""
    found, checked = [], payloads.checked
    monkeypatch.setattr(
        payloads, "checked", lambda event: (found.append(event), checked(event))[1]
    )
    return found


def told(command):
    return TransferRequested(to_centre=command.to_centre, reason=command.reason)


def test_what_was_read_to_this_very_event_is_not_read_again(door, payloads, read_again):
    command, said = door.checked(ASKED, CHILD)

    plain = payloads.checked_as_said(told(command), command, said)

    assert plain == said == {"to_centre": "hay-hassani", "reason": "La famille déménage."}
    assert payloads.event("transfer-requested.1", said) == told(command)
    assert read_again == []


@pytest.mark.parametrize(
    "another",
    [
        lambda event: evolve(event, to_centre="mediouna"),
        lambda event: evolve(event, reason=Known(Text.of("La famille déménage."))),
    ],
    ids=["another value", "an equal value of its own"],
)
def test_an_event_that_is_not_what_was_said_is_read(another, door, payloads, read_again):
    command, said = door.checked(ASKED, CHILD)
    event = another(told(command))

    payloads.checked_as_said(event, command, said)

    assert read_again == [event]


def test_what_was_never_json_is_read(door, payloads, read_again):
    command, _ = door.checked(ASKED, CHILD)

    payloads.checked_as_said(told(command), command, None)

    assert read_again == [told(command)]


def test_what_is_too_large_is_refused_as_before(door):
    visit = RecordFollowUp(
        kind="home-visit", seen_child=True, findings=Text(fr="é" * 600_000)
    )

    assert door.checked(visit, CHILD)[1] is None
    with memory_store(on="2026-06-30") as store, pytest.raises(InvalidError) as refused:
        store.acting_as("amina").record("child:C01", visit, on="2025-09-03")
    assert refused.value.code == "too-large"
