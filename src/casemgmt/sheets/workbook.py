"""The rows of an Excel workbook, sheet by sheet, once it was looked over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from .archive import refuse_unsafe
from .caps import CELL, SHEETS
from .row import Row
from .wrong import WrongTableError

PASSED_OVER = "_"
"""Begins the name of a sheet that holds something else, such as lists or notes."""


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the rows of every visible sheet.

    Raises:
        WrongTableError: it is no workbook, damaged, locked, or more than a table.

    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum
    from python_calamine import SheetVisibleEnum as Seen

    refuse_unsafe(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = [
                one.name
                for one in book.sheets_metadata
                if one.typ == SheetTypeEnum.WorkSheet and one.visible == Seen.Visible
            ]
            if len(sheets) > SHEETS:
                raise WrongTableError("too-many-sheets", most=SHEETS)
            for name in sheets:
                if not name.startswith(PASSED_OVER):
                    yield from _rows(name, book.get_sheet_by_name(name))
    except CalamineError:
        raise WrongTableError("damaged") from None


def _rows(name: str, sheet: Any) -> Iterator[Row]:
    if sheet.start is None:
        return
    first, left = sheet.start
    lead = [""] * left
    for number, cells in enumerate(sheet.iter_rows(), start=first + 1):
        yield Row(name, number, [*lead, *(_plain(c, name, number) for c in cells)])


def _plain(cell: Any, sheet: str, number: int) -> Any:
    """Return a cell as JSON has it: days and instants as they are written."""
    match cell:
        case str() if len(cell) > CELL:
            raise WrongTableError("long-cell", most=CELL, sheet=sheet, row=number)
        case float() if cell.is_integer():
            return int(cell)
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case str() | int() | float():
            return cell
        case _:
            return str(cell)
