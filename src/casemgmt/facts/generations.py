"""The facts as files: generations beside the store, written beside and renamed.

A reader opens the newest generation and keeps it as long as it likes; a writer, one at a
time, copies the newest, brings the copy up to the log and renames it. No reader ever waits
for a writer, and a crash leaves nothing but a file that the next writer removes.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from casemgmt.errors import BusyError
from casemgmt.recording.engines.locks import try_lock, unlock

_GENERATION = re.compile(r"facts-([0-9]{20})-[0-9a-f]{8}\.duckdb\Z")
_UNFINISHED = "building-"
_OWNER_ONLY = 0o700
WAIT_SECONDS = 120.0


class Generations:
    """The folder of the generations of one store's facts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        with suppress(OSError):
            folder.chmod(_OWNER_ONLY)

    def newest(self) -> Path | None:
        """Return the newest generation, None while there is none."""
        return max(self._all(), key=_age, default=None)

    def _all(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if _GENERATION.match(path.name)]

    def draft(self, of: Path | None) -> Path:
        """Return the place of a generation to be, a copy *of* another if one is given."""
        self._sweep()
        path = self.folder / f"{_UNFINISHED}{secrets.token_hex(4)}.duckdb"
        if of is not None:
            shutil.copyfile(of, path)
        return path

    def publish(self, draft: Path) -> Path:
        """Give a finished *draft* its name, and remove what it takes the place of."""
        older = self._all()
        with suppress(OSError):
            draft.chmod(0o600)
        rank = max((_age(path)[0] for path in older), default=-1) + 1
        path = self.folder / f"facts-{rank:020d}-{secrets.token_hex(4)}.duckdb"
        draft.rename(path)
        for old in older:
            with suppress(OSError):  # still read where an open file cannot be removed
                old.unlink()
        return path

    def clear(self) -> None:
        """Remove every generation: the next reader builds anew."""
        for path in self._all():
            with suppress(OSError):
                path.unlink()

    def _sweep(self) -> None:
        for path in self.folder.glob(f"{_UNFINISHED}*"):
            with suppress(OSError):
                path.unlink()

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the right to write a generation.

        Raises:
            BusyError: another process builds, and has not ended for a long time.

        """
        place = self.folder / "lock"
        place.touch(mode=0o600)
        with place.open("a+b") as lock:
            _lock(lock.fileno())
            try:
                yield
            finally:
                unlock(lock.fileno())


def _age(path: Path) -> tuple[int, str]:
    named = _GENERATION.match(path.name)
    return (int(named[1]) if named else -1), path.name


def _lock(descriptor: int) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not try_lock(descriptor):
        if time.monotonic() > deadline:
            msg = "the facts of this store are being built by another process"
            raise BusyError(msg)
        time.sleep(0.05)
