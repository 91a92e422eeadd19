"""A plain fact is stored as it would be if everything were asked about it."""

from uuid import UUID

import orjson
import pytest
from tests.oracle.unruly import unruly
from tests.recording.telling import line, written

from casemgmt.recording.journal import Reading
from casemgmt.recording.lines import SHORT
from casemgmt.recording.plain_facts import PlainFacts
from casemgmt.testing import memory_store

OPEN = frozenset({"on", "by", "c", "k", "role", "d"})
REPORT = {
    "from": "2025-09-15",
    "to": "2025-12-20",
    "days_possible": 80,
    "days_absent": 7,
    "source": "school-register",
}


def unsealed(said, streams):
    """What was stored, without the bytes and the ids that are another each time."""
    match said:
        case {"~": _, **rest}:
            return {"~": "", **dict.fromkeys(rest, "")}
        case dict():
            return {key: unsealed(value, streams) for key, value in said.items()}
        case list():
            return [unsealed(value, streams) for value in said]
        case str():
            kind, _, of = said.partition(":")
            if len(of) == len(UUID(int=0).hex) and of.isalnum():  # named by a random id
                return f"{kind}:{streams.setdefault(of, len(streams))}"
    return said


def stored(lines, **asked):
    """What is stored of *lines*, event by event, and what was counted."""
    store = memory_store(on="2026-06-30")
    reading = Reading(store._parts.recorder, **asked)
    reading.read(written(lines), None)
    streams, found = {}, []
    for event in store._parts.shelf.log.scan(0, 100_000):
        of = streams.setdefault(event.stream.hex, len(streams))
        state = {k: v for k, v in orjson.loads(event.state).items() if k in OPEN}
        found.append((of, event.version, event.name, state))
    return [(*of, unsealed(state, streams)) for *of, state in found], reading.counts


@pytest.mark.parametrize("seed", [1, 2, pytest.param(3, marks=pytest.mark.slow)])
def test_what_is_recorded_plainly_is_recorded_as_if_all_were_asked(seed, monkeypatch):
    lines = unruly(seed, children=6)
    plainly = stored(lines)

    monkeypatch.setattr(PlainFacts, "of", lambda *_: None)

    assert plainly[1]["recorded"] > 20
    assert stored(lines) == plainly


def test_numbers_are_stored_in_one_form_however_they_were_written():
    told = {"economic_hours": 6.0, "chores_hours": 4, "hazardous": "no"}
    (work,), _ = stored([line("observe-work", told)])

    assert type(work[-1]["d"]["economic_hours"]) is int


def test_a_mother_who_is_named_has_a_key_of_her_own():
    who = {"given_name": "A", "family_name": "B", "sex": "female", "born": "2013-03-14"}
    named = who | {"district": "mediouna", "mother": "C"}
    (alone,), _ = stored([line("register-child", who | {"district": "mediouna"})])
    (beside,), _ = stored([line("register-child", named)])

    assert "of" not in alone[-1]["d"]["given_name"]
    assert "of" in beside[-1]["d"]["mother"]


def test_what_is_not_said_as_it_is_written_is_checked_before_it_is_stored():
    said = [line("report-attendance", REPORT | {"days_absent_authorised": None})]
    (report,), _ = stored(said)

    assert report[-1]["d"] == REPORT


def test_a_line_that_is_not_short_is_weighed():
    text = "a" * SHORT
    visit = {"kind": "home-visit", "seen_child": True, "findings": text}
    found, counts = stored([line("record-follow-up", visit)])

    assert counts["recorded"] == len(found) == 1
