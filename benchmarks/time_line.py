"""When each of several processes worked, when it waited for a processor, and when it slept.

As Linux counts it for every thread; elsewhere nothing is said.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self

from attrs import define, field

EVERY = 0.1
NANO = 1e9
STRETCHES = 10
Counted = tuple[float, float]
"""Seconds of work, and of waiting for a processor, since a process began."""


def counted(pid: int | str) -> Counted:
    """Return what all threads of a process come to so far."""
    worked = waited = 0
    for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            ran, queued, _ = thread.read_text("ascii").split()
        except OSError:
            continue  # it ended just now
        worked, waited = worked + int(ran), waited + int(queued)
    return worked / NANO, waited / NANO


@define
class TimeLine:
    """Looks at processes every tenth of a second, as long as a block takes.

    Attributes:
        pids: The processes, by what they are called.
        seen: When they were looked at, in seconds since the beginning, and how they stood.

    """

    pids: Mapping[str, int | str]
    seen: list[tuple[float, dict[str, Counted]]] = field(factory=list)
    _ends: Event = field(factory=Event, init=False)
    _thread: Thread | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        self._look(began := time.perf_counter())
        self._thread = Thread(target=self._keep_looking, args=(began,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        if self._thread is not None:
            self._thread.join(10 * EVERY)

    def lines(self) -> list[dict[str, Any]]:
        """Return of each process what it did, in seconds and stretch by stretch."""
        return [self._line(name) for name in self.pids] if len(self.seen) > 1 else []

    def _keep_looking(self, began: float) -> None:
        while not self._ends.wait(EVERY):
            self._look(began)
        self._look(began)

    def _look(self, began: float) -> None:
        now = {name: counted(pid) for name, pid in self.pids.items()}
        self.seen.append((time.perf_counter() - began, now))

    def _line(self, name: str) -> dict[str, Any]:
        took = self.seen[-1][0]
        told = [(at, of[name]) for at, of in self.seen]
        work = [(at, done[0] - before[0]) for (_, before), (at, done) in pairwise(told)]
        busy = [at for at, worked in work if worked > EVERY / 10]
        waited = told[-1][1][1] - told[0][1][1]
        worked = sum(each for _, each in work)
        stretches = [0.0] * STRETCHES
        for at, each in work:
            stretches[min(int(at / took * STRETCHES), STRETCHES - 1)] += each
        return {
            "process": name,
            "begins": round(max(0.0, busy[0] - EVERY), 1) if busy else None,
            "ends": round(busy[-1], 1) if busy else None,
            "works": round(worked, 2),
            "waits_for_a_processor": round(waited, 2),
            "sleeps": round(max(0.0, took - worked - waited), 2),
            "percent": [round(100 * each / took * STRETCHES) for each in stretches],
        }
