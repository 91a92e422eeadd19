"""The disk is full at the Nth write, for every N, and stays full until somebody makes room.

Also for real: a process that may not let its files grow beyond a size, any size.
"""

from __future__ import annotations

import resource
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

from casemgmt import Store
from casemgmt.errors import BusyError, OutcomeUnknownError
from casemgmt.recording.engines import sqlite

from .acts import assert_goes_on, assert_kept
from .campaign import Campaign
from .children import child_doing
from .disk import FULL
from .power import folder
from .trial import Fault, calls_of, told, tried

SENDINGS = 6
WRITES = frozenset({"write"})
SIZES = (1 << 12, 300_000)
LIMITED = 20


def round_(chance, reached) -> int:
    acts, wanted = told(chance, SENDINGS)
    writes = calls_of(acts, wanted, WRITES)
    for nth in range(1, writes + 1):
        tried(acts, wanted, Fault(WRITES, nth, FULL), reached)
        reached["full at a write"] += 1
    for _ in range(LIMITED):
        limited(acts, wanted, chance.randint(*SIZES), reached)
    return writes + LIMITED


def limited(acts, wanted, size, reached):
    """The session in a process whose files may not grow beyond *size*."""
    with folder() as at:
        path = Path(at) / "a.db"

        def recording(tell):
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            with suppress(BusyError), Store.open(path, create=True) as store:
                for number, act in enumerate(acts):
                    tell(f"{number} {ending(act, store)}")

        with child_doing(recording) as child:
            said = [line.split() for line in child.said()]
        recorded = [acts[int(n)] for n, how in said if how == "recorded"]
        if recorded:
            assert_kept(path, acts, recorded, wanted)
        assert_goes_on(path, acts, wanted)
    full = len(recorded) < len(acts)
    reached["may not grow" if full else "grew as far as it had to"] += 1


def ending(act, store) -> str:
    try:
        act.sent(store)
    except BusyError:
        return "busy"
    except OutcomeUnknownError:
        return "unknown"
    return "recorded"


@contextmanager
def acknowledged_all_the_same():
    """An append that did not fit is acknowledged."""
    with patch.object(sqlite.SQLiteLog, "_settled", lambda _, batch, __: [1] * len(batch)):
        yield


CAMPAIGN = Campaign(
    name="disk-full",
    promise="R1",
    small=120,
    full=5_000,
    kinds=(
        "full at a write",
        "may not grow",
        "grew as far as it had to",
        "busy",
        "unknown",
        "recorded",
        "not opened",
    ),
    round=round_,
    planted={"acknowledged all the same": acknowledged_all_the_same},
)
