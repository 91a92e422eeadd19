"""Backups: a copy of the log of any engine, taken while others write, without any key."""

from __future__ import annotations

from datetime import datetime
from os import SEEK_END
from pathlib import Path

from casemgmt.recording.port import EventLog

from .backup_file import Head, Writer
from .copying import parts_of
from .files import whole
from .walk import Walk


def back_up(log: EventLog, path: Path, taken_at: datetime) -> tuple[Head, int]:
    """Write a backup of *log* as it stands to *path*; return what is in it, and its bytes.

    It takes the place of what was there, whole or not at all.

    Raises:
        DamagedStoreError: something is wrong in the log; nothing was written.
        OSError: the file cannot be written; nothing is left of it.

    """
    walk = Walk()
    with whole(path) as file, log.snapshot() as still:
        writer = Writer(file)
        for part in parts_of(walk, still):
            writer.part(part)
        head = Head(
            events=walk.tree.size,
            position=walk.position,
            root=walk.tree.root().hex(),
            epoch=log.epoch,
            taken_at=taken_at.isoformat(timespec="seconds"),
            parts=writer.parts,
            parts_sha256=writer.digest(),
        )
        writer.head(head)
        size = file.seek(0, SEEK_END)
    return head, size
