"""What is told alone is stored and answered as if it were told among others."""

from uuid import UUID

import orjson
import pytest
from tests.oracle.unruly import unruly
from tests.recording.telling import BAG, VISIT, line, read, with_a_case

from casemgmt import Store
from casemgmt.commands import RequestTransfer, RevokeTransfer
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

    monkeypatch.setattr(PlainFacts, "told_or_asked", lambda *_: None)

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


ASKED = [
    line("request-transfer", {"to_centre": "hay-hassani", "reason": "La famille."}),
    line("request-transfer", {"to_centre": "hay-hassani"}),
    line("revoke-transfer", {"reason": {"fr": "La famille reste."}}),
    line("revoke-transfer", {}),
    line("entitle-kit", BAG),
    line("entitle-kit", BAG),
    line("approve-closure", {}, by="youssef"),
    line("request-closure", {"reason": "moved-away"}, on="2025-10-01"),
    line("approve-closure", {}, by="youssef", on="2025-10-02"),
    line("approve-closure", {}, by="youssef", on="2025-10-02"),
    line("request-transfer", {"to_centre": "hay-hassani"}, on="2025-10-03"),
]
"""Granted, refused, or already so."""
ELSEWHERE = [
    *with_a_case("child:C02"),
    line("entitle-kit", BAG, subject="child:C02"),
    line("link-persons", {"other": "child:C02", "evidence": "birth-act"}),
]
"""What a rule finds in another record of the same person."""


def in_sessions(monkeypatch, lines):
    """As ``told_alone``, with everything asked as if it were told among others."""
    with monkeypatch.context() as here:
        here.setattr(PlainFacts, "told_or_asked", lambda *_: None)
        return told_alone(lines)


def test_a_request_told_alone_is_decided_as_a_session_decides_it(monkeypatch):
    lines = [*with_a_case(), *ASKED]
    found, answers = told_alone(lines)

    assert [type(answer) for answer in answers].count(str) == 4
    assert (found, answers) == in_sessions(monkeypatch, lines)


def test_a_request_told_alone_is_refused_for_what_stands_in_a_linked_record(monkeypatch):
    lines = [*with_a_case(), *ELSEWHERE, line("entitle-kit", BAG)]
    found, answers = told_alone(lines)

    assert isinstance(answers[-1], str)
    assert (found, answers) == in_sessions(monkeypatch, lines)


def test_a_request_is_decided_on_what_another_process_recorded(tmp_path):
    lines = [*with_a_case(), line("request-transfer", {"to_centre": "hay-hassani"})]
    read(tmp_path / "a.db", lines)
    with Store.open(tmp_path / "a.db") as one, Store.open(tmp_path / "a.db") as other:
        here, there = one.acting_as("amina"), other.acting_as("youssef")
        here.journey("child:C01")
        there.record("child:C01", RevokeTransfer(), on="2025-09-04")

        with pytest.raises(RefusedError):
            here.record("child:C01", RevokeTransfer(), on="2025-09-05")
        there.record("child:C01", RequestTransfer(to_centre="mediouna"), on="2025-09-06")
        done = here.record("child:C01", RevokeTransfer(), on="2025-09-07")

    assert len(done.events) == 1
