"""A limited process that streams: given bytes at one end, it hands frames on at the other.

It works ahead of who takes what it says, by a frame or two. Whatever becomes of it, whoever
takes has a frame, the end, or a plain error within a bounded time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic
from typing import IO

from casemgmt.locale.saying import Saying

from .limiting import GRACE_SECONDS
from .parts import Parts, WrongPartsError, unpacked
from .process import StoppedError, end_process, environment, how

PATIENCE = 120.0
"""Seconds without a frame, while there is something to be read; a disk may be slow."""
AHEAD_BYTES = 1024 * 1024
CHUNK = 64 * 1024
_LOOKS_UP = 0.5
"""A wait without an end cannot be stopped by hand on every platform."""


class Poured:
    """What comes from where it may be waited for, such as standard input.

    Args:
        head: What was read of it already.
        rest: The descriptor the rest is read from.

    """

    def __init__(self, head: bytes, rest: int) -> None:
        self.waits = False
        """Whether nothing comes just now: nobody is to blame for that."""
        self._head, self._rest = head, rest

    def into(self, pipe: IO[bytes]) -> None:
        """Pour all of it into *pipe*, and close that."""
        with suppress(OSError, ValueError), pipe:  # nobody takes it any more
            part = self._head
            while part:
                pipe.write(part)
                pipe.flush()
                self.waits = True
                part = os.read(self._rest, CHUNK)
                self.waits = False


class Streaming:
    """One process of *module* and what it says, frame by frame.

    Args:
        module: Which of our modules it runs.
        arguments: What it is told; anybody on the machine may see it.
        source: What it reads: a file that is open, or what is poured.
        patience: How many seconds it may say nothing.

    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        source: IO[bytes] | Poured,
        patience: float = PATIENCE,
    ) -> None:
        self._source, self._patience = source, patience
        self._process = subprocess.Popen(  # noqa: S603 - a module of ours
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE if isinstance(source, Poured) else source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what it may print is of no person's business
            env=environment(),
            start_new_session=True,
        )
        self._over = Event()
        self._said: Queue[Parts | WrongPartsError | None] = Queue(maxsize=1)
        self._begin()

    def _begin(self) -> None:
        answers = self._process.stdout
        assert answers is not None  # noqa: S101 - it was asked for
        _let_it_work_ahead(answers)
        Thread(target=self._listen, args=(answers,), daemon=True).start()
        if isinstance(self._source, Poured):
            pour = self._source.into
            Thread(target=pour, args=(self._process.stdin,), daemon=True).start()

    def frames(self) -> Iterator[Parts]:
        """Yield what the process says, until it says no more.

        Raises:
            StoppedError: it said nothing for too long, or what is no frame.

        """
        while (said := self._next()) is not None:
            if isinstance(said, WrongPartsError):
                raise self.stopped(Saying("process.no-answer", {}))
            yield said

    def stopped(self, fault: Saying | None = None) -> StoppedError:
        """End the process, and return that it stopped, by a *fault* or as it ended."""
        if not fault:  # its pipe is closed: it is about to end by itself
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE_SECONDS)
        code = self.end()
        return StoppedError.saying(fault or how(code))

    def end(self) -> int | None:
        """End the process, and return its exit code."""
        self._over.set()
        return end_process(self._process)

    def _next(self) -> Parts | WrongPartsError | None:
        silent_since = monotonic()
        while True:
            try:
                return self._said.get(timeout=_LOOKS_UP)
            except Empty:
                if isinstance(self._source, Poured) and self._source.waits:
                    silent_since = monotonic()
                elif monotonic() - silent_since > self._patience:
                    fault = Saying("process.silent", {"seconds": f"{self._patience:g}"})
                    raise self.stopped(fault) from None

    def _listen(self, answers: IO[bytes]) -> None:
        said: Parts | WrongPartsError | None = ()
        while said is not None and not isinstance(said, WrongPartsError):
            try:
                said = unpacked(answers)
            except WrongPartsError as wrong:
                said = wrong
            except (OSError, ValueError):  # closed at the end
                said = None
            if not self._handed_on(said):
                return

    def _handed_on(self, said: Parts | WrongPartsError | None) -> bool:
        while not self._over.is_set():
            with suppress(Full):
                self._said.put(said, timeout=_LOOKS_UP)
                return True
        return False


def _let_it_work_ahead(pipe: IO[bytes]) -> None:
    """Let a frame wait in *pipe* while the one before is looked at, where that is known."""
    try:
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, AHEAD_BYTES)
    except (ImportError, AttributeError, OSError):
        return
