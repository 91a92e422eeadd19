"""A fault at the Nth call to the storage, for every N, of log and vault.

Each call of each kind fails in its turn, before its work or after it, once or from then on.
Every answer is one of four and true; what is unknown is settled; a resend is recorded once.
"""

from __future__ import annotations

from contextlib import contextmanager
from unittest.mock import patch

from casemgmt.recording.engines import recorder, sqlite
from casemgmt.recording.engines.faults import said
from casemgmt.recording.port import Append

from .campaign import Campaign
from .disk import IOERR_OF
from .trial import NEVER, Fault, calls_of, told, tried

SENDINGS = 4
EARLY = tuple(IOERR_OF)
LATE = ("write", "sync", "truncate", "delete")
OFTEN = (1, 2, NEVER)


def round_(chance, reached) -> int:
    acts, wanted = told(chance, SENDINGS)
    points = 0
    for kind in EARLY:
        kinds = frozenset({kind})
        for nth in range(1, calls_of(acts, wanted, kinds) + 1):
            for late in {False, kind in LATE}:
                times = chance.choice(OFTEN)
                fault = Fault(kinds, nth, IOERR_OF[kind], late=late, times=times)
                tried(acts, wanted, fault, reached)
                reached[f"{kind} {'done and denied' if late else 'fails'}"] += 1
                points += 1
    return points


@contextmanager
def without_the_index():
    """Command ids are not kept: neither looked up nor refused."""
    no_index = patch.object(recorder, "_insert_commands", lambda *_: None)
    with no_index:
        yield


@contextmanager
def answered_without_looking():
    """An append that failed on its way is said not to be there."""

    def settled(log, batch: list[Append], error):
        raise said(log._path, error, "written")

    with patch.object(sqlite.SQLiteLog, "_settled", settled):
        yield


CAMPAIGN = Campaign(
    name="storage-fault",
    promise="R2",
    small=400,
    full=10_000,
    kinds=(
        *(f"{kind} fails" for kind in EARLY),
        *(f"{kind} done and denied" for kind in LATE),
        "recorded, untroubled",
        "recorded",
        "busy",
        "unknown",
        "not opened",
    ),
    round=round_,
    planted={
        "the index of commands dropped": without_the_index,
        "busy is said without looking": answered_without_looking,
    },
)
