"""Restoring a backup, and moving a log: the same events elsewhere, in a log of its own.

What is restored has a new epoch, so that whoever followed the old log notices.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from casemgmt.errors import DamagedStoreError, ProofError
from casemgmt.recording.port import EventLog

from .backup_file import head_of, parts_in
from .copying import fill, parts_of
from .verify import Verified
from .walk import Walk

Target = AbstractContextManager[EventLog]


def restore(path: Path, target: Target) -> Verified:
    """Write the backup at *path* to the log of *target*, and verify it.

    Raises:
        ProofError: the backup is none, is damaged, or is not what its head says.
        NoStoreError: the target holds something else.
        OSError: the backup cannot be read.

    """
    head = head_of(path)
    with target as log:
        found = fill(log, parts_in(path, head))
        if (found.events, found.root) != (head.events, head.root):
            raise ProofError.because("backup.not-as-said", path=path)
    return found


def move(source: EventLog, target: Target) -> Verified:
    """Write the log *source* as it stands to the log of *target*, and verify it.

    Raises:
        DamagedStoreError: something is wrong in *source*, or it is not the same there.
        NoStoreError: the target holds something else.

    """
    walk = Walk()
    with source.snapshot() as still, target as log:
        found = fill(log, parts_of(walk, still))
        if found.root != walk.tree.root().hex():
            raise DamagedStoreError.because("store.copy-differs")
    return found
