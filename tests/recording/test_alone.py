"""What is told alone is stored and answered as if it were told among others."""

from uuid import UUID

import orjson
import pytest
from tests.oracle.unruly import unruly
from tests.recording.telling import VISIT, line, with_a_case

from casemgmt.errors import InvalidError, RefusedError
from casemgmt.recording.plain_facts import PlainFacts
from casemgmt.testing import memory_store

SAID = frozenset({"k", "on", "at", "by", "c", "role", "captured", "with"})


def told_alone(lines):
    """What is stored of *lines*, each recorded by itself, and how each was answered."""
    store = memory_store(on="2026-06-30")
    recorder, answers = store._parts.recorder, []
    for one in lines:
        if not isinstance(one, dict):
            continue
        try:
            done = recorder.record([recorder.desk.door.attempt(one)])
        except (InvalidError, RefusedError) as error:
            answers.append(str(error))
        else:
            answers.append((done.command_id, done.events, done.position, done.again))
    streams, found = {}, []
    for event in store._parts.shelf.log.scan(0, 100_000):
        of = streams.setdefault(event.stream, len(streams))
        read = store._parts.shelf.codec.entry(event)
        state = {k: v for k, v in orjson.loads(event.state).items() if k in SAID}
        found.append((of, event.version, event.name, state, read.event))
    return found, answers


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_fact_told_alone_is_recorded_as_a_session_records_it(seed, monkeypatch):
    lines = unruly(seed, children=3)
    alone = told_alone(lines)

    monkeypatch.setattr(PlainFacts, "of", lambda *_: None)

    assert len(alone[0]) > 20
    assert told_alone(lines) == alone


def test_two_facts_of_one_instant_keep_their_order():
    lines = [*with_a_case(), *[line("record-follow-up", VISIT) for _ in range(3)]]
    found, _ = told_alone(lines)
    times = [state["at"] for *_, state, _ in found]

    assert times == sorted({*times})
    assert len(times) == len(lines)


def test_a_fact_that_is_sent_again_is_met_again():
    visit = line("record-follow-up", VISIT)
    found, answers = told_alone([*with_a_case(), visit, visit])

    assert len(found) == 4
    assert [again for *_, again in answers] == [False, False, False, False, True]
    assert answers[-1][:3] == answers[-2][:3] == (UUID(visit["id"]), found[-1][-1:], 4)
