"""Cells as a sheet writes them: the XML of each, byte for byte as xlsxwriter writes it.

xlsxwriter makes an object of each cell, keeps it until its line is whole, and looks at it
anew; of a line list that takes longer than all the rest. Here a cell is written at once,
and words that come again are written again as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date, datetime

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .cells import Cell, Make
from .columns import Kind, Value

Written = Callable[[Value], str | None]
"""A value to what stands in the file, None for no cell."""
KEPT, SHORT = 2_000, 200
"""So many short cells of a column are remembered: most columns repeat a few words."""
_REPEATED = ("text", "day")
"""Kinds in which equal values are equal cells; 1 and True are of no such kind."""
_number_of: Callable[[Format], int] = Format._get_xf_index  # noqa: SLF001
_escape: Callable[[str], str] = Worksheet._escape_control_characters  # noqa: SLF001
_BEFORE = date(1899, 12, 30)
"""The day 0 of what is no older than 1 March 1900."""
_MIDNIGHT = datetime(1899, 12, 31)  # noqa: DTZ001 - a sheet knows no zone
_SECONDS = 24 * 60 * 60


def written(kind: Kind, make: Make) -> Written:
    """Return what writes the cells of a column of this *kind* that *make* makes."""

    def write(value: Value) -> str | None:
        cell = make(value)
        return None if cell is None else markup(cell)

    return _remembered(write) if kind in _REPEATED else write


def _remembered(write: Written) -> Written:
    known: dict[Hashable, str] = {}

    def cell(value: Value) -> str | None:
        found = known.get(value)
        if found is None:
            found = write(value)
            if found and len(known) < KEPT and len(found) < SHORT:
                known[value] = found
        return found

    return cell


def markup(cell: Cell) -> str:
    """Return what stands of *cell* behind its place."""
    look = f' s="{_number_of(cell.look)}"'
    match cell.said:
        case str() as words:
            said = _escaped(words)
            keep = ' xml:space="preserve"' if _has_ends(said) else ""
            return f'{look} t="inlineStr"><is><t{keep}>{said}</t></is></c>'
        case date() as moment:
            return f"{look}><v>{_days(moment):.16G}</v></c>"
        case number:
            return f"{look}><v>{number:.16G}</v></c>"


def _has_ends(words: str) -> bool:
    """Whether *words* begin or end with a space that is to be kept."""
    return words[0].isspace() or words[-1].isspace()


def _escaped(words: str) -> str:
    if "_x" in words or "\r" in words:  # what looks like an escape, and what needs one
        words = _escape(words)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _days(moment: date) -> float:
    """Return a day or a moment as Excel counts: in days."""
    if not isinstance(moment, datetime):
        return moment.toordinal() - _BEFORE.toordinal()
    since = moment - _MIDNIGHT
    return since.days + (since.seconds + since.microseconds / 1e6) / _SECONDS + 1
