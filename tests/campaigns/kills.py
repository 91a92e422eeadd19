"""Kill -9 at any moment: while commands, files and keys of the vault are written.

A process records and says what was acknowledged to another, which kills it at a moment of
its own choice; or it dies by its own hand at a chosen call to the storage.
"""

from __future__ import annotations

import mmap
import os
import signal
import time
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from attrs import define

from casemgmt import Store
from casemgmt.privacy.file_rows import FileRows
from casemgmt.recording.engines import sqlite

from .acts import assert_goes_on, assert_kept, expected, script
from .campaign import Campaign
from .children import child_doing
from .disk import Watcher, watched
from .power import checkpoints_every, folder

SENDINGS = 60
LATEST = 0.06
CALLS = 400
PAGES = 40
HELD_BACK = 3
PLACES = ("between", "log", "vault")


@define
class Where(Watcher):
    """Notes for the other process at which file this one is; may be the end of it."""

    shared: mmap.mmap
    calls_left: int

    def before(self, call):
        vault = ".vault" in call.path
        self.shared[0] = 1 + vault if call.kind in {"write", "sync", "delete"} else 0
        if self.shared[0]:
            self.calls_left -= 1
            if self.calls_left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def after(self, call):
        self.shared[0] = 0
        return 0


def round_(chance, reached) -> int:
    acts = script(chance, SENDINGS)
    wanted = expected(acts)
    acknowledged, before = [], reached["by itself"] + reached["by another"]
    with folder() as at, mmap.mmap(-1, 8) as shared:
        path = Path(at) / "a.db"
        while len(acknowledged) < len(acts):
            shared[:8] = bytes(8)
            first = len(acknowledged)
            acknowledged += killed(path, acts, first, shared, chance, reached)
            with Store.open(path, create=True):
                pass  # whoever comes after a crash takes up what it left
            assert_kept(path, acts, acknowledged, wanted)
        assert_goes_on(path, acts, wanted)
    reached["acknowledged"] += len(acknowledged)
    return reached["by itself"] + reached["by another"] - before


def killed(path, acts, first, shared, chance, reached):
    """Send the acts from *first* on until killed; what was acknowledged of them."""
    by_hand = chance.random() < 0.5
    calls = chance.randint(1, CALLS) if by_hand else -1

    def sending(tell):
        with checkpoints_every(PAGES), watched(Where(shared, calls)):
            tell("open")
            with Store.open(path, create=True) as store:
                for number in range(first, len(acts)):
                    shared[1] = bool(acts[number].lines)
                    acts[number].sent(store)
                    tell(str(number))

    with child_doing(sending) as child:
        if not by_hand:
            time.sleep(chance.uniform(0, LATEST))
            child.kill()
        said = child.heard()
    if child.ended == -signal.SIGKILL:
        reached[f"killed at {PLACES[shared[0]]}"] += 1
        reached["killed while a file is read"] += shared[1]
        reached["by itself" if by_hand else "by another"] += 1
    else:
        assert child.ended == 0, f"it ended with {child.ended}"
        reached["came to its end"] += 1
    return [acts[int(number)] for number in said[1:]]


@contextmanager
def acknowledged_before_it_is_stored():
    """The log keeps some appends in memory, and writes them later."""
    held, append, close = [], sqlite.SQLiteLog.append, sqlite.SQLiteLog.close

    def write(log):
        for batch in held:
            append(log, batch)
        held.clear()

    def hold(log, batch):
        held.append(batch)
        if len(held) > HELD_BACK:
            write(log)
        return [1] * len(batch)

    def closed(log):
        write(log)
        close(log)

    with patch.multiple(sqlite.SQLiteLog, append=hold, close=closed):
        yield


@contextmanager
def keys_given_before_they_are_stored():
    """The vault commits a key when the next one is made."""
    close = FileRows.close

    @contextmanager
    def writing(rows):
        commit(rows)
        rows.db.execute("BEGIN IMMEDIATE")
        yield

    def commit(rows):
        if rows.db.in_transaction:
            rows.db.execute("COMMIT")

    def closed(rows):
        commit(rows)
        close(rows)

    with patch.multiple(FileRows, _writing=writing, close=closed):
        yield


CAMPAIGN = Campaign(
    name="kills",
    promise="R1",
    small=200,
    full=10_000,
    kinds=(
        *(f"killed at {place}" for place in PLACES),
        "killed while a file is read",
        "by itself",
        "by another",
        "acknowledged",
    ),
    round=round_,
    planted={
        "acknowledged before it is stored": acknowledged_before_it_is_stored,
        "keys given before they are stored": keys_given_before_they_are_stored,
    },
)
