"""One value as one cell. No cell ever has a formula: there is no code that writes one."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from casemgmt import Day, Text

from .columns import Column, Kind, Value
from .styles import AMOUNT, CENTRED, DAY, INSTANT, NUMBER, PROSE, TEXT, style_of
from .texts import in_xml

Cell = Callable[[Value], str]
"""A value to what follows the cell's place: ``<c r="A1"`` and this. Empty for no cell."""

KEPT, SHORT = 2_000, 200
"""So many short cells of a column are remembered: most columns repeat a few words."""
DIGITS = 15
"""Excel keeps no more of a number; one that has more stands as text, whole."""
LARGEST_EXPONENT = 300
_MANY = 10**DIGITS
_ZERO_DAY = date(1899, 12, 30)
_ZERO, _ONE_DAY = datetime(1899, 12, 30), timedelta(days=1)  # noqa: DTZ001 - on a wall
_FIRST_DAY = date(1900, 3, 1)
"""Excel believes in a 29 February 1900: what is older stands as text."""


def cells_of(column: Column, language: str, zone: tzinfo) -> Cell:
    """Return what writes the cells of *column*.

    It raises ``TypeError`` for a value of another kind.
    """

    def text(value: Value) -> str:
        said = column.labels.get(value, value) if isinstance(value, str) else value
        return _text(said, language, PROSE if column.wraps else TEXT)

    writers: dict[Kind, Cell] = {
        "text": _remembered(text),
        "day": _remembered(_day),
        "instant": lambda value: _instant(value, zone),
        "number": lambda value: _number(value, NUMBER),
        "amount": lambda value: _number(value, AMOUNT),
    }
    return writers[column.kind]


def words(text: str, style: int = TEXT) -> str:
    """Return *text* as a cell; the empty text is no cell."""
    if not text:
        return ""
    said = in_xml(text)
    space = ' xml:space="preserve"' if said != " ".join(said.split()) else ""
    own = style_of(text, style)
    return f' s="{own}" t="inlineStr"><is><t{space}>{said}</t></is></c>'


def shown(day: Day) -> str:
    """Return a day as words, as exactly as it is known: 03/09/2025, 09/2025, 2025."""
    if day.exact:
        return f"{day.first.day:02d}/{day.first.month:02d}/{day.first.year:04d}"
    if day.precision == "month":
        return f"{day.first.month:02d}/{day.first.year:04d}"
    return str(day)


def _text(value: Value, language: str, style: int) -> str:
    match value:
        case None:
            return ""
        case str():
            return words(value, style)
        case Text():
            return words(value.in_language(language), style)
        case _:
            raise TypeError


def _day(value: Value) -> str:
    match value:
        case None:
            return ""
        case datetime():
            raise TypeError
        case date() | Day():
            day = Day.of(value)
        case _:
            raise TypeError
    if not day.exact or day.first < _FIRST_DAY:
        return words(shown(day), CENTRED)
    return f' s="{DAY}"><v>{(day.first - _ZERO_DAY).days}</v></c>'


def _instant(value: Value, zone: tzinfo) -> str:
    if value is None:
        return ""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError
    local = value.astimezone(zone).replace(tzinfo=None)
    if local.date() < _FIRST_DAY:
        return words(f"{shown(Day.of(local.date()))} {local:%H:%M}", CENTRED)
    return f' s="{INSTANT}"><v>{(local - _ZERO) / _ONE_DAY!r}</v></c>'


def _number(value: Value, style: int) -> str:
    match value:
        case None:
            return ""
        case bool():
            raise TypeError
        case int() if abs(value) < _MANY:
            return f' s="{style}"><v>{value}</v></c>'
        case int() | Decimal():
            exact = Decimal(value)
        case float():
            exact = Decimal(repr(value))
        case _:
            raise TypeError
    if not exact.is_finite():
        raise TypeError
    said = f"{exact:f}"
    return f' s="{style}"><v>{said}</v></c>' if _fits(exact) else words(said)


def _fits(number: Decimal) -> bool:
    """Whether a cell gives *number* back to the digit: it holds a binary float."""
    digits = number.as_tuple().digits
    short = len(digits) <= DIGITS or len("".join(map(str, digits)).strip("0")) <= DIGITS
    return short and abs(number.adjusted()) < LARGEST_EXPONENT


def _remembered(write: Cell) -> Cell:
    known: dict[Hashable, str] = {}

    def cell(value: Value) -> str:
        found = known.get(value)
        if found is None:
            found = write(value)
            if len(known) < KEPT and len(found) < SHORT:
                known[value] = found
        return found

    return cell
