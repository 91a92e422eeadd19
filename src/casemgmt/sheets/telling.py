"""Rows told as lines of a journal: what stands in a cell becomes what its field holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Quantity, Subject, Text
from casemgmt.errors import InvalidError
from casemgmt.recording.compact import compact
from casemgmt.recording.kinds import held, written
from casemgmt.recording.lines import Line
from casemgmt.recording.said import as_json, is_number, text_of

from .heading import Heading
from .reading import Table
from .row import Row

BETWEEN = ";"
"""Between the values of a list in one cell."""
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_COMMA = re.compile(r"(-?[0-9]{1,15}),([0-9]{1,15})\Z")
_FIGURE = {"value": int, "at_least": bool, "about": bool, "unknown": bool, "raw": Text}
Commands = Mapping[str, type]
Said = dict[str, Any]


@frozen
class Told:
    """One row as a line says it, before it has an id if it has none of its own.

    Attributes:
        row: Where it stands.
        heading: What its columns are called.
        said: The line, as a journal writes it.

    """

    row: Row
    heading: Heading
    said: Said = attrs.field(repr=False)

    def line(self, number: int) -> Line:
        """Return it as the line *number* of a journal."""
        return Line(number, compact(self.said), partial(self._place))

    def _place(self, path: str | None) -> dict[str, object]:
        where = {"sheet": self.row.sheet, "row": self.row.number}
        return where | {"column": self.heading.column(path)}


def told_by(table: Table, commands: Commands) -> Iterator[Told]:
    """Yield what each row of *table* says.

    Raises:
        TableFileError: a sheet has no heading that can be used.

    """
    file = str(table.file)
    headings = {row.sheet: Heading.of(file, row, commands) for row in table.headings}
    first = {(row.sheet, row.number) for row in table.headings}
    for row in table.rows():
        if (row.sheet, row.number) not in first:
            heading = headings[row.sheet]
            yield Told(row, heading, _said(heading, row, commands))


def _said(heading: Heading, row: Row, commands: Commands) -> Said:
    said: Said = {} if heading.command is None else {"command": heading.command}
    data: Said = {}
    for way, cell in heading.said(row):
        if way[0] == "data":
            _put(data, way[1:], cell)
        else:
            said[way[0]] = _beside(way[0], cell)
    kind = commands.get(str(said.get("command")))
    return said | {"data": data if kind is None else _built(data, kind)}


def _beside(name: str, cell: Any) -> str:
    """Return what stands beside the data; a day may be written in any digits."""
    words = _word(cell)
    return words.translate(_DIGITS) if name in ("on", "at") else words


def _put(data: Said, way: tuple[str, ...], cell: Any) -> None:
    """Put *cell* where *way* leads; where something stands already, both are told."""
    for step in way[:-1]:
        inner = data.setdefault(step, {})
        if not isinstance(inner, dict):
            inner = data[step] = {"": inner}
        data = inner
    there = data.get(way[-1])
    data[way[-1]] = {**there, "": cell} if isinstance(there, dict) else cell


def _built(said: Any, kind: Any) -> Any:
    """Return what was *said*, cell by cell, as a journal writes a value of *kind*."""
    kind = held(kind)
    if not isinstance(said, dict):
        return _cell(said, kind)
    if get_origin(kind) is tuple and all(step.isdecimal() for step in said):
        item = get_args(kind)[0]
        return [_built(said[step], item) for step in sorted(said, key=int)]
    return {step: _built(inner, _inside(kind, step)) for step, inner in said.items()}


def _inside(kind: Any, step: str) -> Any:
    """Return what *step* of a value of *kind* holds; text where nobody knows."""
    if kind is Quantity:
        return _FIGURE.get(step, str)
    if get_origin(kind) is not None and len(get_args(kind)) == 2:  # noqa: PLR2004 - a table
        return get_args(kind)[1]
    if isinstance(kind, type) and attrs.has(kind) and kind is not Text:
        hints = get_type_hints(kind, include_extras=True)
        return next((of for name, of in hints.items() if written(name) == step), str)
    return str


def _cell(cell: Any, kind: Any) -> Any:
    if is_number(kind) or kind is bool:
        return as_json(kind, _figures(cell), "") if isinstance(cell, str) else cell
    words = _word(cell)
    if get_origin(kind) is tuple:
        several = (one.strip() for one in words.split(BETWEEN))
        return [_cell(one, held(get_args(kind)[0])) for one in several if one]
    if kind is Text:
        return text_of(words)
    return words.translate(_DIGITS) if kind is Day else words


def _figures(words: str) -> str:
    """Return a number as a journal writes it: in our digits, with a point."""
    return _COMMA.sub(r"\1.\2", words.strip().translate(_DIGITS))


def _word(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.strip() if isinstance(cell, str) else str(cell)


def subject_of(told: Told) -> Subject | None:
    """Return whose story a row belongs to, None where it names nobody."""
    try:
        return Subject.of(str(told.said.get("subject", "")))
    except (InvalidError, ValueError):
        return None
