"""Who works beside the recording of R10: adapters, good and bad, and other programs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ, pathsep
from pathlib import Path

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
GOOD = "Good"
_POLITE = "from casemgmt.limited.limiting import let_others_first; let_others_first()"
CONTROLS = {
    "a process that sleeps": "import time\nwhile True: time.sleep(0.2)",
    "a process that burns": f"{_POLITE}\nwhile True: pass",
    "a process that commits": (
        "import sqlite3, sys, time\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('CREATE TABLE IF NOT EXISTS t (n)')\n"
        "while True: db.execute('INSERT INTO t VALUES (1)'); time.sleep(0.2)"
    ),
}
NOBODY = "nobody"
CONTENDERS = (GOOD, *MISBEHAVING, *CONTROLS, NOBODY)
CONFIGURED = """
[adapters.register]
adapter = "{name}"
to = "{to}"
isolated = true
seconds = 1
memory_mb = 256
"""
FOLLOW = "from casemgmt.cli import main; main()"


def installed_at(folder: Path) -> Path:
    """Put the adapters where pip would have put them."""
    facts = folder / "strangers-1.0.dist-info"
    facts.mkdir(parents=True)
    shutil.copy(STRANGERS, folder / "strangers.py")
    (facts / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: strangers\nVersion: 1.0\n"
    )
    named = "\n".join(f"{name} = strangers:{name}" for name in (GOOD, *MISBEHAVING))
    (facts / "entry_points.txt").write_text(f"[casemgmt.adapters]\n{named}\n")
    return folder


def store_made(folder: Path, name: str, *, alone: bool = False) -> Path:
    """Return a store of its own for a contender; *alone*, one that nobody follows."""
    place = folder / ("alone" if alone else "there") / name
    place.mkdir(parents=True)
    if name in (GOOD, *MISBEHAVING) and not alone:
        configured = CONFIGURED.format(name=name, to=place / "register.db")
        (place / "casemgmt.toml").write_text(configured)
    with Store.open(place / "a.db", create=True) as store:
        store.acting_as("amina").record("child:C0", *beginning(), on="2025-09-03")
    return place / "a.db"


def _command(name: str, path: Path) -> list[str]:
    if name in CONTROLS:
        return [sys.executable, "-c", CONTROLS[name], str(path.with_name("other.db"))]
    return [sys.executable, "-c", FOLLOW, "project", str(path), "--follow"]


@contextmanager
def at_work(name: str, path: Path, installed: Path, starts: float) -> Iterator[None]:
    """Have *name* at work, in a session of its own, as one that was started elsewhere."""
    if name == NOBODY:
        time.sleep(starts)
        yield
        return
    places = environ | {"PYTHONPATH": pathsep.join([str(installed), *sys.path])}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(
        _command(name, path), env=places, start_new_session=True, **quiet
    ) as process:
        try:
            time.sleep(starts)
            yield
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
