"""R10: recording beside an adapter that follows it, good or misbehaving in eight ways.

The adapter runs as a stranger's does: ``casemgmt project --follow``, isolated. Beside each
contender commands are recorded into a store of its own, as fast as they can be, in turn
with its twin that nobody follows, which has seen as many slices. Among the contenders are
programs that know nothing of casemgmt: one that sleeps, one that burns all of a processor
it is given and is as little urgent as an adapter, one that commits to a file of its own as
often as a good adapter does. What these change, the machine does; the rest is ours.

A command's time is told apart: the clock's, and what of it was spent waiting for a
processor (Linux's run delay). ``python -m benchmarks.r10_adapters ROUNDS [FOLDER]``.
"""

from __future__ import annotations

import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from os import environ, pathsep
from pathlib import Path

from attrs import define, field, frozen

from casemgmt import Store
from casemgmt.commands import ReportAttendance

from .children import REPORT, beginning
from .measuring import print_line

STRANGERS = Path(__file__).parents[1] / "tests" / "projections" / "strangers.py"
MISBEHAVING = (
    "Raises",
    "Exits",
    "Hangs",
    "Spins",
    "EatsMemory",
    "Floods",
    "Crashes",
    "LeavesAChild",
)
GOOD = "Good"
_POLITE = "from casemgmt.limited.limiting import let_others_first; let_others_first()"
CONTROLS = {
    "a process that sleeps": "import time\nwhile True: time.sleep(0.2)",
    "a process that burns": f"{_POLITE}\nwhile True: pass",
    "a process that commits": (
        "import sqlite3, sys, time\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('CREATE TABLE IF NOT EXISTS t (n)')\n"
        "while True: db.execute('INSERT INTO t VALUES (1)'); time.sleep(0.2)"
    ),
}
CONTENDERS = (GOOD, *MISBEHAVING, *CONTROLS)
CONFIGURED = """
[adapters.register]
adapter = "{name}"
to = "{to}"
isolated = true
seconds = 1
memory_mb = 256
"""
FOLLOW = "from casemgmt.cli import main; main()"
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


def _installed(folder: Path) -> Path:
    """Put the adapters where pip would have put them."""
    facts = folder / "strangers-1.0.dist-info"
    facts.mkdir(parents=True)
    shutil.copy(STRANGERS, folder / "strangers.py")
    (facts / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: strangers\nVersion: 1.0\n"
    )
    named = "\n".join(f"{name} = strangers:{name}" for name in (GOOD, *MISBEHAVING))
    (facts / "entry_points.txt").write_text(f"[casemgmt.adapters]\n{named}\n")
    return folder


def _made(folder: Path, name: str, *, alone: bool = False) -> Path:
    place = folder / ("alone" if alone else "there") / name
    place.mkdir(parents=True)
    if name in (GOOD, *MISBEHAVING) and not alone:
        configured = CONFIGURED.format(name=name, to=place / "register.db")
        (place / "casemgmt.toml").write_text(configured)
    with Store.open(place / "a.db", create=True) as store:
        store.acting_as("amina").record("child:C0", *beginning(), on="2025-09-03")
    return place / "a.db"


def _command(name: str, path: Path) -> list[str]:
    if name in CONTROLS:
        return [sys.executable, "-c", CONTROLS[name], str(path.with_name("other.db"))]
    return [sys.executable, "-c", FOLLOW, "project", str(path), "--follow"]


@contextmanager
def _there(name: str, path: Path, installed: Path, starts: float) -> Iterator[None]:
    """Have *name* at work, in a session of its own, as one that was started elsewhere."""
    places = environ | {"PYTHONPATH": pathsep.join([str(installed), *sys.path])}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(
        _command(name, path), env=places, start_new_session=True, **quiet
    ) as process:
        try:
            time.sleep(starts)
            yield
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


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


def main(
    *, rounds: int = 5, seconds: float = 2.0, starts: float = 1.5, folder: str | None = None
) -> None:
    """Measure in turn, and print one line for each contender."""
    found = {name: Beside() for name in CONTENDERS}
    told = dict.fromkeys(CONTENDERS, 0)
    with tempfile.TemporaryDirectory(dir=folder) as made:
        installed = _installed(Path(made) / "installed")
        paths = {name: _made(Path(made), name) for name in CONTENDERS}
        twins = {name: _made(Path(made), name, alone=True) for name in CONTENDERS}
        for _ in range(rounds):
            for name, beside in found.items():
                beside.alone.append(_recorded(twins[name], seconds))
                with _there(name, paths[name], installed, starts):
                    beside.there.append(_recorded(paths[name], seconds))
                told[name] += 20 + len(beside.there[-1].clock)
        lost = {name: told[name] - _kept(paths[name]) for name in CONTENDERS}
    for name, beside in found.items():
        _say(name, beside, lost[name])


if __name__ == "__main__":
    main(
        rounds=int(sys.argv[1]) if sys.argv[1:] else 5,
        folder=sys.argv[2] if sys.argv[2:] else None,
    )
