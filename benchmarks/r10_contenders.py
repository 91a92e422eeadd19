"""Who works beside the recording of R10: adapters, good and bad, and other programs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import define

from casemgmt import Store

from .children import beginning

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
GOOD = ("Good", "Reads")
"""One reads nothing of what is recorded beside it, the other all of it."""
_POLITE = "from casemgmt.limited.limiting import let_others_first; let_others_first()"
_THERE = "import sys; open(sys.argv[1], 'w')"
CONTROLS = {
    "a process that sleeps": f"import time\n{_THERE}\nwhile True: time.sleep(0.2)",
    "a process that burns": f"{_POLITE}\n{_THERE}\nwhile True: pass",
    "a process that commits": (
        "import sqlite3, sys, time\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('CREATE TABLE IF NOT EXISTS t (n)')\n"
        "while True: db.execute('INSERT INTO t VALUES (1)'); time.sleep(0.2)"
    ),
}
NOBODY = "nobody"
CONTENDERS = (*GOOD, *MISBEHAVING, *CONTROLS, NOBODY)
CONFIGURED = """
[adapters.register]
adapter = "{name}"
to = "{to}"
isolated = true
seconds = 1
memory_mb = 256
"""
STARTS_IN = 15.0
ENDS_IN = 5.0
A_MOMENT = 1.0
BROKEN_FOR = (8.0, 30.0)
"""Seconds, in one round and the next: by then a broken one was ended three times. One that
exits is started again after half a minute, within the turns of the second: a fiftieth of
them, where of the hours that follow it is a hundredth."""
FOLLOW = "from casemgmt.cli import main; main()"


def installed_at(folder: Path) -> Path:
    """Put the adapters where pip would have put them."""
    facts = folder / "strangers-1.0.dist-info"
    facts.mkdir(parents=True)
    shutil.copy(STRANGERS, folder / "strangers.py")
    (facts / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: strangers\nVersion: 1.0\n"
    )
    named = "\n".join(f"{name} = strangers:{name}" for name in (*GOOD, *MISBEHAVING))
    (facts / "entry_points.txt").write_text(f"[casemgmt.adapters]\n{named}\n")
    return folder


def store_made(folder: Path, name: str, *, alone: bool = False) -> Path:
    """Return a store of its own for a contender; *alone*, one that nobody follows."""
    place = folder / ("alone" if alone else "there") / name
    place.mkdir(parents=True)
    if name in (*GOOD, *MISBEHAVING) and not alone:
        configured = CONFIGURED.format(name=name, to=place / "register.db")
        (place / "casemgmt.toml").write_text(configured)
    with Store.open(place / "a.db", create=True) as store:
        store.acting_as("amina").record("child:C0", *beginning(), on="2025-09-03")
    return place / "a.db"


def _command(name: str, path: Path) -> list[str]:
    if name in CONTROLS:
        return [sys.executable, "-c", CONTROLS[name], str(path.with_name("other.db"))]
    return [sys.executable, "-c", FOLLOW, "project", str(path), "--follow"]


@define
class AtWork:
    """A program that is at work, with all it started, and can be held meanwhile."""

    process: subprocess.Popen[bytes] | None = None

    def hold(self) -> None:
        """Let it do nothing until it may go on."""
        self._tell(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it work again."""
        self._tell(signal.SIGCONT)

    def end(self) -> None:
        """End it: it is asked to, and whatever is left of it is ended."""
        if self.process is None:
            return
        self.go_on()
        left = _family(self.process.pid)
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(ENDS_IN)
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(ENDS_IN)

    def _tell(self, number: signal.Signals) -> None:
        if self.process is not None:
            for pid in _family(self.process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, number)


@contextmanager
def at_work(
    name: str, path: Path, installed: Path, broken_for: float = BROKEN_FOR[0]
) -> Iterator[AtWork]:
    """Have *name* at work, in a session of its own, as one that was started elsewhere.

    One that misbehaves has done so for *broken_for* seconds.
    """
    if name == NOBODY:
        yield AtWork()
        return
    places = os.environ | {"PYTHONPATH": os.pathsep.join([str(installed), *sys.path])}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = _command(name, path)
    work = AtWork(subprocess.Popen(command, env=places, start_new_session=True, **quiet))
    try:
        _begun(path.with_name("other.db" if name in CONTROLS else "register.db"))
        time.sleep(broken_for if name in MISBEHAVING else A_MOMENT)
        yield work
    finally:
        work.end()


def _begun(file: Path) -> None:
    """Wait until it has made its file, or for as long as it may take to."""
    until = time.monotonic() + STARTS_IN
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.05)


def _family(pid: int) -> list[int]:
    """Return *pid* and what it started, and what that did: whoever starts comes first."""
    found = [pid]
    for parent in found:
        with suppress(OSError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found
