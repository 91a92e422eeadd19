"""Every row of every core figure equals the second opinion's, on made-up journals."""

from __future__ import annotations

import pytest
from tests.indicators.asking import asked, assert_same, facts_of
from tests.many import many
from tests.oracle.journals import journal
from tests.oracle.question import answer
from tests.oracle.questions import questions

from casemgmt.indicators import figures

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", many(range(11, 15), gate=2))
def test_every_row_is_the_second_opinions(seed: int) -> None:
    lines = journal(seed)
    with facts_of(lines) as facts:
        for question in questions(lines, seed, 6):
            assert_same(figures(facts, asked(**question)), answer(lines, **question))
