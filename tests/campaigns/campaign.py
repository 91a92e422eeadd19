"""What a campaign is: rounds of one seed each, what they reach, what turns them red."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from random import Random

from attrs import field, frozen

Round = Callable[[Random, Counter[str]], int]
"""Does one round by chance, counts what it reached, returns its points; asserts."""
Plant = Callable[[], AbstractContextManager[object]]
ENOUGH = 10


@frozen
class Campaign:
    """Rounds that are repeated until there are points enough.

    Attributes:
        name: What it is called on the command line.
        promise: Which of the promises it shows.
        small: How many points the gate asks for.
        full: How many the whole campaign has.
        kinds: What must be reached, each ten times in the whole campaign.
        round: One round.
        planted: Faults by name, with each of which it must go red.
        patience: In how many points a planted fault must be noticed.

    """

    name: str
    promise: str
    small: int
    full: int
    kinds: tuple[str, ...]
    round: Round
    planted: Mapping[str, Plant] = field(factory=dict)
    patience: int = 1_000

    def missing(self, reached: Mapping[str, int], points: int) -> dict[str, int]:
        """What was reached too rarely in so many points, and how often."""
        enough = min(ENOUGH, max(1, ENOUGH * points // self.full))
        return {k: reached.get(k, 0) for k in self.kinds if reached.get(k, 0) < enough}


def chance_of(seed: int, name: str, number: int) -> Random:
    """The chance of one round, the same wherever it is repeated."""
    return Random(f"{seed}/{name}/{number}")
