"""The first row of a sheet: what its columns are called, and where each leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from casemgmt.errors import TableFileError

from .row import Row

ENVELOPE = ("id", "command", "subject", "on", "at", "by", "role")
"""What stands beside the data; ``data.on`` is a field of a command that is so called."""
NEEDED = ("subject", "on", "by")
_STEP = re.compile(r"[^.\[\]]+")
Path = tuple[str, ...]


@frozen
class Heading:
    """What the columns of one sheet are called.

    Attributes:
        sheet: Its name.
        columns: Of each way into a line, such as ``("data", "given_name", "fr")``, where
            its cells stand, from 0.
        command: The command that every row is, where no column says it.

    """

    sheet: str
    columns: Mapping[Path, int] = field(repr=False)
    command: str | None

    @classmethod
    def of(cls, file: str, row: Row, commands: Mapping[str, Any]) -> Heading:
        """Return the heading that *row* is.

        Raises:
            TableFileError: a column is missing or there twice, or no command is named.

        """
        columns: dict[Path, int] = {}
        for at, cell in enumerate(row.cells):
            name = str(cell).strip()
            if name and columns.setdefault(_way(name), at) != at:
                raise _wrong(file, row, "column-twice", name=name)
        missing = next((n for n in NEEDED if (n,) not in columns), None)
        if missing is not None:
            raise _wrong(file, row, "no-column", name=missing)
        if ("command",) in columns:
            return cls(row.sheet, columns, None)
        if row.sheet not in commands:
            raise _wrong(file, row, "unknown-command")
        return cls(row.sheet, columns, row.sheet)

    def said(self, row: Row) -> Iterator[tuple[Path, Any]]:
        """Yield what stands in *row*, each with the way into a line."""
        for way, at in self.columns.items():
            cell = row.cells[at] if at < len(row.cells) else ""
            if cell != "" and not (isinstance(cell, str) and not cell.strip()):
                yield way, cell

    def column(self, path: str | None) -> str | None:
        """Return the letters of the column in which *path* stands, None if in none."""
        way = _as_counted(tuple(_STEP.findall(path or "")))
        while way:
            found = [at for one, at in self.columns.items() if one[: len(way)] == way]
            if found:
                return letters(min(found))
            way = way[:-1] if len(way) > 2 else ()  # noqa: PLR2004 - data and a field
        return None


def letters(at: int) -> str:
    """Return what the column *at*, from 0, is called: ``A``, ``B`` … ``AA``."""
    said, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def _way(name: str) -> Path:
    if name in ENVELOPE:
        return (name,)
    return ("data", *name.removeprefix("data.").split("."))


def _as_counted(way: Path) -> Path:
    """Return the way into a line as a column has it: people count from one."""
    return tuple(str(int(step) + 1) if step.isdecimal() else step for step in way)


def _wrong(file: str, row: Row, code: str, **words: str) -> TableFileError:
    where = {"sheet": row.sheet, "row": str(row.number)}
    return TableFileError(file, code, where | words)
