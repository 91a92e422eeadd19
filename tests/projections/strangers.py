"""Adapters of strangers, each with a fault of its own; one of them has none.

This file is put on its own into the place where an installed one would be.
"""

import ctypes
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

from casemgmt.adapters import Position, as_data

FOR_EVER = 3600


class Good:
    """Rows and position in one transaction; at the address there is also what it said."""

    api_version = 1
    events = frozenset({"child-registered.1"})
    fields = frozenset({"given_name"})

    def __init__(self, address):
        self.address = address
        self.db = sqlite3.connect(address, isolation_level=None)
        self.db.execute("CREATE TABLE IF NOT EXISTS seen (at PRIMARY KEY, who, name, data)")
        self.db.execute("CREATE TABLE IF NOT EXISTS stands (epoch, number)")

    def position(self):
        row = self.db.execute("SELECT epoch, number FROM stands").fetchone()
        return Position(*row) if row else None

    def project(self, batch):
        self.misbehave(batch)
        self.db.execute("BEGIN")
        if batch.afresh:
            self.db.execute("DELETE FROM seen")
        self.db.executemany(
            "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)",
            [
                (e.position, str(e.subject), e.name, str(as_data(e.event)))
                for e in batch.events
            ],
        )
        self.db.execute("DELETE FROM stands")
        until = (batch.until.epoch, batch.until.number)
        self.db.execute("INSERT INTO stands VALUES (?, ?)", until)
        self.db.execute("COMMIT")

    def forget(self, subject):
        self.db.execute("DELETE FROM seen WHERE who = ?", [str(subject)])

    def close(self):
        Path(f"{self.address}.closed").touch()

    def misbehave(self, batch):
        pass


class Reads(Good):
    """Is given what is recorded all day long."""

    events = frozenset({"child-registered.1", "attendance-reported.1"})


class Counts(Good):
    def seen(self):
        return dict(self.db.execute("SELECT name, count(*) FROM seen GROUP BY name"))


class Builds(Good):
    def beside(self):
        return type(self)(f"{self.address}.beside")

    def take_over(self):
        Path(self.address).rename(self.address.removesuffix(".beside"))


class Raises(Good):
    def misbehave(self, batch):
        raise ZeroDivisionError(batch.events[0].by)


class IsDown(Good):
    def misbehave(self, batch):
        raise ConnectionRefusedError("the database at " + self.address)


class Leaves(Good):
    def misbehave(self, batch):
        raise SystemExit(3)


class Exits(Good):
    def misbehave(self, batch):
        os._exit(3)


class Hangs(Good):
    def misbehave(self, batch):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(FOR_EVER)


class Spins(Good):
    def misbehave(self, batch):
        while True:
            pass


class Drips(Good):
    """Answers, a byte at a time."""

    def misbehave(self, batch):
        for fd in pipes():
            for _ in range(FOR_EVER):
                os.write(fd, b"\0")
                time.sleep(0.1)


class EatsMemory(Good):
    def misbehave(self, batch):
        eaten = []
        while True:
            eaten.append(bytearray(16 * 1024 * 1024))


class Floods(Good):
    def misbehave(self, batch):
        while True:
            sys.stdout.write("a" * 65536)
            sys.stderr.write("b" * 65536)


class Prints(Good):
    def misbehave(self, batch):
        sys.stdout.write("a word")
        sys.stdout.flush()
        os.write(1, b"and another")


class LeavesAChild(Good):
    """Starts a process that outlives the call, and holds on to what it inherits."""

    def misbehave(self, batch):
        left = subprocess.Popen(
            [sys.executable, "-c", f"import time; time.sleep({FOR_EVER})"]
        )
        Path(f"{self.address}.left").write_text(str(left.pid))


class ForksAndExits(Good):
    """Its double holds the pipes open after it is gone."""

    def misbehave(self, batch):
        left = os.fork()
        if left == 0:
            time.sleep(FOR_EVER)
        Path(f"{self.address}.left").write_text(str(left))
        os._exit(0)


class Crashes(Good):
    def misbehave(self, batch):
        ctypes.string_at(0)


class ClosesItsPipes(Good):
    def misbehave(self, batch):
        os.closerange(0, 64)
        time.sleep(FOR_EVER)


class SendsGarbage(Good):
    def misbehave(self, batch):
        for fd in pipes():
            os.write(fd, b"\0\0\0\x05hello")
        time.sleep(FOR_EVER)


class SendsTooMuch(Good):
    def misbehave(self, batch):
        for fd in pipes():
            os.write(fd, b"\xff\xff\xff\xff" + b"a" * 1024)
        time.sleep(FOR_EVER)


class SaysNonsense(Good):
    def position(self):
        return Position({"no": "epoch"}, "none")


class NeverBegins(Good):
    def __init__(self, address):
        raise ValueError(address)


class SpeaksOtherwise(Good):
    api_version = 2


class LooksAround(Good):
    """Writes down what a process finds in itself."""

    def misbehave(self, batch):
        files = [str(file.resolve()) for file in Path("/proc/self/fd").iterdir()]
        found = [
            *files,
            *os.environ.values(),
            *sys.argv,
            Path("/proc/self/cmdline").read_text(),
        ]
        Path(f"{self.address}.found").write_text("\n".join(found))


def pipes():
    """Every pipe this process can write: that of the answers among them."""
    for fd in range(3, 64):
        try:
            is_pipe = stat.S_ISFIFO(os.fstat(fd).st_mode)
            os.write(fd, b"")
        except OSError:
            continue
        if is_pipe:
            yield fd
