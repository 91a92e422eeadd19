"""R10: recording beside an adapter that follows it, good or misbehaving in eight ways.

The adapter runs as a stranger's does: ``casemgmt project --follow``, isolated. Each
contender records into a store of its own, in turn, as fast as it can; what is compared is
the slowest hundredth of the commands, with the adapter and without any.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import environ, pathsep
from pathlib import Path

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
ALONE, GOOD = "nobody", "Good"
CONTENDERS = (ALONE, GOOD, *MISBEHAVING)
CONFIGURED = """
[adapters.register]
adapter = "{name}"
to = "{to}"
isolated = true
seconds = 1
memory_mb = 256
"""
FOLLOW = "from casemgmt.cli import main; main()"


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


def _made(folder: Path, name: str) -> Path:
    place = folder / name
    place.mkdir()
    to = place / "register.db"
    if name != ALONE:
        (place / "casemgmt.toml").write_text(CONFIGURED.format(name=name, to=to))
    with Store.open(place / "a.db", create=True) as store:
        store.acting_as("amina").record("child:C0", *beginning(), on="2025-09-03")
    return place / "a.db"


@contextmanager
def _followed(path: Path, installed: Path, seconds: float) -> Iterator[None]:
    """Have the store's adapter follow it, in a process of its own that starts first."""
    if path.parent.name == ALONE:
        time.sleep(seconds)
        yield
        return
    command = [sys.executable, "-c", FOLLOW, "project", str(path), "--follow"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    places = environ | {"PYTHONPATH": pathsep.join([str(installed), *sys.path])}
    with subprocess.Popen(command, env=places, **quiet) as follower:
        time.sleep(seconds)
        yield
        follower.terminate()
        try:
            follower.wait(5)
        except subprocess.TimeoutExpired:
            follower.kill()


def _took(path: Path, seconds: float) -> list[float]:
    """Record for so long, and return how long each command took."""
    said = {key.replace("from", "from_"): value for key, value in REPORT.items()}
    report, took = ReportAttendance(**said), []
    with Store.open(path) as store:
        desk = store.acting_as("amina")
        ends, number = time.perf_counter() + seconds, 0
        while time.perf_counter() < ends:
            number += 1
            began = time.perf_counter()
            desk.record(f"child:C{number % 200}", report, on="2025-12-22")
            took.append(time.perf_counter() - began)
    return took


def _slowest_hundredth(took: list[float]) -> float:
    return statistics.quantiles(took, n=100)[-1]


def _kept(path: Path) -> int:
    with Store.open(path) as store:
        return sum(told.name == "attendance-reported.1" for told in store.events())


def _say(slow: Mapping[str, list[float]], lost: Mapping[str, int]) -> None:
    for name in CONTENDERS[1:]:
        ratios = [a / b for a, b in zip(slow[name], slow[ALONE], strict=True)]
        print_line(
            {
                "promise": "R10",
                "adapter": name,
                "ours": round(statistics.median(slow[name]) * 1000, 3),
                "peer": round(statistics.median(slow[ALONE]) * 1000, 3),
                "peer_name": "the same commands with no adapter",
                "ratio": round(statistics.median(ratios), 3),
                "lost": lost[name],
                "unit": "ms, p99 of a command",
                "runs": len(ratios),
                "spread": [round(min(ratios), 2), round(max(ratios), 2)],
            }
        )


def main(*, rounds: int = 5, seconds: float = 3.0, starts: float = 2.0) -> None:
    """Measure, and print one line for each adapter."""
    slow: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    told = dict.fromkeys(CONTENDERS, 0)
    with tempfile.TemporaryDirectory() as made:
        installed = _installed(Path(made) / "installed")
        paths = {name: _made(Path(made), name) for name in CONTENDERS}
        for _ in range(rounds):
            for name, path in paths.items():
                with _followed(path, installed, starts):
                    took = _took(path, seconds)
                slow[name].append(_slowest_hundredth(took))
                told[name] += len(took)
        lost = {name: told[name] - _kept(path) for name, path in paths.items()}
    _say(slow, lost)


if __name__ == "__main__":
    main()
