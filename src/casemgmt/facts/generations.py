"""The facts as files: generations beside the store, written beside and renamed.

A reader opens the newest generation and keeps it as long as it likes; a writer, one at a
time, brings a draft up to the log and renames it. No reader ever waits for a writer, and a
crash leaves nothing but a file that the next writer removes. A draft is a copy of the
newest whole file, or of its tail: a small file of what changed since, which bears the name
of its whole, so that one is never read with another.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attrs import frozen

from casemgmt.errors import BusyError
from casemgmt.recording.engines.locks import try_lock, unlock

_WHOLE = re.compile(r"facts-(([0-9]{20})-[0-9a-f]{8})\.duckdb\Z")
_TAIL = re.compile(r"tail-([0-9]{20}-[0-9a-f]{8})-([0-9]{20})-[0-9a-f]{8}\.duckdb\Z")
_UNFINISHED = "building-"
_OWNER_ONLY = 0o700
WAIT_SECONDS = 120.0


@frozen
class Generation:
    """One state of the facts.

    Attributes:
        base: The whole file.
        tail: What changed since; None where nothing did.

    """

    base: Path
    tail: Path | None = None

    @property
    def newest(self) -> Path:
        """The file that says up to where the facts stand."""
        return self.tail or self.base


class Generations:
    """The folder of the generations of one store's facts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        with suppress(OSError):
            folder.chmod(_OWNER_ONLY)

    def newest(self) -> Generation | None:
        """Return the newest generation, None while there is none."""
        files = [path.name for path in self.folder.iterdir()]
        base = max((name for name in files if _WHOLE.match(name)), default=None)
        if base is None:
            return None
        tail = max((name for name in files if _is_tail(name, of=base)), default=None)
        return Generation(self.folder / base, self.folder / tail if tail else None)

    def _all(self) -> list[Path]:
        """Return every file of every generation."""
        found = self.folder.iterdir()
        return [p for p in found if _WHOLE.match(p.name) or _TAIL.match(p.name)]

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
        known = (named[2] for path in older if (named := _WHOLE.match(path.name)))
        path = self.folder / f"facts-{_next(known)}-{secrets.token_hex(4)}.duckdb"
        return _named(draft, path, older)

    def publish_tail(self, draft: Path, base: Path) -> Path:
        """Give the finished tail of *base* its name, and remove all others but *base*.

        A whole file before *base* is there where who wrote *base* died at once.
        """
        of, mark = _of(base.name), secrets.token_hex(4)
        older = [path for path in self._all() if path.name != base.name]
        named = (_TAIL.match(path.name) for path in older)
        known = (tail[2] for tail in named if tail and tail[1] == of)
        return _named(draft, self.folder / f"tail-{of}-{_next(known)}-{mark}.duckdb", older)

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


def _of(base: str) -> str:
    named = _WHOLE.match(base)
    assert named is not None  # noqa: S101 - the name of a whole file
    return named[1]


def _is_tail(name: str, *, of: str) -> bool:
    named = _TAIL.match(name)
    return named is not None and named[1] == _of(of)


def _next(ranks: Iterable[str]) -> str:
    return f"{max(map(int, ranks), default=-1) + 1:020d}"


def _named(draft: Path, path: Path, older: Iterable[Path]) -> Path:
    with suppress(OSError):
        draft.chmod(0o600)
    draft.rename(path)
    for old in older:
        with suppress(OSError):  # still read where an open file cannot be removed
            old.unlink()
    return path


def _lock(descriptor: int) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not try_lock(descriptor):
        if time.monotonic() > deadline:
            raise BusyError.because("store.facts-being-built")
        time.sleep(0.05)
