"""What cannot both be true is what the second opinion finds, on made-up journals."""

import json
from collections import Counter
from datetime import datetime, timedelta

import pytest
from tests.many import many
from tests.oracle.contradictions import LOOKS, contradictions
from tests.oracle.contrary import contrary

from casemgmt.testing import memory_store

pytestmark = pytest.mark.slow

OVERTAKEN = "decided-on-earlier-knowledge"


def told(lines):
    """A desk that was told *lines*; the lines that were recorded."""
    desk = memory_store("2026-01-05").acting_as("amina")
    desk.record_file(map(json.dumps, lines), times_given=True)
    kept = {
        str(event.command_id)
        for kind in ("child", "household")
        for subject in desk.subjects(kind)
        for event in desk.history(subject)
    }
    return desk, [one for one in lines if one["id"] in kept]


def shown(desk, **asked):
    return Counter(
        (str(one.subject), str(one.kind), frozenset(map(str, one.between)))
        for one in desk.contradictions(**asked)
        if one.kind != OVERTAKEN
    )


@pytest.mark.parametrize("seed", many(range(12), gate=4))
def test_what_is_shown_is_what_the_second_opinion_finds(seed):
    desk, recorded = told(contrary(seed))

    found = contradictions(recorded)

    assert shown(desk) == Counter(found)  # each once
    assert found


@pytest.mark.parametrize("seed", many(range(20, 24), gate=2))
def test_at_a_moment_is_shown_what_was_known_by_then(seed):
    desk, recorded = told(contrary(seed))
    half = recorded[: len(recorded) // 2]
    moment = datetime.fromisoformat(half[-1]["at"])

    assert shown(desk, known_at=moment) == Counter(contradictions(half))
    assert shown(desk, known_at=moment - timedelta(microseconds=1)) == Counter(
        contradictions(half[:-1])
    )


@pytest.mark.parametrize("seed", many(range(30, 33), gate=1))
def test_asked_of_each_record_everything_of_its_person_is_shown(seed):
    desk, _ = told(contrary(seed))
    everything = shown(desk)

    of_each = {str(s): shown(desk, subject=s) for s in desk.subjects("child")}

    for subject, kind, pair in everything:
        assert (subject, kind, pair) in of_each[subject]
    assert set().union(*of_each.values()) == set(everything)


def test_every_kind_is_met():
    met = {kind for seed in range(12) for _, kind, _ in contradictions(contrary(seed))}

    assert met == set(LOOKS)
