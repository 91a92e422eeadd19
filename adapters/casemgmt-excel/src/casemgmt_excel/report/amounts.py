"""Numbers as a workbook holds them: exact in the cell, written by the cell's pattern."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from casemgmt.reports import Bound, Form, Number, written
from casemgmt_excel.cells import DIGITS

MINOR_UNITS: Final = 100  # of a dirham, a euro, a dollar


def fits(number: Number) -> bool:
    """Whether a cell holds *number*: Excel keeps fifteen digits."""
    return bool(abs(number.amount) < 10**DIGITS)


def amount(number: Number) -> int | float:
    """Return what stands in the cell; of money, whole units."""
    exact = number.amount
    if number.form is Form.MONEY:
        return float(Decimal(str(exact)) / MINOR_UNITS)
    return exact if isinstance(exact, int) else float(exact)


def pattern(number: Number, language: str) -> str:
    """Return how the cell is written, with what the source said of it around."""
    if number.bound is Bound.EXACT:
        return _plain(number)
    said = written(Number(0, number.source, bound=number.bound), language)
    before, _, after = said.partition("0")
    return f"{_quoted(before)}{_plain(number)}{_quoted(after)}"


def _plain(number: Number) -> str:
    match number.form:
        case Form.SHARE:
            return "0.0%"
        case Form.MONEY:
            return f'#,##0.00 "{number.unit}"'
        case Form.COUNT:
            return "#,##0" if number.amount == int(number.amount) else "#,##0.##"


def _quoted(words: str) -> str:
    return f'"{words}"' if words else ""
