"""A contender in a process of its own: its seconds, and the memory of all it starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

EVERY_SECONDS = 0.05
KIB_PER_MB = 1024


@frozen
class Ran:
    """What a contender says of its run, and what was seen of it.

    Attributes:
        said: The JSON object it printed.
        cpu_seconds: Of all its processes, in themselves and in the kernel.
        peak_mb: The most memory all its processes held at one moment; what they share
            counts once (Linux's PSS). 0 where the system does not tell.

    """

    said: dict[str, Any]
    cpu_seconds: float
    peak_mb: float


def run(module: str, arguments: Sequence[str]) -> Ran:
    """Run ``python -m MODULE ARGUMENTS`` and return what became of it."""
    before = _cpu_of_children()
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, text=True
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_held_kib, _family(process.pid))))
        time.sleep(EVERY_SECONDS)
    said, _ = process.communicate()
    if process.returncode:
        message = f"{module} {' '.join(arguments)} ended with {process.returncode}"
        raise RuntimeError(message)
    cpu = _cpu_of_children() - before
    return Ran(json.loads(said), cpu, peak / KIB_PER_MB)


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _family(pid: int) -> Iterator[int]:
    """Yield *pid* and every process it started, and those they did."""
    yield pid
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = tasks.read_text().split()
        except OSError:  # it has ended
            continue
        for child in children:
            yield from _family(int(child))


def _held_kib(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # it has ended, or the system tells no such thing
        return 0
    return sum(int(w.split()[1]) for w in rollup.splitlines() if w.startswith("Pss:"))
