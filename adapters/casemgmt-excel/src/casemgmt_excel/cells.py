"""One value as one cell: words, a number or a moment. None is ever a formula or a link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.format import Format

from casemgmt import Day, Text

from .columns import Column, Kind, Value
from .looks import Looks, Words
from .texts import held


class Cell(NamedTuple):
    """What stands in a cell, and how it looks."""

    said: str | int | Decimal | date
    look: Format


Make = Callable[[Value], Cell | None]
"""A value to its cell, None for no cell."""

DIGITS = 15
"""Excel keeps no more of a number; one that has more stands as text, whole."""
LARGEST_EXPONENT = 300
_MANY = 10**DIGITS
_FIRST_DAY = date(1900, 3, 1)
"""Excel believes in a 29 February 1900: what is older stands as text."""


def cells_of(column: Column, language: str, zone: tzinfo, looks: Looks) -> Make:
    """Return what makes the cells of *column*.

    It raises ``TypeError`` for a value of another kind.
    """

    def text(value: Value) -> Cell | None:
        said = column.labels.get(value, value) if isinstance(value, str) else value
        return _text(said, language, looks, "prose" if column.wraps else "text")

    makers: dict[Kind, Make] = {
        "text": text,
        "day": lambda value: _day(value, looks),
        "instant": lambda value: _instant(value, zone, looks),
        "number": lambda value: _number(value, looks.number, looks),
        "amount": lambda value: _number(value, looks.amount, looks),
    }
    return makers[column.kind]


def words(text: str, looks: Looks, as_: Words = "text") -> Cell | None:
    """Return *text* as a cell; the empty text is no cell."""
    return Cell(held(text), looks.words(text, as_)) if text else None


def shown(day: Day) -> str:
    """Return a day as words, as exactly as it is known: 03/09/2025, 09/2025, 2025."""
    if day.exact:
        return f"{day.first.day:02d}/{day.first.month:02d}/{day.first.year:04d}"
    if day.precision == "month":
        return f"{day.first.month:02d}/{day.first.year:04d}"
    return str(day)


def _text(value: Value, language: str, looks: Looks, as_: Words) -> Cell | None:
    match value:
        case None:
            return None
        case str():
            return words(value, looks, as_)
        case Text():
            return words(value.in_language(language), looks, as_)
        case _:
            raise TypeError


def _day(value: Value, looks: Looks) -> Cell | None:
    match value:
        case None:
            return None
        case datetime():
            raise TypeError
        case date() | Day():
            day = Day.of(value)
        case _:
            raise TypeError
    if not day.exact or day.first < _FIRST_DAY:
        return words(shown(day), looks, "centred")
    return Cell(day.first, looks.day)


def _instant(value: Value, zone: tzinfo, looks: Looks) -> Cell | None:
    if value is None:
        return None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError
    local = value.astimezone(zone).replace(tzinfo=None)
    if local.date() < _FIRST_DAY:
        said = f"{shown(Day.of(local.date()))} {local:%H:%M}"
        return words(said, looks, "centred")
    return Cell(local, looks.instant)


def _number(value: Value, look: Format, looks: Looks) -> Cell | None:
    match value:
        case None:
            return None
        case bool():
            raise TypeError
        case int() if abs(value) < _MANY:
            return Cell(value, look)
        case int() | Decimal():
            exact = Decimal(value)
        case float():
            exact = Decimal(repr(value))
        case _:
            raise TypeError
    if not exact.is_finite():
        raise TypeError
    if not _fits(exact):
        return words(f"{exact:f}", looks)
    return Cell(exact or 0, look)


def _fits(number: Decimal) -> bool:
    """Whether a cell gives *number* back to the digit: it holds a binary float."""
    digits = number.as_tuple().digits
    short = len(digits) <= DIGITS or len("".join(map(str, digits)).strip("0")) <= DIGITS
    return short and abs(number.adjusted()) < LARGEST_EXPONENT
