"""Values as rows hold them: plain, and the same for every engine."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import Table

from casemgmt import Day, Known, Quantity, Text

Plain = str | int | bool | None
Row = dict[str, Plain]
Rows = list[tuple[Table, Row]]


def day(of: date | None) -> str | None:
    """Return a day as rows hold it."""
    return None if of is None else of.isoformat()


def instant(at: datetime) -> str:
    """Return an instant as rows hold it: UTC, to the microsecond, so that texts sort."""
    utc = at.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='microseconds')}Z"


def number(of: Decimal | None) -> str | None:
    """Return a number as rows hold it, exactly."""
    return None if of is None else str(of)


def known(code: str | None) -> str | None:
    """Return a code, None for one that says that nobody knows."""
    return None if code == "unknown" else code


def json(data: Any) -> str:
    """Return JSON, always the same for the same."""
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()


def said(personal: Any, language: str = "fr") -> str | None:
    """Return a personal text where it may be read, in *language* or as it was said."""
    match personal:
        case Known(value=Text() as words):
            return words.in_language(language) or None
        case Text() as words:
            return words.in_language(language) or None
        case _:
            return None


def in_arabic(personal: Any) -> str | None:
    """Return what was said in Arabic, where it may be read."""
    words = personal.value if isinstance(personal, Known) else personal
    return words.ar if isinstance(words, Text) else None


def quantity(of: Quantity) -> Row:
    """Return the columns of a quantity."""
    return {"quantity": number(of.value), "at_least": of.at_least, "about": of.about}


def precision(on: Day) -> str:
    """Return how much of a day is known."""
    return on.precision.value
