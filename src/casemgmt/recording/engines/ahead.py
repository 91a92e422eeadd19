"""The write-ahead log of a SQLite file, kept short by the writer whose turn it is.

SQLite brings it into the file each thousand pages, and begins it anew once nobody reads in
it. Where readers overlap somebody always does, and it would grow for ever. A writer that
finds it long waits a moment for them; who comes meanwhile reads the file itself.

Nobody else does it while a writer writes: SQLite before 3.51.3 may damage a file when a
commit meets a second checkpoint (``sqlite_version``).

Who opens a file whose index was taken away makes another one, and knows nothing of who has
the old one open: each would write over what the other acknowledged. So who finds another
one in its place writes no more, and leaves the log as it is when it goes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from casemgmt.errors import NoStoreError

from .leases import FileLeases

LONG = 16 * 1024 * 1024
PAGES, PAGES_OF_MANY = 1_000, 64_000
"""After so many SQLite brings it into the file; after more of them while many large
transactions follow each other.
"""
PAGES_OF_OTHERS = 2 * PAGES_OF_MANY
"""Where others write many they do it first."""
AS_LONG_OF_MANY = 20
MANY = "many large transactions"
WAIT_MS = 200
PATIENT_MS = 10_000


_File = tuple[int, int]
"""Which one it is, whatever its name: its disk, and its number there."""


class WriteAhead:
    """The files SQLite keeps beside the one at *path*."""

    def __init__(self, path: Path, leases: FileLeases) -> None:
        self._path, self._leases = path, leases
        self._log = f"{path}-wal"
        self._index = f"{path}-shm"
        self._long = LONG
        self._limit = 1
        """How often as long as usual it may be."""
        self._opened: tuple[_File | None, _File | None] | None = None
        self._committed: _File | None = None
        self._many: ExitStack | None = None
        """While many are written here: what ends with them."""
        self._is_said = self._is_left = False

    def remember(self) -> None:
        """Take what is there for what this process has open, from the first to the last."""
        self._opened = _file(self._log), _file(self._index)

    def refuse_another(self) -> None:
        """Let nobody write by an index that is another one meanwhile.

        Raises:
            NoStoreError: it was taken away.

        """
        if self._opened is not None and _file(self._index) != self._opened[1]:
            raise NoStoreError.because("store.moved-away", path=self._path)

    def is_there(self) -> bool:
        """Whether they are what was opened: nobody took them away, or put others there.

        The log itself was looked at after the commit, by ``shorten``: that counts once.
        """
        committed, self._committed = self._committed, None
        return (committed or _file(self._log), _file(self._index)) == self._opened

    @contextmanager
    def left_alone(self) -> Iterator[None]:
        """Keep a log from being brought in and ended where others have another index.

        Whoever closes the file last does that, and by the old index nothing is known of
        what they wrote. Whoever may only read it does not, and here is the last to close.
        """
        with ExitStack() as last:
            if self._opened and _file(self._index) not in (None, self._opened[1]):
                with suppress(sqlite3.Error):
                    last.enter_context(closing(_only_reading(self._path)))
            yield

    @contextmanager
    def of_many(self) -> Iterator[None]:
        """Let it be brought in less often, and others leave that to us."""
        with ExitStack() as until:
            self._many = until
            try:
                yield
            finally:
                self._many, self._is_said = None, False

    def meet(self, writer: sqlite3.Connection) -> None:
        """Let a new *writer* leave it to others from the first, where they write many."""
        self._limit, self._long, self._is_left = 1, LONG, False
        self._leave(writer, self._size())

    def bring_in(self, writer: sqlite3.Connection) -> None:
        """Let *writer* bring it in as is best now that many are written, or no more."""
        many = self._many is not None
        _bring_in_after(writer, PAGES_OF_MANY if many else PAGES)
        self._limit = AS_LONG_OF_MANY if many else 1
        self._long, self._is_left = LONG * self._limit, False

    def shorten(self, writer: sqlite3.Connection) -> None:
        """Bring it into the file if it is long; if readers stay, when it is longer still.

        What was committed is committed: that this fails is said by nobody.
        """
        size = self._size()
        if self._many is not None:
            self._say(size)
        elif self._leave(writer, size):
            return
        if size < LONG * self._limit:
            self._long = LONG * self._limit  # it was begun anew meanwhile
        if size >= self._long:
            self._shorten(writer, size)

    def _size(self) -> int:
        """Return how long it is, 0 where it is not; and note which one is there."""
        self._committed = None
        try:
            found = os.stat(self._log)  # noqa: PTH116 - after every commit
        except OSError:
            return 0
        self._committed = found.st_dev, found.st_ino
        return found.st_size

    def _say(self, size: int) -> None:
        """Say to others that many are written, once it is longer than theirs would be."""
        if self._many is not None and not self._is_said and size > LONG // 2:
            self._is_said = self._many.enter_context(self._leases.shared(MANY))

    def _leave(self, writer: sqlite3.Connection, size: int) -> bool:
        """Leave it to others while they write many, and say whether they do."""
        left = size > LONG // 2 and self._leases.is_held(MANY)
        if left is not self._is_left:
            with suppress(sqlite3.Error):
                _bring_in_after(writer, PAGES_OF_OTHERS if left else PAGES)
            self._is_left = left
        return left

    def _shorten(self, writer: sqlite3.Connection, size: int) -> None:
        self._long = size + LONG
        with suppress(OSError, sqlite3.Error):
            if _truncated(writer, WAIT_MS):
                self._long = LONG * self._limit

    def emptied(self, writer: sqlite3.Connection) -> bool:
        """Bring it into the file, wait for who reads, and say whether nothing is left."""
        return _truncated(writer, PATIENT_MS)


def _bring_in_after(writer: sqlite3.Connection, pages: int) -> None:
    writer.execute(f"PRAGMA wal_autocheckpoint = {pages}").fetchone()


def _truncated(writer: sqlite3.Connection, wait_ms: int) -> bool:
    (usual,) = writer.execute("PRAGMA busy_timeout").fetchone()
    writer.execute(f"PRAGMA busy_timeout = {wait_ms}").fetchone()
    try:
        busy: int = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        writer.execute(f"PRAGMA busy_timeout = {usual}").fetchone()
    return not busy


def _file(path: str) -> _File | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - before and after every commit
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _only_reading(path: Path) -> sqlite3.Connection:
    reader = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    reader.execute("SELECT count(*) FROM sqlite_master").fetchone()  # now it has the file
    return reader
