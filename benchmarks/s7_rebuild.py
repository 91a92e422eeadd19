"""S7 and S14: a durable read model built anew, beside eventsourcing's three ways.

``python -m benchmarks.s7_rebuild 3000 30000 300000`` builds it of so many children of fifty
events each. Ours is an adapter that came in by the public doors, built by two processes
that were started before; it keeps its rows and its position in one commit. The library's
loop keeps nothing; its runner and its follower are measured on a hundred children, whatever
the size, because they take too long for more. Every contender's sums are checked.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psycopg
from attrs import define, field
from psycopg.conninfo import conninfo_to_dict
from tests.engines.server import Server, server_running

from casemgmt import Store

from . import s7_peers
from .measuring import Rates, print_line, say
from .s7_adapter import DaysAtSchool
from .seasons import EVENTS, attended, filled

WORKERS = 2
FEW = 100
LARGEST_OF_PEERS = 30_000
"""Children: the library's loop takes minutes for more."""
QUICK = (3_000,)


@define
class Taken:
    """What rounds of one contender took, in seconds an event: by the clock, and of work."""

    clock: list[float] = field(factory=list)
    work: list[float] = field(factory=list)

    def rates(self) -> Rates:
        """Return the events a second, by the clock."""
        return Rates(tuple(1 / seconds for seconds in self.clock))


@contextmanager
def measured(taken: Taken, events: int, executor: Executor | None = None) -> Iterator[None]:
    """Add what the block takes, here and in the processes of *executor*."""
    began, worked = time.perf_counter(), _work(executor)
    yield
    taken.clock.append((time.perf_counter() - began) / events)
    taken.work.append((_work(executor) - worked) / events)


def _work(executor: Executor | None) -> float:
    own = time.process_time()
    pids = list(getattr(executor, "_processes", None) or ())
    return own + sum(seconds_of(pid) for pid in pids)


def seconds_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def own_megabytes(pid: int | str) -> int:
    """Return what a process holds for itself: pages of the mapped file are not its own."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("RssAnon"))
    return int(kilobytes) // 1024


@define
class Ours:
    """Our rebuild of one store, round after round."""

    store: Path
    children: int
    executor: ProcessPoolExecutor
    taken: Taken = field(factory=Taken)
    megabytes: int = 0

    def build(self) -> None:
        """Build it anew, and check what is kept."""
        adapter = DaysAtSchool(str(self.store.with_name("days.db")))
        with (
            Store.open(self.store) as store,
            measured(self.taken, self.children * EVENTS, self.executor),
        ):
            store.project(adapter, rebuild=True, executor=self.executor)
        _check(adapter.sums() == attended(self.children))
        adapter.db.close()
        pids = [*self.executor._processes, "self"]  # noqa: SLF001 - to look at them
        self.megabytes = max(self.megabytes, *map(own_megabytes, pids))


def _check(same: bool) -> None:  # noqa: FBT001
    if not same:
        raise AssertionError


def _ready() -> int:
    time.sleep(0.2)
    import casemgmt.projections.dividing  # noqa: F401 - what a worker needs

    return os.getpid()


@contextmanager
def _workers() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as executor:
        for future in [executor.submit(_ready) for _ in range(2 * WORKERS)]:
            future.result()
        yield executor


def _sqlite(path: Path, children: int) -> dict[str, str]:
    env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
    s7_peers.filled(env, children)
    return env


def _server(server: Server) -> dict[str, str]:
    address = server.database()
    with psycopg.connect(address) as connection:
        connection.execute(s7_peers.TABLES)
    said = conninfo_to_dict(address)
    settings = {f"POSTGRES_{name.upper()}": str(value) for name, value in said.items()}
    env = {"PERSISTENCE_MODULE": "eventsourcing.postgres", **settings}
    s7_peers.filled(env, FEW)
    return env


def _timed(taken: Taken, children: int, work: Callable[[], Any]) -> None:
    with measured(taken, children * EVENTS):
        found = work()
    _check(found == attended(children))


def _beside_peers(folder: Path, server: Server, children: int, rounds: int) -> Taken:
    """Measure ours in turn with the library's three ways, and print a line for each."""
    loop, runner, follower = Taken(), Taken(), Taken()
    env, few = _sqlite(folder / "peer.db", children), FEW * EVENTS
    _sqlite(folder / "few.db", FEW)
    with _workers() as executor:
        ours = Ours(filled(folder / "ours.db", children), children, executor)
        for _ in range(rounds):
            durable = _server(server)
            ours.build()
            _timed(loop, children, lambda: s7_peers.loop(env))
            _timed(runner, FEW, lambda env=durable: s7_peers.runner(env, few))
            _timed(follower, FEW, lambda: s7_peers.follower(folder / "few.db", folder, few))
    size = f"{children * EVENTS} events"
    _say("S7", ours.taken, loop, f"eventsourcing loop, nothing kept, {size}")
    _say("S7-durable", ours.taken, runner, "eventsourcing ProjectionRunner on PostgreSQL")
    _say("S7-follower", ours.taken, follower, "eventsourcing follower on SQLite")
    _say_size(ours)
    return ours.taken


def _alone(folder: Path, children: int, rounds: int) -> Taken:
    with _workers() as executor:
        ours = Ours(filled(folder / "ours.db", children), children, executor)
        for _ in range(rounds):
            ours.build()
    _say_size(ours)
    return ours.taken


def _say(promise: str, ours: Taken, peer: Taken, name: str) -> None:
    say(promise, ours.rates(), peer.rates(), name, "events/s")
    mine, theirs = statistics.median(ours.work), statistics.median(peer.work)
    line = {"promise": f"{promise}-work", "ours": mine * 1e6, "peer": theirs * 1e6}
    told = {"peer_name": name, "ratio": theirs / mine, "unit": "us of processor an event"}
    rounded = {k: round(v, 3) if isinstance(v, float) else v for k, v in line.items()}
    print_line(rounded | told | {"ratio": round(theirs / mine, 3), "runs": len(ours.work)})


def _say_size(ours: Ours) -> None:
    seconds = statistics.median(ours.taken.clock) * ours.children * EVENTS
    print_line(
        {
            "promise": "S7-seconds",
            "ours": round(seconds, 2),
            "events": ours.children * EVENTS,
            "workers": WORKERS,
            "peak_mb": ours.megabytes,
            "unit": "s",
            "runs": len(ours.taken.clock),
        }
    )


def main(*sizes: int, rounds: int = 3) -> None:
    """Measure each size; of several, what an event costs in the largest and the least."""
    taken: dict[int, Taken] = {}
    with server_running() as server:
        for children in sizes or QUICK:
            with tempfile.TemporaryDirectory() as made:
                folder = Path(made)
                if children <= LARGEST_OF_PEERS:
                    taken[children] = _beside_peers(folder, server, children, rounds)
                else:
                    taken[children] = _alone(folder, children, rounds)
    if len(taken) > 1:
        _say_growth(taken[min(taken)], taken[max(taken)])


def _say_growth(small: Taken, large: Taken) -> None:
    for name, one, other in (
        ("S14-rebuild", small.clock, large.clock),
        ("S14-rebuild-work", small.work, large.work),
    ):
        few, many = statistics.median(one), statistics.median(other)
        told = {"promise": name, "ours": round(many * 1e6, 3), "peer": round(few * 1e6, 3)}
        beside = {"peer_name": "the smallest size", "unit": "us an event"}
        print_line(told | beside | {"ratio": round(many / few, 3), "runs": len(one)})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
