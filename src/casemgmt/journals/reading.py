"""A journal from outside: what it says comes from a process that has nothing to lose.

So that nobody who records ten lines waits for a process to begin, a small one is read here:
it can fill no memory and take no time.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from io import BufferedReader, BytesIO, FileIO
from pathlib import Path

from casemgmt.limited.streaming import Poured
from casemgmt.recording.lines import Line, line, lines_of, opened
from casemgmt.recording.parsing import WRONG

from .parsing import SMALL, NoAnswerError, Parser, Said, is_small, parser


@contextmanager
def lines_apart(source: Path | Iterable[str | bytes]) -> Iterator[Iterator[Line]]:
    """Give the lines of *source*, parsed apart if it comes from outside and is not small.

    Lines that a program makes do not come from outside: they are in its memory.

    Raises:
        JournalFileError: the file cannot be opened or read.
        ReadingEndedError: the process that parsed was ended; the file may be read again.

    """
    if isinstance(source, Path):
        with opened(source) as file:
            if is_small(file):
                yield lines_of(source)
            else:
                with parser(file, (), source) as one:
                    yield _told(one)
    elif isinstance(source, BufferedReader) and isinstance(source.raw, FileIO):
        with closing(_waited_for(source)) as told:
            yield told
    else:
        yield lines_of(source)


def _waited_for(source: BufferedReader) -> Generator[Line, None, None]:
    """Yield the lines of what may be long in coming; whoever takes them waits for it."""
    head = _head(source)
    if len(head) <= SMALL:
        yield from lines_of(BytesIO(head))
    else:
        poured = Poured(head, source.fileno())
        with parser(poured, (), Path(str(source.name))) as one:
            yield from _told(one)


def _head(source: BufferedReader) -> bytes:
    """Return the beginning of *source*, and whatever of the rest stands in its buffer."""
    head = source.read(SMALL)
    waiting = source.peek(1) if len(head) == SMALL else b""
    return head + source.read(len(waiting))


def _told(one: Parser) -> Iterator[Line]:
    for lines in one.said(_lines):
        yield from lines


def _lines(said: Said) -> list[Line]:
    head, raws, again = said
    numbers, wrong = _numbers(head.get("lines")), _wrong(head.get("wrong"))
    if not numbers:
        return []
    whole, checked = raws.split(b"\n"), again.split(b"\n")
    if not len(numbers) == len(whole) == len(checked):
        raise NoAnswerError
    deep = frozenset(_numbers(head.get("deep")))
    return [
        line(
            number,
            raw := whole[place],
            None,
            checked[place] or raw,
            wrong.get(place),
            opens_little=place not in deep,
        )
        for place, number in enumerate(numbers)
    ]


def _numbers(said: object) -> list[int]:
    if type(said) is not list or not {*map(type, said)} <= {int}:
        raise NoAnswerError
    return said


def _wrong(said: object) -> dict[int, str]:
    if type(said) is not dict or not {*said.values()} <= {*WRONG}:
        raise NoAnswerError
    if not all(place.isdecimal() for place in said):
        raise NoAnswerError
    return {int(place): code for place, code in said.items()}
