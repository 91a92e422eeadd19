"""A read model that several processes bring up at once: each story's events, in a file.

A row is written plainly: an event that came twice could not be kept, and one that was
passed over is missing.
"""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

from casemgmt import Store
from casemgmt.adapters import Bucket, Position

TABLES = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS told (
    story, version, name, rank, pid, PRIMARY KEY (story, version));
CREATE TABLE IF NOT EXISTS stands (rank INTEGER PRIMARY KEY, epoch, number);
"""
WITHIN = 60


class SharedModel:
    """All of it, or one bucket."""

    api_version = 1
    buckets = 4

    def __init__(self, address, before=lambda batch: None, rank=None):
        self.address, self.before, self.rank = address, before, rank
        self.db = sqlite3.connect(address, isolation_level=None, timeout=WITHIN)
        self.db.executescript(TABLES)

    def bucket(self, rank):
        made = type(self).__new__(type(self))
        made.address, made.before, made.rank, made.db = (
            self.address,
            self.before,
            rank,
            self.db,
        )
        return made

    def position(self):
        stood = dict(self.db.execute("SELECT rank, epoch || ' ' || number FROM stands"))
        kept = [stood.get(rank) for rank in self.ranks()]
        if None in kept:
            return None
        return min((Position(e, int(n)) for e, n in map(str.split, kept)), key=number_of)

    def ranks(self):
        return range(self.buckets) if self.rank is None else [self.rank]

    def project(self, batch):
        self.before(batch)
        self.db.execute("BEGIN IMMEDIATE")
        with self.db:
            if batch.afresh:
                self.db.execute(f"DELETE FROM told WHERE rank IN {self.in_words()}")
            for event in batch.events:
                row = (event.subject.key, event.version, event.name, rank_of(event))
                self.db.execute(
                    "INSERT INTO told VALUES (?, ?, ?, ?, ?)", (*row, os.getpid())
                )
            self.linger()
            for rank in self.ranks():
                at = (rank, batch.until.epoch, batch.until.number)
                self.db.execute("INSERT OR REPLACE INTO stands VALUES (?, ?, ?)", at)

    def in_words(self):
        return f"({', '.join(map(str, self.ranks()))})"

    def linger(self):
        """Stay amid a batch for ever, where this process is the one that is to die."""
        doomed = Path(f"{self.address}.doomed")
        if doomed.exists() and doomed.read_text() == str(os.getpid()):
            Path(f"{self.address}.in-hand").touch()
            time.sleep(WITHIN)

    def forget(self, subject):
        asked = f"DELETE FROM told WHERE story = ? AND rank IN {self.in_words()}"
        self.db.execute(asked, [subject.key])

    def stories(self):
        """What it holds of each story, in the order of its versions."""
        found = {}
        rows = self.db.execute("SELECT story, version FROM told ORDER BY version")
        for story, version in rows:
            found.setdefault(story, []).append(version)
        return found

    def workers(self):
        """Who gave to it, by bucket."""
        return {*self.db.execute("SELECT DISTINCT rank, pid FROM told")}

    def close(self):
        if self.rank is None:
            self.db.close()


def number_of(position):
    return position.number


def rank_of(event):
    from uuid import UUID

    buckets = Bucket.divided(SharedModel.buckets)
    return next(n for n, one in enumerate(buckets) if UUID(event.subject.key) in one)


def met(address, many):
    """Wait until so many have come: each of them has a bucket of its own by then."""

    def wait(batch):
        if not batch.events:
            return
        Path(f"{address}.here-{os.getpid()}").touch()
        until = time.monotonic() + WITHIN
        while len([*Path(address).parent.glob(f"{Path(address).name}.here-*")]) < many:
            assert time.monotonic() < until, "the other never came"
            time.sleep(0.01)

    return wait


@contextmanager
def followers(many, *where):
    """Give processes that each follow a store; at the end none of them is left."""
    work = f"from {__name__} import follow; import sys; follow(*sys.argv[1:])"
    command = [sys.executable, "-c", work, *map(str, where)]
    started = [subprocess.Popen(command) for _ in range(many)]
    try:
        yield started
    finally:
        for one in started:
            one.kill()
            one.wait(WITHIN)


def follow(store_at, config, address):
    """Follow the store, once there are two of us, until this process is ended."""
    with (
        Store.open(store_at, config=Path(config)) as store,
        closing(SharedModel(address, met(address, 2))) as model,
    ):
        of = store.projections.destination(model)
        store.projections.follow(lambda: model, of, Event())
