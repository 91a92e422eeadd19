"""Leases: what one at a time may do, such as to bring one read model up to date."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock

from casemgmt.errors import BusyError
from casemgmt.locale.reasons import reason
from casemgmt.recording.port import Held

_OWNER_ONLY = 0o700


class FileLeases:
    """Leases among processes: each a file, locked by the kernel as long as it is held.

    A process that dies holds nothing any more. The files stay, and say nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def lease(self, name: str) -> Iterator[Held]:
        """Hold *name*; what is given says that it still is held.

        Raises:
            BusyError: somebody else holds it, or no file can be made for it.

        """
        from .locks import try_lock, unlock  # not every platform has any

        descriptor = self._opened(name)
        try:
            if not try_lock(descriptor):
                raise held_by_others()
            try:
                yield lambda: None  # the kernel takes no lock away
            finally:
                unlock(descriptor)
        finally:
            os.close(descriptor)

    @contextmanager
    def shared(self, name: str) -> Iterator[bool]:
        """Hold *name* together with others; what is given says whether it could be had."""
        from .locks import share, unlock

        descriptor = None
        with suppress(BusyError):
            descriptor = self._opened(name)
        if descriptor is not None and not share(descriptor):
            os.close(descriptor)
            descriptor = None
        try:
            yield descriptor is not None
        finally:
            if descriptor is not None:
                unlock(descriptor)
                os.close(descriptor)

    def is_held(self, name: str) -> bool:
        """Whether anybody holds *name* just now."""
        try:
            with self.lease(name):
                return False
        except BusyError:
            return self._folder.is_dir()  # nobody where nothing can be held

    def _opened(self, name: str) -> int:
        flags = os.O_RDWR | os.O_CREAT
        for safer in ("O_CLOEXEC", "O_NOFOLLOW"):
            flags |= getattr(os, safer, 0)
        try:
            self._folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
            if stat.S_IMODE(self._folder.stat().st_mode) != _OWNER_ONLY:
                with suppress(OSError):
                    self._folder.chmod(_OWNER_ONLY)
            return os.open(self._folder / _file_of(name), flags, 0o600)
        except OSError as error:
            raise BusyError.because(
                "store.lease-unheld", path=self._folder, why=reason(error)
            ) from None


class ThreadLeases:
    """Leases among the threads of one process."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._lock = Lock()

    @contextmanager
    def lease(self, name: str) -> Iterator[Held]:
        """Hold *name*; what is given says that it still is held.

        Raises:
            BusyError: another thread holds it.

        """
        with self._lock:
            if name in self._taken:
                raise held_by_others()
            self._taken.add(name)
        try:
            yield lambda: None
        finally:
            with self._lock:
                self._taken.discard(name)


def held_by_others() -> BusyError:
    """Return what is raised for a lease that somebody else holds."""
    return BusyError.because("store.done-by-another")


def _file_of(name: str) -> str:
    """Return a file's name for *name*, in which an address may stand."""
    return sha256(name.encode()).hexdigest()[:32]
