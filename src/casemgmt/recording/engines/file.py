"""The file of a SQLite log: whether it is one, may become one, or is something else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from casemgmt.errors import BusyError, NewerStoreError, NoStoreError
from casemgmt.locale.reasons import reason
from casemgmt.locale.saying import Saying
from casemgmt.medium import only_read, refuse_network

from .faults import damaged, is_damage

FORMAT = 2
BUSY_MS = 30_000
APPLICATION_ID = 0x63617365  # "case"
STANDS_STILL = "immutable=1"
_MAGIC = b"SQLite format 3\0"
_HEAD = 100
_MARK_AT = slice(68, 72)
"""Bytes of the head of a database: where the mark of a program stands in it."""


def prepared(path: Path, *, create: bool) -> bool:
    """Return whether *path* is new: without tables yet.

    Raises:
        NoStoreError: there is none, it is something else, or it is on a network drive.
        NewerStoreError: a newer casemgmt wrote it.
        BusyError: it cannot be read or made.

    """
    try:
        if path.is_dir():
            raise NoStoreError.because("store.folder", path=path)
        if path.exists() and not path.is_file():
            raise _no_store(path)  # a device, a pipe: nothing is to be made beside it
        refuse_network(path)
        if path.exists() and path.stat().st_size > 0:
            return _is_new(path)
        _make(path, create=create)
    except (OSError, ValueError) as error:
        raise BusyError.because("store.not-opened", path=path, why=_why(error)) from None
    return True


def uri_of(path: Path) -> str:
    """Return how SQLite opens *path*: one that nobody writes, without a log beside it.

    Raises:
        BusyError: the file alone is not all of it, and the rest cannot be brought in.

    """
    words = str(path.absolute())
    quoted = words.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    if not only_read(path):
        return f"file:{quoted}"
    ahead = path.with_name(path.name + "-wal")
    if ahead.exists() and ahead.stat().st_size > 0:
        raise BusyError.because("store.not-closed", path=path, ahead=ahead.name)
    return f"file:{quoted}?{STANDS_STILL}"


def _make(path: Path, *, create: bool) -> None:
    if not create or not path.parent.is_dir():
        raise NoStoreError.because("store.not-here", path=path)
    path.touch(mode=0o600)


def _why(error: OSError | ValueError) -> Saying:
    if getattr(error, "strerror", None):
        return reason(error)
    return Saying("file.no-name", {})


def _is_new(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.startswith(_MAGIC):
        raise _no_store(path)
    try:
        with closing(_looked_at(path)) as db:
            db.execute("BEGIN")  # one look: another process may be making it just now
            version = db.execute("PRAGMA user_version").fetchone()[0]
            mark = db.execute("PRAGMA application_id").fetchone()[0]
            tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise BusyError.because(
                "store.not-read", path=path, why=reason(error)
            ) from None
        if head[_MARK_AT] == APPLICATION_ID.to_bytes(4):
            raise damaged(path, reason(error)) from None
        raise _no_store(path) from None
    return _judged(path, mark, version, tables)


def _looked_at(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        uri_of(path), uri=True, timeout=BUSY_MS / 1000, isolation_level=None
    )


def _judged(path: Path, mark: int, version: int, tables: int) -> bool:
    if mark == 0 and version == 0 and tables == 0:
        return True  # a crash at birth: a database in which nothing was made yet
    if mark != APPLICATION_ID:
        raise _no_store(path)
    if version > FORMAT:
        raise NewerStoreError.because("store.newer", path=path, version=version)
    return False


def _no_store(path: Path) -> NoStoreError:
    return NoStoreError.because("store.no-store", path=path)
