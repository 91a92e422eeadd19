"""A store that is told a journal bit by bit, in any order, gives the second opinion's rows.

Its facts follow each time: some stories are added to, some folded anew.
"""

from __future__ import annotations

import json
from random import Random

import pytest
from tests.indicators.asking import asked, assert_same
from tests.many import many
from tests.oracle.journals import journal
from tests.oracle.question import answer
from tests.oracle.questions import questions

from casemgmt.indicators import figures
from casemgmt.read_models.figuring import brought_up
from casemgmt.testing import memory_store

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", many(range(31, 34), gate=1))
def test_every_row_is_the_second_opinions(seed: int) -> None:
    lines = journal(seed, children=8)
    told = Random(seed).sample(lines, len(lines))  # fed in another order, and then twice
    with memory_store(on="2027-06-01") as store:
        desk = store.acting_as("amina")
        for first in range(0, len(told), 60):
            step = [json.dumps(line) for line in told[first : first + 60]]
            desk.record_file(step, times_given=True)
            brought_up(store._parts)
        whole = [json.dumps(line) for line in told]
        while (again := desk.record_file(whole, times_given=True)).recorded:
            pass  # what came before the command it puts right is taken the next time
        assert again.already == len(told)
        for question in questions(lines, seed, 5):
            found = figures(brought_up(store._parts), asked(**question))
            assert_same(found, answer(lines, **question))
