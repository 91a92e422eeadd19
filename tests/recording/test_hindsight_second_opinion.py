"""Requests that would be refused today are those the second opinion names, on journals."""

import json

import pytest
from tests.oracle.decisions import Decisions
from tests.oracle.hindsight import overtaken
from tests.oracle.unruly import NOW, unruly

from casemgmt.testing import memory_store

OVERTAKEN = "decided-on-earlier-knowledge"


def both(lines):
    """What the store shows, and what the second opinion names."""
    store, opinion = memory_store(), Decisions()
    store.clock.now = NOW
    said = [one if isinstance(one, str) else json.dumps(one) for one in lines]
    desk = store.acting_as("amina")
    desk.record_file(said, times_given=True)
    opinion.outcomes(lines, store.clock.now)
    return desk, list(overtaken(opinion.recorded))


def shown(contradictions):
    return {
        (str(one.subject), *map(str, one.between), one.rule.value)
        for one in contradictions
        if one.kind == OVERTAKEN
    }


@pytest.mark.parametrize("seed", range(50, 56))
def test_what_was_overtaken_is_what_the_second_opinion_names(seed):
    desk, named = both(unruly(seed, children=2))

    assert shown(desk.contradictions()) == set(named)
    assert len(named) > 0
