"""R10: recording beside an adapter that follows it, good or misbehaving in eight ways.

The adapter runs as a stranger's does: ``casemgmt project --follow``, isolated. Beside each
contender commands are recorded into a store of its own, as fast as they can be, in turns of
a second with its twin that nobody follows; the contender is held meanwhile. One that
misbehaves has done so for some time: it was ended three times, and rests between. So what
is told is how it is in the hours after; its first ten seconds are told in decision 0046.
Rounds go two by two, as one that spins works within every second of them. Among the
contenders are programs that know nothing of casemgmt: one that sleeps, one that burns all
of a processor it is given and is as little urgent as an adapter, one that commits to a file
of its own five times a second. What these change, the machine does; the rest is ours.

A command's time is told apart: the clock's, and what of it was spent waiting for a
processor (Linux's run delay). Whether a ratio keeps the promise is said only where 90 of
100 samples agree; ``nobody`` is what the machine alone makes of it. How it goes is told
while it goes, and what was measured until it is stopped is printed.

``python -m benchmarks.r10_adapters ROUNDS [FOLDER [NAME ...]]``: a round takes twenty
seconds for each name, thirty or forty for one that misbehaves. All of them in two rounds,
thirteen minutes; ``6 FOLDER Good Reads`` in four.
"""

from __future__ import annotations

import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from attrs import define, field, frozen

from casemgmt import Desk, Store
from casemgmt.commands import ReportAttendance

from .children import REPORT
from .measuring import print_line
from .r10_contenders import (
    BROKEN_FOR,
    CONTENDERS,
    AtWork,
    at_work,
    installed_at,
    store_made,
)

MOST = 1.05
"""What the promise allows: of the slowest hundredth, by the clock."""
FEWEST = 8
"""Pairs of slices: of fewer, samples drawn anew say little."""
RUN_DELAY = Path("/proc/thread-self/schedstat")
SAMPLES = 400
CHILDREN = 2_000
WARM = 5
"""Commands that are not counted, at the beginning of each turn."""
SAID = ReportAttendance(**{k.replace("from", "from_"): v for k, v in REPORT.items()})


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


def _recorded(desk: Desk, seconds: float) -> Slice:
    """Record for so long, and return how long each command took."""
    clock: list[float] = []
    own: list[float] = []
    for number in range(WARM):
        desk.record(f"child:C{number}", SAID, on="2025-12-22")
    ends, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < ends:
        number, waited = number + 1, _run_delay()
        began = time.perf_counter()
        desk.record(f"child:C{number % CHILDREN}", SAID, on="2025-12-22")
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

    def take_turns(
        self, name: str, begun: AbstractContextManager[AtWork], turns: int, seconds: float
    ) -> None:
        """Record beside *name* and with nobody there, in short turns, which changes first.

        While nobody is there, *name* is held: it stays as it is, and does nothing.
        """
        beside, there = self.found[name], self.paths[name, False]
        with (
            Store.open(there) as followed,
            Store.open(self.paths[name, True]) as other,
            begun as work,
        ):
            desks = followed.acting_as("amina"), other.acting_as("amina")
            for turn in range(turns):
                for is_there in (turn % 2 == 0, turn % 2 == 1):
                    work.go_on() if is_there else work.hold()
                    kept = beside.there if is_there else beside.alone
                    kept.append(_recorded(desks[not is_there], seconds))
                    if is_there:
                        self.told[name] += WARM + len(kept[-1].clock)

    def say(self) -> None:
        """Print a line for each contender that both was there and was not."""
        for name, beside in self.found.items():
            pairs = min(len(beside.there), len(beside.alone))
            if pairs:
                whole = Beside(beside.there[:pairs], beside.alone[:pairs])
                _say(name, whole, self.told[name] - _kept(self.paths[name, False]))


def main(
    *,
    rounds: int = 2,
    turns: int = 8,
    seconds: float = 1.0,
    folder: str | None = None,
    names: Sequence[str] = CONTENDERS,
) -> None:
    """Measure in turn, and print one line for each contender."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        installed = installed_at(Path(made) / "installed")
        measured = Field.made(Path(made), names)
        with suppress(KeyboardInterrupt), _ended_as_at_the_keyboard():
            for number in range(1, rounds + 1):
                broken_for = BROKEN_FOR[(number - 1) % len(BROKEN_FOR)]
                for name in names:
                    path = measured.paths[name, False]
                    begun = at_work(name, path, installed, broken_for)
                    measured.take_turns(name, begun, turns, seconds)
                    _tell(number, rounds, name, measured.found[name])
        measured.say()


@contextmanager
def _ended_as_at_the_keyboard() -> Iterator[None]:
    """Whoever is told to end by another program ends as at the keyboard."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


if __name__ == "__main__":
    main(
        rounds=int(sys.argv[1]) if sys.argv[1:] else 2,
        folder=sys.argv[2] if sys.argv[2:] else None,
        names=sys.argv[3:] or CONTENDERS,
    )
