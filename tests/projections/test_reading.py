"""What an adapter reads is worked out when it is asked, and is what was recorded."""

import pickle

import pytest
from attrs import evolve
from tests.recording.telling import with_a_case, written

from casemgmt import RecordedEvent
from casemgmt.commands import ReportAttendance, Retract
from casemgmt.projections.reading import Reading
from casemgmt.recording.envelope import Unreadable
from casemgmt.testing import memory_store

MONTH = ReportAttendance(
    from_="2025-10-01", to="2025-10-31", days_possible=20, days_absent=3, source="visit"
)


@pytest.fixture
def parts():
    store = memory_store("2025-09-01")
    desk = store.acting_as("amina")
    store.turn_to("2025-11-03")
    desk.record_file(written([one for n in range(2) for one in with_a_case(f"child:K{n}")]))
    told = desk.record("child:K0", MONTH, on="2025-11-01")
    desk.record(
        "child:K0", Retract(command_id=told.command_id, reason="?"), on="2025-11-02"
    )
    return store._parts.shelf


@pytest.fixture
def reading(parts):
    return Reading(parts.codec, parts.vault)


def at_once(parts, stored):
    """The event as it is when everything of it is read at once."""
    entry = parts.codec.entry(stored, opened=False, by_id=True)
    (told,) = Reading(parts.codec, parts.vault).events([stored])
    return RecordedEvent.of(entry, told.subject)


def test_read_late_it_is_what_it_is_read_at_once(parts, reading):
    page = parts.log.scan(0, 100)

    assert list(reading.events(page)) == [at_once(parts, stored) for stored in page]


def test_its_own_id_is_that_of_the_history(parts, reading):
    page = parts.log.scan(0, 100)

    assert [told.id for told in reading.events(page)] == [
        at_once(parts, stored).id for stored in page
    ]


@pytest.mark.parametrize("asked", ["id", "on", "event", "by", "retracts"])
def test_whatever_is_asked_first_the_rest_is_the_same(parts, reading, asked):
    *_, last = parts.log.scan(0, 100)
    told = reading.event(last)

    getattr(told, asked)

    assert told == at_once(parts, last)


def test_an_event_keeps_what_it_is_when_it_is_sent(parts, reading):
    *_, last = reading.events(parts.log.scan(0, 100))

    assert pickle.loads(pickle.dumps(last)) == last


def test_what_it_has_not_is_still_an_error(parts, reading):
    told = reading.event(parts.log.scan(0, 1)[0])

    with pytest.raises(AttributeError, match="colour"):
        _ = told.colour


@pytest.mark.parametrize("state", [b"", b"[]", b'{"d":1}', b"\xff\xfe", b'{"d":{}}'])
def test_a_damaged_event_says_so_as_it_does_to_everybody(parts, reading, state):
    stored = evolve(parts.log.scan(0, 1)[0], state=state)

    told = reading.event(stored)

    assert isinstance(told.event, Unreadable)
    assert told == at_once(parts, stored)


def test_an_event_with_a_damaged_envelope_says_so_when_that_is_asked(parts, reading):
    stored = parts.log.scan(0, 1)[0]
    stored = evolve(stored, state=stored.state.replace(b'"by":"amina"', b'"by":[]'))

    told = reading.event(stored)

    assert told.by == "unknown"
    assert isinstance(told.event, Unreadable)


def test_an_event_of_no_area_that_is_installed_is_passed_over(parts, reading):
    stored = evolve(parts.log.scan(0, 1)[0], name="insaf.paid.1")

    assert reading.event(stored).event.foreign
