"""What it brings that two share a read model: ``python -m benchmarks.sharing [CHILDREN]``.

A register in PostgreSQL (``casemgmt-sql``) is made from one log again and again: by one
runner alone, by one where the address says ``shared=yes``, and by two. Runners are
processes of their own. Here they, the database and the log share one machine: on machines
of their own the busiest runner would say how long it takes. One JSON object a line.
"""

from __future__ import annotations

import os
import subprocess
import sysconfig
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from attrs import frozen
from tests.engines.cluster import cluster_of_three
from tests.engines.server import Server, server_running

from casemgmt import Store

from .children import journal
from .measuring import print_line
from .peers import EVENTS
from .processors import seconds_of_family

CHILDREN, ROUNDS = 600, 3
ENDED_WITHIN, A_MOMENT = 1_800, 0.01
"""Seconds after which a runner is given up."""
CASEMGMT = Path(sysconfig.get_path("scripts")) / "casemgmt"


@frozen
class Contender:
    """So many runners, at one address.

    Attributes:
        name: What the round is called.
        runners: How many processes bring up the register.
        shared: Whether its address says that they share it.

    """

    name: str
    runners: int
    shared: bool


CONTENDERS = (
    Contender("one alone", 1, shared=False),
    Contender("one, shared=yes", 1, shared=True),
    Contender("two, shared=yes", 2, shared=True),
)


@frozen
class Log:
    """What the register is made from.

    Attributes:
        store: Its address.
        config: The file that says where its vault is.
        events: How many it holds.

    """

    store: str
    config: Path
    events: int


@frozen
class Ran:
    """What a register took to be made.

    Attributes:
        clock: Seconds until the last runner had ended.
        runners: Seconds of the processors, in each of the runners.
        database: Seconds of the processors in PostgreSQL.

    """

    clock: float
    runners: tuple[float, ...]
    database: float


def brought_up(one: Contender, log: Log, server: Server) -> Ran:
    """Make a register from *log* at a new place, and say what it took."""
    address = server.address()
    to = address.replace("?", "?shared=yes&") if one.shared else address
    command = [CASEMGMT, "project", log.store, "sql", "--to", to, "--config", log.config]
    database, began = seconds_of(server), perf_counter()
    started = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(one.runners)
    ]
    runners = tuple(ended(process) for process in started)
    clock = perf_counter() - began
    refuse_half_done(server, address, log.events)
    return Ran(clock, runners, seconds_of(server) - database)


def ended(process: subprocess.Popen[bytes]) -> float:
    """Wait until *process* has ended, and return what it took of the processors.

    Raises:
        RuntimeError: it ended badly, or not in time.

    """
    until = perf_counter() + ENDED_WITHIN
    while perf_counter() < until:
        pid, how, took = os.wait4(process.pid, os.WNOHANG)
        if pid and not how:
            return took.ru_utime + took.ru_stime
        if pid:
            break
        sleep(A_MOMENT)
    process.kill()
    msg = "a runner ended badly, or not in time"
    raise RuntimeError(msg)


def refuse_half_done(server: Server, address: str, events: int) -> None:
    """Refuse a register in which not all events were taken in, and once.

    Raises:
        RuntimeError: it holds more or fewer.

    """
    schema = address.rpartition("schema=")[2]
    [(seen,)] = server.asked(f"SELECT sum(events) FROM {schema}.seen")
    if seen != events:
        msg = f"the register holds {seen} events of {events}"
        raise RuntimeError(msg)


def seconds_of(server: Server) -> float:
    """Return what a server takes of the processors, with all it ever started."""
    lines = (server.home.folder / "data" / "postmaster.pid").read_text().splitlines()
    return seconds_of_family(int(lines[0]))


@contextmanager
def log_of(children: int, folder: Path, *, on_cluster: bool) -> Iterator[Log]:
    """Give a log of so many children."""
    config = folder / "season.toml"
    config.write_text('vault = "season.vault"\n', encoding="utf-8")
    with ExitStack() as servers:
        at = str(folder / "season.db")
        if on_cluster:
            at = servers.enter_context(cluster_of_three()).address("season")
            Store.migrate(at)
        with Store.open(at, config=config, create=True) as store:
            store.acting_as("amina").record_file(journal(children))
        yield Log(at, config, children * EVENTS)


def main(
    *, children: int = CHILDREN, rounds: int = ROUNDS, on_cluster: bool = False
) -> None:
    """Measure in turn: each contender, and each again."""
    with server_running() as server, tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with log_of(children, folder, on_cluster=on_cluster) as log:
            found: dict[str, list[Ran]] = {one.name: [] for one in CONTENDERS}
            for _ in range(rounds):
                for one in CONTENDERS:
                    found[one.name].append(brought_up(one, log, server))
    for name, ran in found.items():
        print_line(
            {
                "what": name,
                "log": "cluster" if on_cluster else "file",
                "events": children * EVENTS,
                "rounds": rounds,
                "clock_s": [round(one.clock, 1) for one in ran],
                "runners_cpu_s": round(median(sum(one.runners) for one in ran), 1),
                "busiest_cpu_s": round(median(max(one.runners) for one in ran), 1),
                "database_cpu_s": round(median(one.database for one in ran), 1),
                "load": round(os.getloadavg()[0], 1),
            }
        )


if __name__ == "__main__":
    asked = ArgumentParser(prog="python -m benchmarks.sharing")
    asked.add_argument("children", nargs="?", type=int, default=CHILDREN)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--cluster", action="store_true", help="the log on three servers")
    told = asked.parse_args()
    main(children=told.children, rounds=told.rounds, on_cluster=told.cluster)
