"""The process that reads a table: ``python -m casemgmt.sheets.apart``.

It is told the file, and has neither the store nor its keys. First it reads the whole table,
so that a file that cannot be read to its end is refused before anything of it is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from casemgmt.limited.serving import Act, Said, serve

from . import caps, delimited, workbook
from .row import Row
from .wrong import WrongTableError

READERS = {".csv": delimited.rows_of, ".xlsx": workbook.rows_of}
Plain = tuple[str, int, list[Any]]


def main() -> None:
    """Answer calls until nobody is there to make one."""
    serve(_begin, _failed)


def _begin(first: Said, limited: bool) -> tuple[Act, Act]:  # noqa: FBT001 - as it is asked
    del limited
    table = _Table(Path(first["file"]))
    return table.headings, table.more


def _failed(error: BaseException) -> dict[str, Any]:
    if isinstance(error, WrongTableError):
        return {"wrong": error.code, "words": error.words}
    if isinstance(error, OSError):
        return {"wrong": "unreadable", "words": {"why": error.strerror or ""}}
    return {"wrong": "damaged", "words": {}}


class _Table:
    """One table, read twice: to its end, and again from its beginning."""

    def __init__(self, file: Path) -> None:
        self._rows = READERS[file.suffix.lower()]
        self._file = file
        self._left: Iterator[Row] | None = None

    def headings(self, _: Said) -> dict[str, Any]:
        """Read the whole, and return the first row of each sheet and how many there are."""
        rows, first = count(), dict[str, Row]()
        for row in self._rows(self._file):
            if not row.is_empty:
                first.setdefault(row.sheet, row)
                next(rows)
        return {"headings": [_plain(row) for row in first.values()], "rows": next(rows)}

    def more(self, _: Said) -> dict[str, Any]:
        """Return the next rows; none at the end."""
        if self._left is None:
            self._left = self._rows(self._file)
        rows, size = list[Plain](), 0
        for row in self._left:
            if row.is_empty:
                continue
            rows.append(_plain(row))
            size += sum(len(cell) for cell in row.cells if isinstance(cell, str))
            if len(rows) >= caps.AT_ONCE or size >= caps.AT_ONCE_BYTES:
                break
        return {"rows": rows}


def _plain(row: Row) -> Plain:
    return row.sheet, row.number, row.cells


if __name__ == "__main__":
    main()
