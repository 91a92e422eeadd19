"""The rows of a CSV file: in UTF-8, with commas, semicolons or tabs between the cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from . import caps
from .row import Row
from .wrong import WrongTableError

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
DELIMITERS = ",;\t"
LOOKED_AT = 4096
_ARABIC = range(0x0600, 0x0700)
_WIDE = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the rows of the CSV file at *path*.

    Raises:
        WrongTableError: it is in another encoding, a quotation mark is never closed, or it
            is more than a table.

    """
    if path.stat().st_size > caps.FILE_BYTES:
        raise WrongTableError("too-large", most=caps.FILE_BYTES // caps.MEGABYTE)
    csv.field_size_limit(caps.CELL)
    with path.open("rb") as file:
        _refuse_another_kind(file)
        reader = csv.reader(_lines(file), delimiter=_delimiter(file), strict=True)
        number, rank = 1, 0
        while (cells := _next(reader, number)) is not None:
            rank += 1
            if rank > caps.ROWS:
                raise WrongTableError("too-many-rows", most=caps.ROWS)
            if len(cells) > caps.COLUMNS:
                raise WrongTableError("too-many-columns", most=caps.COLUMNS)
            yield Row(path.stem, number, cells)
            number = reader.line_num + 1


def _next(reader: Iterator[list[str]], number: int) -> list[str] | None:
    """Return the cells of the row that begins on line *number*, None at the end."""
    try:
        return next(reader, None)
    except csv.Error:  # of a cell that is too long, and of the end of the file within one
        raise WrongTableError("open-quotation", row=number, most=caps.CELL) from None


def _refuse_another_kind(file: BinaryIO) -> None:
    head = file.read(LOOKED_AT)
    file.seek(0)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise WrongTableError("workbook-as-csv")
    for mark, name in _WIDE.items():
        if head.startswith(mark):
            raise WrongTableError("encoding", encoding=name)
    if head.count(0) > len(head) // 4:  # every other byte, of Latin letters
        raise WrongTableError("encoding", encoding="UTF-16")


def _delimiter(file: BinaryIO) -> str:
    """Return what stands between the cells of the first line most often."""
    first = file.readline(LOOKED_AT).decode("utf-8", "replace")
    file.seek(0)
    return max(DELIMITERS, key=first.count)


def _lines(file: BinaryIO) -> Iterator[str]:
    number = 0
    while raw := file.readline(caps.LINE_BYTES + 1):
        number += 1
        if len(raw) > caps.LINE_BYTES:
            raise WrongTableError("long-line", row=number)
        if b"\0" in raw:
            raise WrongTableError("nul", row=number)
        yield _decoded(raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw, number)


def _decoded(raw: bytes, number: int) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise WrongTableError("encoding", encoding=_guessed(raw), row=number) from None


def _guessed(raw: bytes) -> str:
    """Return the encoding of Windows in which *raw* makes most sense."""
    others = [c for c in raw.decode("cp1256", "replace") if not c.isascii()]
    arabic = sum(ord(letter) in _ARABIC for letter in others)
    return "CP1256" if 2 * arabic > len(others) else "CP1252"
