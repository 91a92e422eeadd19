"""Lines of a journal file: read one by one, each refused alone, in the order to be told.

A line that is no UTF-8, no JSON, too long or too deep is an invalid line, never a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from io import BufferedIOBase
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from attrs import field, frozen

from casemgmt.errors import InvalidError, JournalFileError

from .drafts import maker

LONGEST = 1024 * 1024
SHORT = 64 * 1024
SHALLOW = 64
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
Place = Callable[[str | None], dict[str, object]]


@frozen
class Line:
    """One line of a journal.

    Attributes:
        number: Its place in the file, from 1.
        raw: Its bytes, without the line end; of a line that is too long, its beginning.
        place: Of a line that a row of a table makes, says where in it a field stands.

    """

    number: int
    raw: bytes = field(repr=False)
    place: Place | None = field(default=None, repr=False, eq=False)

    def parsed(self) -> Any:
        """Return what the line says, as JSON reads it.

        Raises:
            InvalidError: it is no UTF-8, no JSON, too deep or too long.

        """
        if len(self.raw) > LONGEST:
            raise InvalidError("", "line-too-long")
        try:
            return orjson.loads(self.raw)
        except orjson.JSONDecodeError as error:
            raise InvalidError("", _what_is_wrong(self.raw, str(error))) from None

    @property
    def is_short(self) -> bool:
        """Whether nothing that it tells can become too large, however it is written."""
        return len(self.raw) <= SHORT

    @property
    def is_shallow(self) -> bool:
        """Whether so little is opened in it that it cannot be too deep."""
        return self.raw.count(b"{") + self.raw.count(b"[") <= SHALLOW


def _what_is_wrong(raw: bytes, said: str) -> str:
    if "depth" in said.lower():  # orjson stops at a depth of its own
        return "too-deep"
    try:
        raw.decode()
    except UnicodeDecodeError:
        return "not-utf-8"
    return "not-json"


def lines_of(source: Path | Iterable[str | bytes]) -> Iterator[Line]:
    """Yield the lines of a file, or of an iterable of lines; empty lines are passed over.

    Raises:
        JournalFileError: the file cannot be opened or read.
        InvalidError: something among the lines is neither words nor bytes.

    """
    raws = _raws_of(source)
    for number, raw in enumerate(raws, start=1):
        words = raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw
        if words and not words.isspace():
            yield _line(number, words.rstrip(b"\r\n"), None)


_line = maker(Line)


def _raws_of(source: Path | Iterable[str | bytes]) -> Iterator[bytes]:
    match source:
        case Path():
            return _raws_of_file(source)
        case BufferedIOBase():
            return _raws_of_open(source)
        case _:
            return map(_raw, source)


def _raw(text: str | bytes) -> bytes:
    if isinstance(text, str):
        return text.encode("utf-8", "surrogatepass")
    if not isinstance(text, bytes):  # such as a line that was parsed already
        raise InvalidError("lines", "wrong-type")
    return text


def _raws_of_file(path: Path) -> Iterator[bytes]:
    if path.is_dir():
        msg = f"{path}: this is a folder, not a journal file"
        raise JournalFileError(msg)
    try:
        with path.open("rb") as file:
            yield from _raws_of_open(file)
    except OSError as error:
        msg = f"{path}: the file cannot be read: {error.strerror}"
        raise JournalFileError(msg) from None


def _raws_of_open(file: BufferedIOBase) -> Iterator[bytes]:
    while raw := file.readline(LONGEST + 2):
        yield raw
        if not raw.endswith(b"\n"):
            _pass_over_the_rest(file)


def _pass_over_the_rest(file: BufferedIOBase) -> None:
    """Read to the end of a line that is too long, without keeping it."""
    while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass


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
