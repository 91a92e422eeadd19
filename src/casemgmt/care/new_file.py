"""A new store in a file: made beside its place, and given its name once it is whole."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casemgmt.errors import NoStoreError
from casemgmt.recording.engines.sqlite import SQLiteLog
from casemgmt.recording.port import EventLog

from .files import synced

_MADE = ".restoring-"
_WRITE_AHEAD = ("-wal", "-shm")
_BESIDE = ("", ".lock", *_WRITE_AHEAD)


@contextmanager
def new_store(path: Path) -> Iterator[EventLog]:
    """Give the log of a store that appears at *path* at the end, if all went well.

    Whoever dies on the way leaves no store, and a file that the next one removes.

    Raises:
        NoStoreError: there is something at *path* already.

    """
    refuse_what_is_there(path)
    for left in path.parent.glob(f".{path.name}{_MADE}*"):
        left.unlink(missing_ok=True)
    made = path.with_name(f".{path.name}{_MADE}{secrets.token_hex(4)}")
    try:
        log = SQLiteLog(made, create=True)
        try:
            yield log
        finally:
            log.close()  # the last to leave brings everything into the one file
        _name(made, path)
    finally:
        for suffix in _BESIDE:
            made.with_name(made.name + suffix).unlink(missing_ok=True)
    synced(path.parent)


def refuse_what_is_there(path: Path) -> None:
    """Refuse to write over anything.

    Raises:
        NoStoreError: there is something at *path*.

    """
    if path.exists() or path.is_symlink():
        raise NoStoreError.because("file.there-already", path=path)


def _name(made: Path, path: Path) -> None:
    """Give *made* its name, unless somebody else took it meanwhile."""
    for suffix in _WRITE_AHEAD:
        path.with_name(path.name + suffix).unlink(missing_ok=True)  # of a store long gone
    try:
        path.hardlink_to(made)
    except FileExistsError:
        refuse_what_is_there(path)
    except OSError:  # a file system without links
        refuse_what_is_there(path)
        made.rename(path)
