"""Chance, seeded: the same seed tells the same season on every machine.

Shares that a reader will look at (girls, waves of registration, absences) are dealt from
a deck, so that they come out as meant for any number of children; the rest is drawn.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from casemgmt.demo.clock import workday_before, workday_from

T = TypeVar("T")


class Chance:
    """All that is left to chance in one season."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  # people are invented, nothing is secret

    def happens(self, share: float) -> bool:
        """Whether something happens that happens to `share` of all."""
        return self._random.random() < share

    def between(self, least: int, most: int) -> int:
        """Give a whole number, both ends included."""
        return self._random.randint(least, most)

    def around(self, middle: float, spread: float = 0.3) -> float:
        """Give a number at most `spread` (a share of it) away from the middle."""
        return middle * self._random.uniform(1 - spread, 1 + spread)

    def pick(self, things: Sequence[T]) -> T:
        """Take one of them, each as likely."""
        return self._random.choice(things)

    def weighted(self, shares: Mapping[T, float]) -> T:
        """Take one of them, as likely as its share."""
        return self._random.choices(list(shares), list(shares.values()))[0]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Take `count` of them, or all when there are fewer, in random order."""
        return self._random.sample(things, min(max(count, 0), len(things)))

    def deck(self, size: int, shares: Mapping[T, float]) -> list[T]:
        """Shuffle `size` cards, each kind in the share named; the shares add up to 1."""
        cards: list[T] = []
        dealt = 0.0
        for card, share in shares.items():
            dealt += share
            cards += [card] * (round(size * dealt) - len(cards))
        self._random.shuffle(cards)
        return cards

    def workday(self, first: date, last: date) -> date:
        """Give a working day from `first` to `last`; the nearest when there is none."""
        days = max((last - first).days, 0)
        day = workday_from(first + timedelta(days=self.between(0, days)))
        if day <= last:
            return day
        before = workday_before(last)
        return before if before >= first else day

    def soon(self, day: date, least: int, most: int) -> date:
        """Give a working day about `least` to `most` days after `day`."""
        return self.workday(
            day + timedelta(days=least), day + timedelta(days=max(least, most))
        )
