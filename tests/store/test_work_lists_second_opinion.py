"""Every line of every work list is the second opinion's, on made-up journals."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from attrs import evolve
from tests.oracle.errands import errands
from tests.oracle.journals import journal
from tests.oracle.policy import policy
from tests.oracle.work_lists import due, row

from casemgmt import Policy
from casemgmt.config import Config
from casemgmt.domain.work_lists.listing import KINDS
from casemgmt.testing import memory_store

pytestmark = pytest.mark.slow

FIRST_DAY = date(2023, 11, 1)
SEEDS = range(61, 67)
ASKED = 12
"""Lists asked of each journal."""
OTHERWISE = """
[[rule]]
parameter = "clock_start"
value = "identification"
source = "a test"

[[rule]]
parameter = "suspension.max_days"
value = 10
source = "a test"
"""


def test_every_line_is_the_second_opinions_and_every_kind_is_met():
    met = Counter()
    for seed in SEEDS:
        met += asked(seed, OTHERWISE if seed % 2 else None)

    assert len(met) == len(KINDS)


def asked(seed: int, replacing: str | None) -> Counter:
    """Compare the lists of one journal and return how often each kind was met."""
    met, chance = Counter(), Random(seed)
    lines = journal(seed, children=8)
    lines += errands(seed, lines)
    chosen = Config.default()
    if replacing is not None:
        chosen = evolve(chosen, policy=Policy.read(replacing, chosen.policy))
    with memory_store(on="2026-03-01", config=chosen) as store:
        desk = store.acting_as("amina")
        desk.record_file(map(json.dumps, lines), times_given=True)
        lines = [line for line in lines if store.outcome(UUID(line["id"]))]
        for _ in range(ASKED):
            on = FIRST_DAY + timedelta(days=chance.randrange(950))
            ahead = chance.choice((0, 0, 7, 60))
            known_at = chance.choice((None, datetime(on.year, on.month, 1, tzinfo=UTC)))

            found = [row(d) for d in desk.due(on, ahead=ahead, known_at=known_at)]

            second = due(lines, on, policy(replacing), ahead=ahead, known_at=known_at)
            assert found == second
            met.update(what for _, what, *_ in found)
    return met
