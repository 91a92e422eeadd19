"""Interleaved rounds, medians and ratios; one JSON object a line for each promise."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

Work = Callable[[], object]
Clock = Callable[[], float]


@frozen
class Rates:
    """How often a contender did its work a second, round by round."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.rounds)

    @property
    def spread(self) -> float:
        """How noisy the machine was: the range of the rounds over their median."""
        return (max(self.rounds) - min(self.rounds)) / self.median


def interleaved(
    contenders: Mapping[str, Work],
    *,
    rounds: int,
    times: int,
    warm_up: int = 30,
    clock: Clock = time.perf_counter,
) -> dict[str, Rates]:
    """Return the rates of *contenders*, run in turn: A B C, and A B C again.

    They are those of a second on the wall, or of the processor by ``time.process_time``.
    """
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for work in contenders.values():
        for _ in range(warm_up):
            work()
    for _ in range(rounds):
        for name, work in contenders.items():
            began = clock()
            for _ in range(times):
                work()
            found[name].append(times / (clock() - began))
    return {name: Rates(tuple(rates)) for name, rates in found.items()}


def ratio(ours: Rates, peer: Rates) -> float:
    """Return the median of the ratios, round by round."""
    pairs = zip(ours.rounds, peer.rounds, strict=True)
    return statistics.median(a / b for a, b in pairs)


def say(promise: str, ours: Rates, peer: Rates, peer_name: str, unit: str) -> None:
    """Print what a promise came to, against one peer."""
    print_line(
        {
            "promise": promise,
            "ours": round(ours.median, 3),
            "peer": round(peer.median, 3),
            "peer_name": peer_name,
            "ratio": round(ratio(ours, peer), 3),
            "unit": unit,
            "runs": len(ours.rounds),
            "spread": [round(ours.spread, 2), round(peer.spread, 2)],
        }
    )


def print_line(document: Mapping[str, Any]) -> None:
    """Print one JSON object."""
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()
