"""R10: recording beside an adapter that follows it, good or misbehaving in eight ways.

The adapter runs as a stranger's does: ``casemgmt project --follow``, isolated. Beside each
contender commands are recorded into a store of its own, as fast as they can be, in turn
with its twin that nobody follows, which has seen as many slices. Among the contenders are
programs that know nothing of casemgmt: one that sleeps, one that burns all of a processor
it is given and is as little urgent as an adapter, one that commits to a file of its own as
often as a good adapter does. What these change, the machine does; the rest is ours.

A command's time is told apart: the clock's, and what of it was spent waiting for a
processor (Linux's run delay). Whether a ratio keeps the promise is said only where 90 of
100 samples agree; ``nobody`` is what the machine alone makes of it. How it goes is told
while it goes, and what was measured until it is stopped is printed.

``python -m benchmarks.r10_adapters ROUNDS [FOLDER [NAME ...]]``: a round takes seven
seconds for each name. All of them in 8 rounds, a quarter of an hour; ``18 FOLDER Good`` in
two minutes.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from attrs import define, field, frozen

from casemgmt import Store
from casemgmt.commands import ReportAttendance

from .children import REPORT
from .measuring import print_line
from .r10_contenders import CONTENDERS, at_work, installed_at, store_made

MOST = 1.05
"""What the promise allows: of the slowest hundredth, by the clock."""
FEWEST = 8
"""Pairs of slices: of fewer, samples drawn anew say little."""
RUN_DELAY = Path("/proc/thread-self/schedstat")
SAMPLES = 400
CHILDREN = 2_000


@frozen
class Slice:
    """How long each command took, in seconds.

    Attributes:
        clock: By the clock.
        own: Without what was spent waiting for a processor.

    """

    clock: tuple[float, ...]
    own: tuple[float, ...]


Measured = Callable[[Slice], Sequence[float]]


@define
class Beside:
    """Slices beside one contender, each with one where nobody was there."""

    there: list[Slice] = field(factory=list)
    alone: list[Slice] = field(factory=list)


def _run_delay() -> float:
    """Return how long this thread has waited for a processor; 0 where nobody says."""
    try:
        return int(RUN_DELAY.read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


def _recorded(path: Path, seconds: float) -> Slice:
    """Record for so long, and return how long each command took."""
    said = {key.replace("from", "from_"): value for key, value in REPORT.items()}
    report = ReportAttendance(**said)
    clock: list[float] = []
    own: list[float] = []
    with Store.open(path) as store:
        desk = store.acting_as("amina")
        for number in range(20):
            desk.record(f"child:C{number}", report, on="2025-12-22")
        ends, number = time.perf_counter() + seconds, 0
        while (began := time.perf_counter()) < ends:
            number, waited = number + 1, _run_delay()
            began = time.perf_counter()
            desk.record(f"child:C{number % CHILDREN}", report, on="2025-12-22")
            clock.append(time.perf_counter() - began)
            own.append(clock[-1] - (_run_delay() - waited))
    return Slice(tuple(clock), tuple(own))


def _kept(path: Path) -> int:
    with Store.open(path) as store:
        return sum(told.name == "attendance-reported.1" for told in store.events())


def _slowest_hundredth(slices: Sequence[Slice], of: Measured) -> float:
    return statistics.quantiles([t for one in slices for t in of(one)], n=100)[-1]


def _ratios(beside: Beside, of: Measured) -> tuple[float, float, float]:
    """Return the ratio of the slowest hundredths, and between what 90 of 100 samples lie.

    Slices are drawn anew in pairs: commands of one second share their fate.
    """
    chance, pairs = random.Random(10), [*zip(beside.there, beside.alone, strict=True)]

    def ratio(drawn: Sequence[tuple[Slice, Slice]]) -> float:
        there, alone = zip(*drawn, strict=True)
        return _slowest_hundredth(there, of) / _slowest_hundredth(alone, of)

    drawn = sorted(ratio(chance.choices(pairs, k=len(pairs))) for _ in range(SAMPLES))
    return ratio(pairs), drawn[SAMPLES // 20], drawn[-SAMPLES // 20]


def _say(name: str, beside: Beside, lost: int) -> None:
    told = {"promise": "R10", "adapter": name} | _p99(beside, lambda one: one.clock)
    own = _p99(beside, lambda one: one.own)
    print_line(
        told
        | {
            "peer_name": "the same commands with nobody there",
            "unit": "ms, p99 of a command",
            "kept": _verdict(beside),
            "without_waiting_for_a_processor": own,
            "commands": sum(len(one.clock) for one in beside.there),
            "lost": lost,
            "runs": len(beside.there),
        }
    )


def _p99(beside: Beside, of: Measured) -> dict[str, object]:
    ratio, *spread = _ratios(beside, of)
    return {
        "ours": round(_slowest_hundredth(beside.there, of) * 1000, 3),
        "peer": round(_slowest_hundredth(beside.alone, of) * 1000, 3),
        "ratio": round(ratio, 3),
        "spread": [round(each, 3) for each in spread],
    }


def _verdict(beside: Beside) -> str:
    """Return whether the promise is kept, as far as the samples agree."""
    _, least, most = _ratios(beside, lambda one: one.clock)
    if len(beside.there) < FEWEST or least <= MOST < most:
        return "cannot be told"
    return "yes" if most <= MOST else "no"


def _tell(number: int, rounds: int, name: str, beside: Beside) -> None:
    """Say on the other channel how far it is, and what it looks like so far."""
    ratio, least, most = _ratios(beside, lambda one: one.clock)
    commands = sum(len(one.clock) for one in beside.there)
    said = (
        f"round {number} of {rounds}: {name}: p99 x {ratio:.3f} [{least:.3f}, {most:.3f}]"
    )
    sys.stderr.write(f"{said}, {commands} commands\n")


@define
class Field:
    """The stores of every contender, and what was measured of each so far."""

    folder: Path
    found: dict[str, Beside]
    told: Counter[str] = field(factory=Counter)
    paths: dict[tuple[str, bool], Path] = field(factory=dict)

    @classmethod
    def made(cls, folder: Path, names: Sequence[str]) -> Field:
        """Return one with the stores made, each with its twin that nobody follows."""
        made = cls(folder, {name: Beside() for name in names})
        for name in names:
            for alone in (False, True):
                made.paths[name, alone] = store_made(folder, name, alone=alone)
        return made

    def slice(self, name: str, installed: Path, seconds: float, starts: float) -> None:
        """Record beside *name* for so long, and with nobody there, in either order."""
        beside = self.found[name]
        turns = [self._alone, self._there]
        for turn in turns if len(beside.there) % 2 else reversed(turns):
            turn(name, installed, seconds, starts)

    def _alone(self, name: str, _: Path, seconds: float, __: float) -> None:
        self.found[name].alone.append(_recorded(self.paths[name, True], seconds))

    def _there(self, name: str, installed: Path, seconds: float, starts: float) -> None:
        path, there = self.paths[name, False], self.found[name].there
        with at_work(name, path, installed, starts):
            there.append(_recorded(path, seconds))
        self.told[name] += 20 + len(there[-1].clock)

    def say(self) -> None:
        """Print a line for each contender that both was there and was not."""
        for name, beside in self.found.items():
            pairs = min(len(beside.there), len(beside.alone))
            if pairs:
                whole = Beside(beside.there[:pairs], beside.alone[:pairs])
                _say(name, whole, self.told[name] - _kept(self.paths[name, False]))


def main(
    *,
    rounds: int = 8,
    seconds: float = 2.0,
    starts: float = 1.5,
    folder: str | None = None,
    names: Sequence[str] = CONTENDERS,
) -> None:
    """Measure in turn, and print one line for each contender."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        installed = installed_at(Path(made) / "installed")
        measured = Field.made(Path(made), names)
        with suppress(KeyboardInterrupt):
            for number in range(1, rounds + 1):
                for name in names:
                    measured.slice(name, installed, seconds, starts)
                    _tell(number, rounds, name, measured.found[name])
        measured.say()


if __name__ == "__main__":
    main(
        rounds=int(sys.argv[1]) if sys.argv[1:] else 8,
        folder=sys.argv[2] if sys.argv[2:] else None,
        names=sys.argv[3:] or CONTENDERS,
    )
