"""S4 and S5: a journal read, every command decided; the bytes an event takes.

python -m benchmarks.s4_files                                 # 50,000 lines
python -m benchmarks.s4_files --children 10000 --rounds 5     # 500,000
python -m benchmarks.s4_files --children 100000 --rounds 1    # 5,000,000
python -m benchmarks.s4_files --children 300000 --rounds 1 --only 2    # 15,000,000, no peer

Every contender runs in a process of its own, in turn. A contender that is a number is ours,
with so many processes. The memory is that of all its processes together.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from casemgmt import Store

from .apart import Ran, run
from .measuring import print_line

EVENTS = 50
"""Of each child, as everywhere."""
PEERS = ("mapped", "bare")
NAMES = {
    "mapped": "eventsourcing insert_events: read, mapped, nothing decided",
    "bare": "eventsourcing insert_events: constant bytes, nothing read or decided",
}
Runs = Mapping[str, Sequence[Ran]]


def main(*, children: int = 1_000, rounds: int = 3, contenders: Sequence[str] = ()) -> None:
    """Measure, and print a line for each of ours beside each peer, and one for the size."""
    from .agency import journal  # in a process of ours nothing of it is loaded

    cores = str(os.cpu_count() or 1)
    names = contenders or tuple(dict.fromkeys([cores, "1", *PEERS]))
    with tempfile.TemporaryDirectory() as made:
        lines = Path(made) / "journal.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in journal(children))
        runs = _rounds(names, lines, rounds)
    _say(runs, children * EVENTS)


def _rounds(names: Iterable[str], lines: Path, rounds: int) -> Runs:
    runs: dict[str, list[Ran]] = {name: [] for name in names}
    for _ in range(rounds):
        for name, ran in runs.items():
            ran.append(run("benchmarks.s4_files", ["--one", name, str(lines)]))
    return runs


def one(name: str, lines: Path) -> None:
    """Let one contender take *lines* in; print its seconds and the bytes it left."""
    with tempfile.TemporaryDirectory(dir=lines.parent) as made:
        began = time.perf_counter()
        put_in = _inserted if name in PEERS else _ours
        store = put_in(Path(made), lines, name)
        took = time.perf_counter() - began
        print_line({"seconds": took, "bytes": store.stat().st_size})


def _inserted(folder: Path, lines: Path, peer: str) -> Path:
    from . import inserting  # nor of this

    return {"mapped": inserting.mapped, "bare": inserting.bare}[peer](folder, lines)


def _ours(folder: Path, lines: Path, processes: str) -> Path:
    store = folder / "ours.db"
    with Store.open(store, create=True) as opened:
        opened.acting_as("amina").record_file(lines, processes=int(processes))
    return store


def _say(runs: Runs, events: int) -> None:
    ours = [name for name in runs if name not in PEERS]
    for name in ours:
        mine = _figures(runs[name], events)
        if runs.keys().isdisjoint(PEERS):
            _say_line("S4", "commands/s", runs[name], events, processes=name, ours=mine)
        for peer in runs.keys() & set(PEERS):
            _say_line(
                "S4",
                "commands/s",
                runs[name],
                events,
                processes=name,
                ours=mine,
                peer=_figures(runs[peer], events),
                peer_name=NAMES[peer],
                ratio=_ratio(runs[peer], runs[name], "seconds"),
            )
    if "mapped" in runs and ours:
        _say_line(
            "S5",
            "bytes/event",
            runs[ours[0]],
            events,
            ours=_bytes(runs[ours[0]], events),
            peer=_bytes(runs["mapped"], events),
            peer_name=NAMES["mapped"],
            ratio=_ratio(runs[ours[0]], runs["mapped"], "bytes"),
        )


def _say_line(
    promise: str, unit: str, runs: Sequence[Ran], events: int, **said: Any
) -> None:
    about = {"unit": unit, "runs": len(runs), "events": events}
    figures: dict[str, Any] = {}
    for name, value in said.items():
        if isinstance(value, dict):
            figures[name] = value["rate"]
            figures |= {f"{name}_{w}": v for w, v in value.items() if w != "rate"}
        else:
            figures[name] = value
    print_line({"promise": promise, **figures, **about})


def _figures(runs: Sequence[Ran], events: int) -> dict[str, float]:
    rates = [events / ran.said["seconds"] for ran in runs]
    median = statistics.median(rates)
    return {
        "rate": round(median),
        "spread": round((max(rates) - min(rates)) / median, 2),
        "cpu_us": round(statistics.median(r.cpu_seconds for r in runs) / events * 1e6, 1),
        "peak_mb": round(max(ran.peak_mb for ran in runs)),
    }


def _bytes(runs: Sequence[Ran], events: int) -> int:
    return round(statistics.median(ran.said["bytes"] for ran in runs) / events)


def _ratio(these: Sequence[Ran], those: Sequence[Ran], what: str) -> float:
    pairs = zip(these, those, strict=True)
    return round(statistics.median(a.said[what] / b.said[what] for a, b in pairs), 3)


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--children", type=int, default=1_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--only", nargs="*", default=())
    asked.add_argument("--one", nargs=2)
    said = asked.parse_args()
    if said.one:
        one(said.one[0], Path(said.one[1]))
    else:
        main(children=said.children, rounds=said.rounds, contenders=said.only)
