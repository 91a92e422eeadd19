"""A fair queue of writers: a kernel lock taken before the database's own.

SQLite polls for its lock, so that a writer can starve for seconds; the kernel's lock is
given in turn. Where the platform has none, the database's lock alone keeps writers apart.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from types import TracebackType

try:
    import fcntl
except ImportError:  # not on this platform: SQLite's own lock remains
    fcntl = None  # type: ignore[assignment]


class WriterQueue:
    """One turn at a time, among the threads and processes that write one store."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._threads = Lock()
        self._file: int | None = None

    def __enter__(self) -> None:
        """Wait for one's turn, and keep it."""
        self._threads.acquire()
        try:
            if self._path is not None and fcntl is not None:
                fcntl.flock(self._opened(self._path), fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise

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

    def _opened(self, path: Path) -> int:
        if self._file is None:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
            self._file = os.open(path, flags, 0o600)
        return self._file

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)
