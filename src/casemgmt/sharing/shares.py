"""The processes that read the shares of a journal: begun, listened to, ended.

Each is an interpreter of its own, so that it works from a prompt, in a test, with threads,
and on every platform. What it is to do is the first line of its standard input, which ends
when its parent does, however that ends. What it did comes on its standard output.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from heapq import merge
from queue import Empty, Queue
from tempfile import TemporaryFile
from threading import Thread
from types import TracebackType
from typing import Any, BinaryIO, Self, cast
from uuid import UUID

import orjson
from attrs import define, field

from casemgmt import errors
from casemgmt.errors import CaseManagementError, OutcomeUnknownError, ReadingEndedError
from casemgmt.locale.saying import Saying
from casemgmt.recording.journal import Reading

PATIENCE_SECONDS = 10
_LOOKS_UP_SECONDS = 0.5
"""A wait without an end cannot be stopped by hand on every platform."""
Answer = dict[str, Any]


@define(eq=False)
class _Share:
    """One process, what it counted, and where its rejected lines wait."""

    process: subprocess.Popen[bytes]
    rejected: BinaryIO
    listener: Thread | None = None
    counts: dict[str, int] = field(factory=dict)
    done: bool = False


class Shares:
    """Several processes at work on one *reading*."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._shares: list[_Share] = []
        self._answers: Queue[tuple[_Share, Answer | None]] = Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for share in self._shares:
            share.rejected.close()

    def begin(self, number: int) -> None:
        """Begin so many processes; each waits for what it is to do."""
        for _ in range(number):
            self._begin()

    def give(self, tasks: Iterable[Answer]) -> None:
        """Give each of them what it is to do."""
        for share, task in zip(self._shares, tasks, strict=True):
            with suppress(OSError):  # it has ended: so will its answers
                _stdin(share.process).write(orjson.dumps(task) + b"\n")
                _stdin(share.process).flush()

    def _begin(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "casemgmt.sharing.share"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what goes wrong is answered, and has no traceback
            env=os.environ | {"PYTHONPATH": os.pathsep.join(where_modules_are())},
        )
        share = _Share(process, cast("BinaryIO", TemporaryFile()))  # noqa: SIM115 - see __exit__
        self._shares.append(share)
        share.listener = Thread(target=self._listen, args=(share,), daemon=True)
        share.listener.start()

    def wait(self) -> None:
        """Return when all have read their share.

        Raises:
            CaseManagementError: what stopped one of them.
            ReadingEndedError: one was ended from outside.

        """
        while not all(share.done for share in self._shares):
            try:
                share, answer = self._answers.get(timeout=_LOOKS_UP_SECONDS)
            except Empty:
                continue
            self._take(share, answer)

    def end(self) -> None:
        """End those that are still at work; what they have recorded is recorded."""
        for share in self._shares:
            with suppress(OSError):
                _stdin(share.process).close()
        for share in self._shares:
            try:
                share.process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                share.process.kill()
                share.process.wait()
            if share.listener is not None:
                share.listener.join()
            _stdout(share.process).close()

    def rejected(self) -> Iterator[bytes]:
        """Yield what was rejected, in the order of the file."""
        for share in self._shares:
            share.rejected.seek(0)
        return merge(*(share.rejected for share in self._shares), key=_number_of)

    def _listen(self, share: _Share) -> None:
        """Hand on what *share* answers, and then that it has ended."""
        answers = _stdout(share.process)
        with suppress(OSError, ValueError):  # an answer that was cut off is none
            while said := answers.readline():
                answer: Answer = orjson.loads(said)
                for _ in range(answer.get("rejected", 0)):
                    share.rejected.write(answers.readline())
                self._answers.put((share, answer))
        self._answers.put((share, None))

    def _take(self, share: _Share, answer: Answer | None) -> None:
        if answer is None:
            if not share.done:
                raise ReadingEndedError.because("cli.share-ended")
        elif "error" in answer:
            raise _raised(answer)
        else:
            share.counts, share.done = answer["counts"], answer["done"]
            for name in self._reading.counts:
                self._reading.counts[name] = sum(
                    s.counts.get(name, 0) for s in self._shares
                )
            if self._reading.progress is not None:
                self._reading.progress(self._reading.done)


def where_modules_are() -> Iterator[str]:
    """Yield where this process finds its modules, so that others find the same."""
    for place in sys.path:
        yield place or os.getcwd()  # noqa: PTH109 - as it is written


def _raised(answer: Answer) -> CaseManagementError:
    """Return the error that stopped a share, as if it had been met here."""
    kind = getattr(errors, answer["error"], ReadingEndedError)
    if kind is OutcomeUnknownError:
        return OutcomeUnknownError(UUID(answer["says"]))
    if kind is ReadingEndedError and not answer["says"]:
        return ReadingEndedError.because("cli.share-ended")
    error: CaseManagementError = kind.__new__(kind, answer["says"])
    error.said = Saying.told(answer["said"]) if answer["said"] else None
    return error


def _number_of(rejected: bytes) -> int:
    number: int = orjson.loads(rejected)["error"]["line"]
    return number


def _stdin(process: subprocess.Popen[bytes]) -> BinaryIO:
    return cast("BinaryIO", process.stdin)


def _stdout(process: subprocess.Popen[bytes]) -> BinaryIO:
    return cast("BinaryIO", process.stdout)
