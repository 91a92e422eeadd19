"""The file of sums, beside the log: each sealed, and none of them missed when it is gone.

Whatever is wrong with the file, stories are read from the log as if it were not there: no
question and no command fails for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from uuid import UUID

from attrs import field, frozen

from casemgmt.errors import BusyError

BUSY_SECONDS = 0.05
PATIENT_MS = 10_000
_BESIDE = ("-wal", "-shm")
_SETTINGS = ("journal_mode = WAL", "synchronous = OFF", "secure_delete = ON")
_TABLE = (
    "CREATE TABLE IF NOT EXISTS sums"
    " (stream BLOB PRIMARY KEY, events INTEGER, persons BLOB, sealed BLOB)"
)
_GET = "SELECT events, persons, sealed FROM sums WHERE stream = ?"
_ID_BYTES = 16


@frozen
class SealedSum:
    """A sum as it lies in the file.

    Attributes:
        events: How many events it is the sum of: the first of the stream.
        persons: With whose keys it is sealed, one after the other.
        sealed: What it says.

    """

    events: int
    persons: tuple[UUID, ...]
    sealed: bytes = field(repr=False)


class SumFile:
    """A file of sums; made when the first one is kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._db: sqlite3.Connection | None = None
        self._given_up = False

    def get(self, stream: UUID) -> SealedSum | None:
        """Return the sum of *stream*, None where there is none to be had."""
        found = None
        with self._lock, self._or_nothing():
            db = self._db or self._opened(create=False)
            if db is not None:
                row = db.execute(_GET, (stream.bytes,)).fetchone()
                found = _from_row(row) if row else None
        return found

    def put(self, stream: UUID, kept: SealedSum) -> None:
        """Keep the sum of *stream* in the place of the one before, if it can be."""
        persons = b"".join(person.bytes for person in kept.persons)
        row = (stream.bytes, kept.events, persons, kept.sealed)
        with self._lock, self._or_nothing():
            db = self._db or self._opened(create=True)
            if db is not None:
                db.execute("INSERT OR REPLACE INTO sums VALUES (?, ?, ?, ?)", row)

    def forget(self, streams: Iterable[UUID]) -> None:
        """Leave nothing of *streams* in the file, or beside it.

        Raises:
            BusyError: somebody reads it; it is to be done again.

        """
        with self._lock:
            try:
                self._forget([(stream.bytes,) for stream in streams])
            except sqlite3.OperationalError:
                raise BusyError.because("store.sum-is-read", path=self._path) from None
            except sqlite3.DatabaseError:
                self._remove()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._close()

    def _forget(self, streams: list[tuple[bytes]]) -> None:
        if not self._path.exists():
            return
        with closing(self._connected()) as db:
            db.execute(f"PRAGMA busy_timeout = {PATIENT_MS}").fetchone()
            db.executemany("DELETE FROM sums WHERE stream = ?", streams)
            if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise sqlite3.OperationalError

    def _opened(self, *, create: bool) -> sqlite3.Connection | None:
        if self._given_up or not (create or self._path.exists()):
            return None
        self._path.touch(mode=0o600)
        self._db = self._connected()
        return self._db

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self._path,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_SECONDS,
        )
        for setting in _SETTINGS:
            db.execute(f"PRAGMA {setting}").fetchone()
        db.execute(_TABLE)
        return db

    @contextmanager
    def _or_nothing(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:  # busy, full, or only to be read
            self._given_up = "locked" not in str(error)
        except (sqlite3.DatabaseError, OSError, ValueError):
            self._given_up = True
            with suppress(OSError):
                self._remove()

    def _remove(self) -> None:
        self._close()
        for end in ("", *_BESIDE):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def _close(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            db.close()


def _from_row(row: tuple[int, bytes, bytes]) -> SealedSum:
    events, persons, sealed = row
    ids = range(0, len(persons), _ID_BYTES)
    found = tuple([UUID(bytes=persons[at : at + _ID_BYTES]) for at in ids])
    return SealedSum(events, found, sealed)
