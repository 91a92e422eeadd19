"""How far a cluster carries: ``python -m benchmarks.cluster [EVENTS]``, three servers here.

All of them, and who asks, share this machine and its one disk: on three machines there is
more of both, and a network in between. One JSON object a line. ``--keep FOLDER`` leaves
what the servers hold; ``--filled FOLDER`` starts them with it and measures reading alone.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import perf_counter, process_time
from uuid import uuid4

from tests.engines import cluster
from tests.engines.cluster import DISK, cluster_of_three

from casemgmt.testing.appends import told
from casemgmt_nats import NatsLog

from .processors import seconds_of

EVENTS, STORY, PART = 100_000, 50, 1_000
STATE = b'{"c":"%s","n":"' + b"x" * 300 + b'"}'
ONE_BY_ONE, WRITERS, STORIES = 300, 8, 300
PAGES_READ_COLD = 100
A_STRETCH = 250_000
"""Events after which it is said how far it is: five million take long."""
LARGE_IS_READY_WITHIN = 900.0
"""Seconds: servers of five million events look through their disks when they start."""


def say(what, value, unit, **beside):
    line = {"what": what, "value": round(value, 3), "unit": unit} | beside
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def batches(events) -> Iterator[list]:
    """Stories of fifty events, a thousand events at a time, as a large file brings them."""
    for _ in range(0, events, PART):
        streams = [uuid4() for _ in range(PART // STORY)]
        yield [
            told(stream, version, state=STATE)
            for stream in streams
            for version in range(1, STORY + 1)
        ]


def memory(servers):
    """Megabytes of each server, resident."""
    found = []
    for node in servers.running:
        status = Path(f"/proc/{node.process.pid}/status").read_text()
        kilobytes = next(s for s in status.splitlines() if s.startswith("VmRSS"))
        found.append(int(kilobytes.split()[1]) / 1024)
    return found


def on_disk(servers):
    """Bytes of one server."""
    files = servers.nodes[0].store.rglob("*")
    return sum(path.stat().st_size for path in files if path.is_file())


def appended(log):
    began = perf_counter()
    for _ in range(ONE_BY_ONE):
        log.append([told(state=STATE)])
    say("appended, one by one", ONE_BY_ONE / (perf_counter() - began), "events/s")
    began = perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda _: log.append([told(state=STATE)]), range(WRITERS * 100)))
    rate = WRITERS * 100 / (perf_counter() - began)
    say("appended, eight at once", rate, "events/s")


def measured(disk, events, kept=None):
    """Fill three servers and measure them on the way."""
    with cluster_of_three(disk=disk, kept=kept) as servers:
        address = servers.address("insaf")
        NatsLog.migrate(address)
        with closing(NatsLog(address)) as log:
            appended(log)
            filled(log, events, servers)
            say("memory of a server", max(memory(servers)), "MB", events=events)
            say("on the disk of a server", on_disk(servers) / events, "B/event")
            if kept is None:
                read(log, servers)
            failed_over(servers, log)
        came_back(servers, address)
        if kept is not None:
            with closing(NatsLog(address)) as log:
                read(log, servers)


def reading(disk, kept):
    """Start three servers with what is in the folder *kept*, and read it."""
    began = perf_counter()
    with cluster_of_three(disk=disk, kept=kept) as servers:
        say("led again, just started", perf_counter() - began, "s")
        began = perf_counter()
        with closing(NatsLog(servers.address("insaf"))) as log:
            say("opened", perf_counter() - began, "s")
            read_cold(log)
            read(log, servers)
        say("memory of a server then", max(memory(servers)), "MB")


class Stretches:
    """Says, every so many events, how fast they went and how busy the machine is."""

    def __init__(self, what, servers):
        self.what, self.seen, self.longest, self.servers = what, 0, 0.0, servers
        self.began = self.page_began = self.stretch_began = perf_counter()
        self.took = self.processors()

    def processors(self):
        """Seconds of ours, and of the servers together."""
        running = (node.process.pid for node in self.servers.running)
        return process_time(), sum(seconds_of(pid) for pid in running)

    def more(self, events):
        """Count a page; say how it goes where a stretch ends with it."""
        now = perf_counter()
        self.longest = max(self.longest, now - self.page_began)
        self.page_began, before, self.seen = now, self.seen, self.seen + events
        if self.seen // A_STRETCH > before // A_STRETCH:
            rate, load = A_STRETCH / (now - self.stretch_began), os.getloadavg()[0]
            beside = {"longest_page": round(self.longest, 3), "load": round(load, 1)}
            say(self.what, rate, "events/s", until=self.seen, **beside)
            self.stretch_began, self.longest = now, 0.0

    def end(self, what):
        """Say how it went from the beginning, and what an event took of the processors."""
        pairs = zip(self.processors(), self.took, strict=True)
        ours, theirs = ((now - before) / self.seen * 1e6 for now, before in pairs)
        beside = {"events": self.seen, "ours_us": round(ours), "servers_us": round(theirs)}
        say(what, self.seen / (perf_counter() - self.began), "events/s", **beside)


def filled(log, events, servers):
    """Append so many events, a thousand at once."""
    stretches = Stretches("filling", servers)
    for batch in batches(events):
        log.append(batch)
        stretches.more(len(batch))
    stretches.end("appended, a thousand at once")


def read(log, servers):
    """Read all in order, a page at a time, and then some stories."""
    stretches, after, streams = Stretches("reading in order", servers), 0, []
    while page := log.scan(after, PART):
        after = page[-1].position
        streams.append(page[0].stream)
        stretches.more(len(page))
    stretches.end("read in order")
    chosen = [streams[rank * len(streams) // STORIES] for rank in range(STORIES)]
    began = perf_counter()
    for stream in chosen:
        log.read(stream)
    say("a story of fifty", (perf_counter() - began) / STORIES * 1_000, "ms")


def failed_over(servers, log):
    servers.leader_of("insaf").kill()
    began = perf_counter()
    log.append([told(state=STATE)])
    say("writing again after the leader was killed", perf_counter() - began, "s")
    for node in servers.nodes:
        if node.process is None:
            node.start()
    servers.ready()


def came_back(servers, address):
    for node in servers.nodes:
        node.kill()
    began = perf_counter()
    for node in servers.nodes:
        node.start()
    servers.ready()
    with closing(NatsLog(address)) as log:
        log.append([told(state=STATE)])
        say("writing again after all were killed", perf_counter() - began, "s")
        say("memory of a server then", max(memory(servers)), "MB")
        read_cold(log)


def read_cold(log):
    """Read a beginning, while the servers have nothing of it at hand."""
    began, after, seen, longest = perf_counter(), 0, 0, 0.0
    for _ in range(PAGES_READ_COLD):
        asked = perf_counter()
        page = log.scan(after, PART)
        longest = max(longest, perf_counter() - asked)
        if not page:
            break
        seen, after = seen + len(page), page[-1].position
    rate = seen / (perf_counter() - began)
    say("read in order, just started", rate, "events/s", longest_page=round(longest, 3))


def wanted():
    """What the command line asks for."""
    asked = ArgumentParser(prog="python -m benchmarks.cluster")
    asked.add_argument("events", nargs="?", type=int, default=EVENTS)
    folder = asked.add_mutually_exclusive_group()
    folder.add_argument("--keep", type=Path)
    folder.add_argument("--filled", type=Path)
    return asked.parse_args()


if __name__ == "__main__":
    told_us = wanted()
    cluster.READY_WITHIN = LARGE_IS_READY_WITHIN
    if told_us.filled:
        reading(DISK, told_us.filled)
    else:
        measured(DISK, told_us.events, told_us.keep)
