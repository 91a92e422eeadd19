"""The head of a vault's file: whether anybody wrote to the file since we asked last.

SQLite counts every commit in the head of a file that has no write-ahead log, before the
commit is done. While the count stands, nobody has committed, and SQLite need not be asked
with all its locks; where it moved, SQLite alone says what that means.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock

_FROM, _LENGTH = 18, 22
"""Bytes: how the file is written, and what SQLite itself compares before it reads."""
_WITHOUT_LOG = b"\1\1"
"""The first two of them in a file whose commits are counted in its head."""
_PREAD = getattr(os, "pread", None)  # Windows has none

_open: dict[tuple[int, int], list[int]] = {}
"""How a file is read by everybody in this process, and by how many.

Whoever closes a file lets go of the locks of its whole process on it (POSIX): the last
alone may do that.
"""
_lock = Lock()


class Head:
    """The head of the file at *path*, as long as that is *file*: its device and number."""

    def __init__(self, path: Path | None, file: tuple[int, int] | None) -> None:
        self._file = file
        self._descriptor = _opened(path, file)
        self._stood: bytes | None = None

    def stands(self) -> bool:
        """Whether nobody has committed since ``ask`` was called last."""
        stood = self._stood
        return stood is not None and stood == self._read()

    def ask(self, asked: Callable[[], int]) -> int:
        """Return what *asked* finds, and remember how the head stood meanwhile.

        A head that moves meanwhile is not relied upon: a commit may have been undone.
        """
        before = self._read()
        self._stood = None
        found = asked()
        if before == self._read():
            self._stood = before
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._stood = None
        if self._descriptor is not None and self._file is not None:
            self._descriptor = None
            _closed(self._file)

    def __del__(self) -> None:
        self.close()

    def _read(self) -> bytes | None:
        """Return what says how the file stands; None where it says nothing."""
        if self._descriptor is None or _PREAD is None:
            return None
        try:
            head: bytes = _PREAD(self._descriptor, _LENGTH, _FROM)
        except OSError:
            return None
        return head if head.startswith(_WITHOUT_LOG) and len(head) == _LENGTH else None


def _opened(path: Path | None, file: tuple[int, int] | None) -> int | None:
    """Return what the file is read by, None where it cannot be."""
    if path is None or file is None or _PREAD is None:
        return None
    with _lock:
        if file in _open:
            _open[file][1] += 1
            return _open[file][0]
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        except OSError:
            return None
        found = os.fstat(descriptor)
        if (found.st_dev, found.st_ino) != file:
            os.close(descriptor)  # another one: nobody here has locks on it
            return None
        _open[file] = [descriptor, 1]
        return descriptor


def _closed(file: tuple[int, int]) -> None:
    with _lock:
        kept = _open[file]
        kept[1] -= 1
        if not kept[1]:
            del _open[file]
            os.close(kept[0])
