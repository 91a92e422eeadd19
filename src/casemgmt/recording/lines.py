"""Lines of a journal file: read one by one, each refused alone, in the order to be told.

A line that is no UTF-8, no JSON, too long or too deep is an invalid line, never a failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from attrs import field, frozen

from casemgmt.errors import InvalidError

LONGEST = 1024 * 1024


class JournalFileError(Exception):
    """The file itself cannot be read; the message says which and why."""


@frozen
class Line:
    """One line of a journal.

    Attributes:
        number: Its place in the file, from 1.
        raw: Its bytes, without the line end.

    """

    number: int
    raw: bytes = field(repr=False)

    def parsed(self) -> Any:
        """Return what the line says, as JSON reads it.

        Raises:
            InvalidError: it is no UTF-8, no JSON, or too long.

        """
        if len(self.raw) > LONGEST:
            raise InvalidError("", "line-too-long")
        try:
            return orjson.loads(self.raw)
        except orjson.JSONDecodeError:
            raise InvalidError("", _what_is_wrong(self.raw)) from None


def _what_is_wrong(raw: bytes) -> str:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return "not-utf-8"
    return "not-json"


def lines_of(source: Path | Iterable[str | bytes]) -> Iterator[Line]:
    """Yield the lines of a file, or of an iterable of lines; empty lines are passed over.

    Raises:
        JournalFileError: the file cannot be opened or read.

    """
    if isinstance(source, Path):
        yield from _lines_of_file(source)
        return
    for number, text in enumerate(source, start=1):
        raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        if raw.strip():
            yield Line(number, raw.rstrip(b"\r\n"))


def _lines_of_file(path: Path) -> Iterator[Line]:
    if path.is_dir():
        msg = f"{path}: this is a folder, not a journal file"
        raise JournalFileError(msg)
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if number == 1 and raw.startswith(b"\xef\xbb\xbf"):
                    raw = raw[3:]  # noqa: PLW2901 - a byte order mark some editors write
                if raw.strip():
                    yield Line(number, raw.rstrip(b"\r\n"))
    except OSError as error:
        msg = f"{path}: the file cannot be read: {error.strerror}"
        raise JournalFileError(msg) from None


def in_told_order(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield *lines* in the order of ``at``, then ``id``; those without ``at`` last."""
    keyed = [(*_told_order(line), line) for line in lines]
    keyed.sort(key=lambda k: k[:3])
    return (line for *_, line in keyed)


_LAST = datetime.max.replace(tzinfo=UTC)


def _told_order(line: Line) -> tuple[datetime, str, int]:
    try:
        said = line.parsed()
        at = datetime.fromisoformat(said["at"])
        if at.tzinfo is not None:
            return at.astimezone(UTC), str(said.get("id", "")).lower(), line.number
    except (InvalidError, AttributeError, KeyError, TypeError, ValueError, OverflowError):
        pass
    return _LAST, "", line.number


def rejected(line: Line, error: dict[str, Any]) -> bytes:
    """Return *line* as a rejects file keeps it: whole, with what is wrong."""
    try:
        said = orjson.loads(line.raw)
    except orjson.JSONDecodeError:
        said = None
    if isinstance(said, dict):
        kept = said | {"error": error}
    else:
        kept = {"line": line.raw.decode("utf-8", "replace"), "error": error}
    return orjson.dumps(kept) + b"\n"
