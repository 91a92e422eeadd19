"""The write-ahead log of a SQLite file, kept short by the writer whose turn it is.

SQLite brings it into the file each thousand pages, and begins it anew once nobody reads in
it. Where readers overlap somebody always does, and it would grow for ever. A writer that
finds it long waits a moment for them; who comes meanwhile reads the file itself.

Nobody else does it while a writer writes: SQLite before 3.51.3 may damage a file when a
commit meets a second checkpoint (``sqlite_version``).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

LONG = 16 * 1024 * 1024
WAIT_MS = 200
PATIENT_MS = 10_000


class WriteAhead:
    """The files SQLite keeps beside the one at *path*."""

    def __init__(self, path: Path) -> None:
        self._log = f"{path}-wal"
        self._index = f"{path}-shm"
        self._long = LONG
        self._seen = False

    def is_there(self) -> bool:
        """Whether nobody took them away while the file was written.

        The log itself was looked at after the commit, by ``shorten``: that counts once.
        """
        seen, self._seen = self._seen, False
        there = seen or os.access(self._log, os.F_OK)
        return there and os.access(self._index, os.F_OK)

    def shorten(self, writer: sqlite3.Connection) -> None:
        """Bring it into the file if it is long; if readers stay, when it is longer still.

        What was committed is committed: that this fails is said by nobody.
        """
        try:
            size = os.stat(self._log).st_size  # noqa: PTH116 - after every commit
        except OSError:
            return
        self._seen = True
        if size < LONG:
            self._long = LONG  # it was begun anew meanwhile
        if size >= self._long:
            self._shorten(writer, size)

    def _shorten(self, writer: sqlite3.Connection, size: int) -> None:
        self._long = size + LONG
        with suppress(OSError, sqlite3.Error):
            if _truncated(writer, WAIT_MS):
                self._long = LONG

    def emptied(self, writer: sqlite3.Connection) -> bool:
        """Bring it into the file, wait for who reads, and say whether nothing is left."""
        return _truncated(writer, PATIENT_MS)


def _truncated(writer: sqlite3.Connection, wait_ms: int) -> bool:
    (usual,) = writer.execute("PRAGMA busy_timeout").fetchone()
    writer.execute(f"PRAGMA busy_timeout = {wait_ms}").fetchone()
    try:
        busy: int = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        writer.execute(f"PRAGMA busy_timeout = {usual}").fetchone()
    return not busy
