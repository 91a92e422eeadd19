"""Lines of a journal file: read one by one, each refused alone, in the order to be told.

A line that is no UTF-8, no JSON, too long or too deep is an invalid line, never a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BufferedIOBase, BufferedReader
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from attrs import field, frozen

from casemgmt.errors import InvalidError, JournalFileError
from casemgmt.locale.reasons import reason

from .blocks import BLOCK, BYTE_ORDER_MARK, Numbered, numbered
from .drafts import maker
from .parsing import WrongLineError, is_shallow, parsed, understood

SHORT = 64 * 1024
Place = Callable[[str | None], dict[str, object]]


@frozen
class Line:
    """One line of a journal.

    Attributes:
        number: Its place in the file, from 1.
        raw: Its bytes, without the line end; of a line that is too long, its beginning.
        place: Of a line that a row of a table makes, says where in it a field stands.
        checked: What it says, as it was written again by who parsed it; None if nobody did.
        wrong: What they found wrong with it, if anything.
        opens_little: Whether they found that it cannot be too deep.

    """

    number: int
    raw: bytes = field(repr=False)
    place: Place | None = field(default=None, repr=False, eq=False)
    checked: bytes | None = field(default=None, repr=False, eq=False)
    wrong: str | None = field(default=None, eq=False)
    opens_little: bool = field(default=False, repr=False, eq=False)

    def parsed(self) -> Any:
        """Return what the line says, as JSON reads it.

        Raises:
            InvalidError: it is no UTF-8, no JSON, too deep or too long.

        """
        if self.wrong is not None:
            raise InvalidError("", self.wrong)
        try:
            return parsed(self.raw) if self.checked is None else understood(self.checked)
        except WrongLineError as error:
            raise InvalidError("", str(error)) from None

    @property
    def is_short(self) -> bool:
        """Whether nothing that it tells can become too large, however it is written."""
        return len(self.raw) <= SHORT

    @property
    def is_shallow(self) -> bool:
        """Whether so little is opened in it that it cannot be too deep."""
        return self.opens_little or is_shallow(self.raw)


def lines_of(source: Path | Iterable[str | bytes]) -> Iterator[Line]:
    """Yield the lines of a file, or of an iterable of lines; empty lines are passed over.

    Raises:
        JournalFileError: the file cannot be opened or read.
        InvalidError: something among the lines is neither words nor bytes.

    """
    match source:
        case Path():
            yield from map(line_of, numbered_of(source))
        case BufferedIOBase():
            yield from map(line_of, chain.from_iterable(numbered(_blocks_of(source))))
        case _:
            yield from map(line_of, _numbered_each(map(_raw, source)))


def numbered_of(path: Path) -> Iterator[Numbered]:
    """Yield the lines of the file at *path*, of which not all may be wanted.

    Raises:
        JournalFileError: the file cannot be opened or read.

    """
    with opened(path) as file:
        try:
            yield from chain.from_iterable(numbered(_blocks_of(file)))
        except OSError as error:
            raise unreadable(path, error.strerror) from None


line = maker(Line)
"""Makes a line from its fields, all of them: there are millions."""


def line_of(one: Numbered) -> Line:
    """Return the line that nobody has parsed yet."""
    made: Line = line(*one, None, None, None, opens_little=False)
    return made


def _blocks_of(file: BufferedIOBase) -> Iterator[bytes]:
    while block := file.read1(BLOCK):
        yield block


def _numbered_each(raws: Iterable[bytes]) -> Iterator[Numbered]:
    for number, raw in enumerate(raws, start=1):
        words = raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw
        if words and not words.isspace():
            yield number, words.rstrip(b"\r\n")


def _raw(text: str | bytes) -> bytes:
    if isinstance(text, str):
        return text.encode("utf-8", "surrogatepass")
    if not isinstance(text, bytes):  # such as a line that was parsed already
        raise InvalidError("lines", "wrong-type")
    return text


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """Give the journal file at *path*.

    Raises:
        JournalFileError: it is a folder, or cannot be opened.

    """
    if path.is_dir():
        raise JournalFileError.because("file.folder-not-journal", path=path)
    try:
        file = path.open("rb")
    except OSError as error:
        raise unreadable(path, error.strerror) from None
    with file:
        yield file


def unreadable(path: Path, why: str | None) -> JournalFileError:
    """Return that the file at *path* cannot be read."""
    return JournalFileError.because("file.unreadable-because", path=path, why=reason(why))


def in_told_order(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield *lines* in the order of ``at``, then ``id``; those without ``at`` last."""
    return iter(sorted(lines, key=_told_order))


_LAST = datetime.max.replace(tzinfo=UTC)


def _told_order(line: Line) -> tuple[datetime, str, int]:
    try:
        said = line.parsed()
        at = datetime.fromisoformat(said["at"])
        if at.tzinfo is not None:
            return at.astimezone(UTC), str(UUID(said["id"])), line.number
    except (
        InvalidError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ):
        pass
    return _LAST, "", line.number


def rejected(line: Line, error: dict[str, Any]) -> bytes:
    """Return *line* as a rejects file keeps it: byte for byte, with what is wrong."""
    said = orjson.dumps(error)
    if _is_object(line):
        return line.raw.rstrip()[:-1] + b',"error":' + said + b"}\n"
    kept = {"line": line.raw.decode("utf-8", "replace")}
    return orjson.dumps(kept)[:-1] + b',"error":' + said + b"}\n"


def _is_object(line: Line) -> bool:
    """Whether *line* is an object to which what is wrong can be added."""
    try:
        said = line.parsed()
    except InvalidError:
        return False
    return isinstance(said, dict) and bool(said) and "error" not in said
