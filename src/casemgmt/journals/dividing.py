"""What is noted of a journal that is to be divided, by the process that parses it.

It is parsed to its end there before anything of it is told: what would hurt a parser never
comes to those that read its shares.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import orjson

from casemgmt.recording.bonds import Binding
from casemgmt.recording.dividing import notes_of
from casemgmt.recording.lines import lines_of, opened
from casemgmt.recording.noting import Noted

from .parsing import NoAnswerError, Parser, Said, is_small, parser


@contextmanager
def notes_apart(source: Path, binding: Binding) -> Iterator[Iterator[Noted]]:
    """Give what is noted of the lines of *source*, parsed apart if it is not small.

    Raises:
        JournalFileError: the file cannot be opened or read.
        ReadingEndedError: the process that parsed was ended; the file may be read again.

    """
    with opened(source) as file:
        if is_small(file):
            yield notes_of(lines_of(source), binding.noting())
        else:
            with _noting(file, source, binding) as one:
                yield one.said(_noted)


@contextmanager
def _noting(file: IO[bytes], source: Path, binding: Binding) -> Iterator[Parser]:
    asked = {"binding": binding.commands, "is_new": binding.is_new}
    with parser(file, ("note", orjson.dumps(asked).decode()), source) as one:
        yield one


def _noted(said: Said) -> Noted:
    head, one, other = said
    subjects, ids, may_bind = array("I"), array("Q"), head.get("may_bind")
    try:
        subjects.frombytes(one)
        ids.frombytes(other)
    except ValueError:
        raise NoAnswerError from None
    if len(subjects) != len(ids) or type(may_bind) is not list:
        raise NoAnswerError
    return subjects, ids, [_checked(bound, len(ids)) for bound in may_bind]


def _checked(said: object, lines: int) -> tuple[int, str, str, object]:
    match said:
        case [int(place), str(reference), str(command), data] if 0 <= place < lines:
            return place, reference, command, data
        case _:
            raise NoAnswerError
