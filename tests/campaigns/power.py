"""The power goes at any moment: what was on its way to the disk is absent, torn or mixed.

The writes of a real session are noted, and the files put together as a disk may hold them
after each: what was synced, and of the rest anything. What was acknowledged must be there.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

from casemgmt import Store
from casemgmt.privacy import vault_file
from casemgmt.recording.engines import datastore

from .acts import Act, assert_goes_on, assert_kept, expected, script
from .campaign import Campaign
from .disk import watched
from .tape import CUTS, Disk, Tape

IN_MEMORY = Path("/dev/shm")
POINTS = 250
SENDINGS = 14
WENT_ON = 25


def folder():
    """A folder for one store: in memory where the system has such a place, for speed."""
    where = IN_MEMORY if IN_MEMORY.is_dir() else None
    return tempfile.TemporaryDirectory(prefix="casemgmt-prove-", dir=where)


def session(acts, chance) -> Tape:
    """What a real session wrote: opened several times, with checkpoints among it."""
    pages = chance.choice((8, 25, 60))
    with folder() as at, checkpoints_every(pages), watched(Tape()) as tape:
        left = list(acts)
        while left:
            opened = chance.randint(2, 6)
            with Store.open(Path(at) / "a.db", create=True) as store:
                for act in left[:opened]:
                    act.sent(store)
                    tape.acknowledged(act)
            left = left[opened:]
    return tape


def checkpoints_every(pages):
    """Let SQLite move the log into the file every few pages, not every thousand."""
    return patch.dict(datastore.PRAGMAS, {"wal_autocheckpoint": pages})


def round_(chance, reached) -> int:
    acts = script(chance, SENDINGS)
    wanted = expected(acts)
    tape = session(acts, chance)
    moments = sorted(chance.choices(range(len(tape.calls)), k=POINTS))
    disk, acknowledged = Disk(), []
    for number, call in enumerate(tape.calls):
        if isinstance(call, Act):
            acknowledged.append(call)
        else:
            disk.step(call)
        while moments and moments[0] == number:
            moments.pop(0)
            point(disk, (acts, acknowledged, wanted), chance, reached)
            reached[f"cut {_during(call)}"] += 1
    return POINTS


def point(disk, told, chance, reached):
    """One cut: what is left is opened, looked through, and sometimes goes on."""
    acts, acknowledged, wanted = told
    cut = chance.choice(CUTS)
    with folder() as at:
        path = Path(at) / "a.db"
        reached["a name was lost"] += disk.after_cut(cut, chance, Path(at))
        reached[cut] += 1
        if acknowledged:
            assert_kept(path, acts, acknowledged, wanted)
        if chance.randrange(WENT_ON) == 0:
            assert_goes_on(path, acts, wanted)
            reached["went on"] += 1
        shutil.rmtree(at, ignore_errors=True)
        Path(at).mkdir()


def _during(call) -> str:
    if isinstance(call, Act):
        return "after an answer"
    name = Path(call.path).name
    return f"at {call.kind} {name.replace('a.', '').replace('db', 'log')}"


def planted(pragmas, value):
    """The store with another ``synchronous``."""
    return lambda: patch.dict(pragmas, {"synchronous": value})


CAMPAIGN = Campaign(
    name="power",
    promise="R1",
    small=2_000,
    full=10_000,
    kinds=(
        *CUTS,
        "a name was lost",
        "went on",
        "cut after an answer",
        "cut at write log",
        "cut at write log-wal",
        "cut at sync log",
        "cut at sync log-wal",
        "cut at delete log-wal",
        "cut at write vault",
        "cut at write vault-journal",
        "cut at sync vault",
        "cut at delete vault-journal",
    ),
    round=round_,
    planted={
        "log: synchronous=OFF": planted(datastore.PRAGMAS, 0),
        "log: synchronous=NORMAL": planted(datastore.PRAGMAS, 1),
        "vault: synchronous=OFF": planted(vault_file.PRAGMAS, 0),
        "vault: the folder is not synced": planted(vault_file.PRAGMAS, 2),
    },
)
