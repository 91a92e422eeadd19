"""S9: all core figures of a store in one call, beside plain Polars and eventsourcing.

``python -m benchmarks.s9_indicators 3000 30000 300000`` asks the figures of so many
children, as a whole process and in an open store. The peers compute one of them, the
attendance rate (I31) by programme and sex: Polars over the table exported once as Parquet,
with its columns and nothing else to read; eventsourcing by its own fold of the log. All
must come to the same numbers.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl
from attrs import frozen

from casemgmt import Store
from casemgmt.desk.desk import Desk
from casemgmt.indicators import each_behind
from casemgmt.read_models.figuring import brought_up, explained

from . import s7_peers
from .measuring import interleaved, print_line, say
from .s7_rebuild import LARGEST_OF_PEERS, own_megabytes
from .s8_facts import parts_of
from .seasons import EVENTS, filled

QUICK = (3_000,)
LOOKED_AT = 1_000
LOOKED_EVERY = 0.01
MOST_UNITS = 2_000
"""Of a cell that is explained as soon as it is asked for."""
PERIOD = ("2024-09-01", "2025-08-31")
BY = ("programme", "sex")
ASKED = {
    "S9": (),
    "S9-cells": ("--by", "sex,programme,centre"),
    "S9-one": ("--only", "I20", "--by", "sex"),
}
_EXPORT = """
COPY (SELECT a.rec AS person, a.from_, a.to_, a.possible, a.absent + a.authorised AS missed,
    s.value AS programme, p.sex
  FROM attendance a JOIN spell s ON s.rec = a.rec AND s.kind = 'programme'
  JOIN person p ON p.rec = a.rec)
TO '{}' (FORMAT parquet)
"""
Rates = dict[tuple[str, str], tuple[int, int]]
"""By programme and sex: days attended, and possible."""


def by_polars(exported: Path) -> Rates:
    """Return the attendance of the year as Polars comes to it."""
    first, last = (pl.lit(day).str.to_date() for day in PERIOD)
    found = (
        pl.scan_parquet(exported)
        .filter(pl.col("to_").is_between(first, last))
        .group_by("programme", "sex")
        .agg(pl.col("possible").sum(), pl.col("missed").sum())
        .collect()
    )
    return {(p, s): (days - missed, days) for p, s, days, missed in found.iter_rows()}


def by_figures(desk: Desk) -> Rates:
    """Return the same as figures."""
    found = desk.figures(*PERIOD, only=["I31"], by=BY)
    return {
        (f.by["programme"], f.by["sex"]): (f.numerator, f.denominator)
        for f in found
        if f.by
    }


def by_loop(env: dict[str, str]) -> Rates:
    """Return the same by eventsourcing's own fold."""
    attended: dict[tuple[str, str], int] = {}
    for (month, programme, sex), days in s7_peers.loop(env).items():
        if "2024-09" <= month <= "2025-08":
            attended[programme, sex] = attended.get((programme, sex), 0) + days
    return {cell: (days, 0) for cell, days in attended.items()}


@frozen
class Cost:
    """What a process took: by the clock, of processor, of memory."""

    seconds: float
    work: float
    megabytes: float


def _process(*arguments: str) -> Cost:
    """Run the command line and return what it took.

    Its memory is looked at while it runs: what the system says afterwards counts what this
    process had when it began the other.
    """
    began = time.perf_counter()
    line = [str(Path(sys.executable).with_name("casemgmt")), *arguments, "--json"]
    process = subprocess.Popen(line, stdout=subprocess.PIPE)
    assert process.stdout is not None
    with ThreadPoolExecutor(1) as looking:
        most = looking.submit(_most_held_by, process.pid)
        told = json.loads(process.stdout.read())
        _, _, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    if not told:
        raise AssertionError
    return Cost(seconds, used.ru_utime + used.ru_stime, most.result())


def _most_held_by(pid: int) -> int:
    """Return the most megabytes a process held for itself, until it has ended."""
    most = 0
    with suppress(OSError, ValueError):  # it has ended, and holds nothing
        while True:
            most = max(most, own_megabytes(pid))
            time.sleep(LOOKED_EVERY)
    return most


def _said(promise: str, costs: list[Cost], children: int) -> None:
    line = {"promise": promise, "ours": _median(costs, "seconds"), "unit": "s"}
    more = {"work": _median(costs, "work"), "peak_mb": _median(costs, "megabytes")}
    print_line(line | more | {"events": children * EVENTS, "runs": len(costs)})


def _median(costs: list[Cost], name: str) -> float:
    return round(statistics.median(getattr(cost, name) for cost in costs), 3)


def _explained(store: Store, path: Path, children: int, rounds: int) -> None:
    """Measure what stands behind one cell, by random ids: the copies have no reference.

    Of a cell that is not streamed also as a whole process, which asks what each is called.
    """
    figures = store.acting_as("owner").figures(
        *PERIOD, only=["I31"], by=("programme", "sex")
    )
    cell = next(f for f in figures if f.by)
    found, taken = None, []
    for _ in range(rounds):
        began = time.perf_counter()
        found = explained(parts_of(store), cell)
        taken.append(time.perf_counter() - began)
    units = len(found.denominator) if found else 0
    line = {"promise": "S9-explain", "ours": round(statistics.median(taken), 3)}
    print_line(line | {"units": units, "of_children": children, "unit": "s"})
    if 0 < units <= MOST_UNITS:
        said = ",".join(f"{name}={value}" for name, value in cell.by.items())
        asked = ("explain", str(path), "I31", "--from", PERIOD[0], "--to", PERIOD[1])
        costs = [_process(*asked, "--cell", said) for _ in range(rounds)]
        _said("S9-explain-process", costs, children)


def _streamed(store: Store, children: int) -> None:
    """Measure what stands behind a whole figure, one by one, and what that takes."""
    (figure,) = store.acting_as("owner").figures(*PERIOD, only=["I31"])
    facts, before = brought_up(parts_of(store)), own_megabytes("self")
    began, units, first, most = time.perf_counter(), 0, 0.0, before
    for _ in each_behind(facts, figure):
        first = first or time.perf_counter() - began
        units += 1
        if units % LOOKED_AT == 0:
            most = max(most, own_megabytes("self"))
    line = {"promise": "S9-explain-whole", "ours": round(time.perf_counter() - began, 3)}
    line |= {"first": round(first, 3), "units": units, "more_mb": most - before}
    print_line(line | {"of_children": children, "unit": "s", "runs": 1})


def _beside(desk: Desk, folder: Path, children: int, rounds: int) -> None:
    exported = folder / "attendance.parquet"
    contenders: dict[str, Callable[[], Any]] = {
        "ours": lambda: by_figures(desk),
        "polars": lambda: by_polars(exported),
    }
    if by_figures(desk) != by_polars(exported):
        raise AssertionError
    rates = interleaved(contenders, rounds=rounds, times=3, warm_up=1)
    name = f"Polars over an exported table, {children * EVENTS} events"
    say("S9-figure", rates["ours"], rates["polars"], name, "figures/s")
    if children <= LARGEST_OF_PEERS:
        _beside_loop(desk, folder, children)


def _beside_loop(desk: Desk, folder: Path, children: int) -> None:
    env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite"}
    env["SQLITE_DBNAME"] = str(folder / "peer.db")
    s7_peers.filled(env, children)
    ours = {cell: days for cell, (days, _) in by_figures(desk).items()}
    if ours != {cell: days for cell, (days, _) in by_loop(env).items()}:
        raise AssertionError
    contenders = {"ours": lambda: by_figures(desk), "loop": lambda: by_loop(env)}
    rates = interleaved(contenders, rounds=2, times=1, warm_up=0)
    say("S9-figure", rates["ours"], rates["loop"], "eventsourcing's own fold", "figures/s")


def _measured(folder: Path, children: int, rounds: int) -> None:
    path = filled(folder / "ours.db", children)
    with Store.open(path) as store, brought_up(parts_of(store)).cursor() as cursor:
        cursor.execute(_EXPORT.format(folder / "attendance.parquet"))
    asked = ["indicators", str(path), "--from", PERIOD[0], "--to", PERIOD[1]]
    for promise, more in ASKED.items():
        costs = [_process(*asked, *more) for _ in range(rounds)]
        _said(promise, costs, children)
    with Store.open(path) as store:
        desk = store.acting_as("owner")
        _beside(desk, folder, children, rounds)
        _explained(store, path, children, rounds)
        _streamed(store, children)


def main(*sizes: int, rounds: int = 5) -> None:
    """Measure each size."""
    for children in sizes or QUICK:
        with tempfile.TemporaryDirectory() as made:
            _measured(Path(made), children, rounds)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
