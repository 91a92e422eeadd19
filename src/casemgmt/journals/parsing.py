"""The process that parses, seen from outside: what it says, checked, and how it ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import IO, Any, TypeVar

import orjson
from attrs import frozen

from casemgmt.errors import ReadingEndedError
from casemgmt.limited.process import StoppedError
from casemgmt.limited.streaming import Poured, Streaming
from casemgmt.recording.lines import unreadable

PROCESS = "casemgmt.journals.apart"
SMALL = 64 * 1024
"""Bytes of a journal: what is no larger is read without a process of its own, whose begin
would take longer than the reading.
"""
Said = tuple[dict[str, Any], bytes, bytes]
T = TypeVar("T")


class NoAnswerError(Exception):
    """What the process said is not what it was asked for."""


@frozen
class Parser:
    """One process at work on one journal.

    Attributes:
        called: What the journal is called in messages.

    """

    called: Path
    _process: Streaming

    def said(self, read: Callable[[Said], T]) -> Iterator[T]:
        """Yield what the process says of each block, as it is *read*.

        Raises:
            JournalFileError: the file cannot be read to its end.
            ReadingEndedError: the process was ended, or said what is no answer; the file
                may be read again.

        """
        try:
            for head, one, other in self._process.frames():
                said = _object(head)
                if "end" not in said:
                    yield read((said, one, other))
                elif said["end"] is None:
                    return
                else:
                    raise unreadable(self.called, str(said["end"]))
            raise self._process.stopped()
        except (StoppedError, NoAnswerError):
            raise ReadingEndedError.because("cli.parsing-ended") from None


@contextmanager
def parser(
    source: IO[bytes] | Poured, arguments: Sequence[str], called: Path
) -> Iterator[Parser]:
    """Give a process that parses *source*; it ends with the block."""
    process = Streaming(PROCESS, arguments, source)
    try:
        yield Parser(called, process)
    finally:
        process.end()


def is_small(file: IO[bytes]) -> bool:
    """Whether the journal in *file* is read without a process of its own."""
    status = os.fstat(file.fileno())
    return S_ISREG(status.st_mode) and status.st_size <= SMALL


def _object(head: bytes) -> dict[str, Any]:
    try:
        said = orjson.loads(head)
    except orjson.JSONDecodeError:
        raise NoAnswerError from None
    if type(said) is not dict:
        raise NoAnswerError
    return said
