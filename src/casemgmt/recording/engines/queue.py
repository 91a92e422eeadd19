"""A fair queue of writers: a kernel lock taken before the database's own.

SQLite polls for its lock, so that a writer can starve for seconds; the kernel's lock is
given in turn. Who comes looks a few times before standing in line: an append is short, and
who has the turn writes several before the next one looks. Where the platform has no such
lock, the database's own keeps writers apart.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from time import sleep
from types import TracebackType

from casemgmt.telemetry import Measure, is_heard, timed

try:
    import fcntl
except ImportError:  # not on this platform: SQLite's own lock remains
    fcntl = None  # type: ignore[assignment]

PATIENCE_SECONDS = 30.0
LOOKS = 6
BETWEEN_LOOKS = 0.003
"""Seconds: as long as some appends, so that whoever has the turn writes on meanwhile.

To hand it on costs: the next one wakes, and finds changed what it had at hand.
"""


def has_turns() -> bool:
    """Whether the platform has a lock that it gives in turn."""
    return fcntl is not None


class WriterQueue:
    """One turn at a time, among the threads and processes that write one store."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._threads = Lock()
        self._file: int | None = None

    def __enter__(self) -> None:
        """Wait for one's turn, and keep it.

        Raises:
            TimeoutError: somebody else has kept it for very long.

        """
        if not is_heard():
            return self._wait()
        with timed(Measure.QUEUE_SECONDS):
            return self._wait()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the next one have its turn."""
        try:
            if self._file is not None and fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def _wait(self) -> None:
        if not self._threads.acquire(timeout=PATIENCE_SECONDS):
            raise _kept()
        try:
            if self._path is not None and fcntl is not None:
                file = self._file
                if file is None:
                    file = self._opened(self._path)
                if not _soon(file):
                    self._file = None  # it is the one's who waits, until it is given back
                    self._file = _waited(file)
        except BaseException:
            self._threads.release()
            raise

    def _opened(self, path: Path) -> int:
        flags = os.O_RDWR | os.O_CREAT
        for safer in ("O_CLOEXEC", "O_NOFOLLOW"):
            flags |= getattr(os, safer, 0)
        self._file = file = os.open(path, flags, 0o600)
        return file

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)


def _soon(file: int) -> bool:
    """Whether *file* could be locked within the time that some appends take.

    Standing in line costs a thread, and two wakings with the lock in hand.
    """
    for _ in range(LOOKS):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sleep(BETWEEN_LOOKS)
        else:
            return True
    return False


def _waited(file: int) -> int:
    """Return *file* once it is locked; otherwise it is closed, sooner or later."""
    turn = _Turn(file)
    try:
        turn.wait()
    except BaseException:
        turn.give_up()
        raise
    return file


class _Turn:
    """Waits where the kernel gives turns in order: a wait that nothing else would end."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._settled = Lock()
        self._came = Event()
        self._given_up = False
        Thread(target=self._stand_in_line, daemon=True).start()

    def wait(self) -> None:
        if not self._came.wait(PATIENCE_SECONDS):
            raise _kept()

    def give_up(self) -> None:
        with self._settled:
            self._given_up = True
            if self._came.is_set():
                os.close(self._file)

    def _stand_in_line(self) -> None:
        with suppress(OSError):  # SQLite's own lock remains
            fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._settled:
            if self._given_up:
                os.close(self._file)
            self._came.set()


def _kept() -> TimeoutError:
    return TimeoutError("somebody else has been writing to it for a long time")
