"""Locks of the kernel on a file: had or not had at once, and gone with their process."""

from __future__ import annotations

import os

try:
    import fcntl
except ImportError:  # Windows has its own way
    import msvcrt

    def try_lock(descriptor: int) -> bool:
        """Take the lock of an open file and return True; False when another has it."""
        try:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

    def share(descriptor: int) -> bool:
        """Take it with whoever shares it; here nobody can, and one has it."""
        return try_lock(descriptor)

    def unlock(descriptor: int) -> None:
        """Let go of the lock of an open file."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]

else:

    def try_lock(descriptor: int) -> bool:
        """Take the lock of an open file and return True; False when another has it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def share(descriptor: int) -> bool:
        """Take it with whoever shares it and return True; False when one has it alone."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def unlock(descriptor: int) -> None:
        """Let go of the lock of an open file."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)
