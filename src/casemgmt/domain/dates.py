"""Days as the field knows them: to the day, the month, the year or the school year.

A day is a calendar day where the child lives and is never converted. An uncertain day is
the span of all the days it may be.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from attrs import frozen

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?|-([0-9]{4}))?\Z")
SCHOOL_YEAR_STARTS = 9
LEAP_DAY = (2, 29)


class Precision(StrEnum):
    """How much of a day is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SCHOOL_YEAR = "school-year"


@frozen
class Day:
    """A day, or the span of days it may be when only its month or year is known.

    Attributes:
        first: The earliest day it may be.
        last: The latest day it may be; the day that counts (counting.md §1.1).
        precision: How much of it is known.

    """

    first: date
    last: date
    precision: Precision = Precision.DAY

    @classmethod
    def of(cls, value: str | date | Day) -> Day:
        """Return the day written as ``2025-09-03``, ``2025-09``, ``2025`` or ``2025-2026``.

        Raises:
            ValueError: the text is none of these, or such a day does not exist.

        """
        if type(value) is str:  # nearly all of them
            return _read(value)
        if isinstance(value, Day):
            return value
        if isinstance(value, date):
            return cls(value, value)
        return _read(value)

    @property
    def exact(self) -> bool:
        """Whether the very day is known."""
        return self.precision is Precision.DAY

    def __str__(self) -> str:
        if self.precision is Precision.DAY:
            return self.first.isoformat()
        match self.precision:
            case Precision.MONTH:
                return f"{self.first.year:04d}-{self.first.month:02d}"
            case Precision.YEAR:
                return f"{self.first.year:04d}"
            case Precision.SCHOOL_YEAR:
                return f"{self.first.year:04d}-{self.last.year:04d}"


@lru_cache(maxsize=8192)
def _read(text: str) -> Day:
    form = _FORM.match(text)
    if form is None:
        msg = "not a day"
        raise ValueError(msg)
    year, month, day, next_year = (int(part) if part else None for part in form.groups())
    assert year is not None  # noqa: S101 - the pattern has it
    if day is not None and month is not None:
        exact = date(year, month, day)
        return Day(exact, exact)
    if month is not None:
        first = date(year, month, 1)
        return Day(first, end_of_month(first), Precision.MONTH)
    if next_year is not None:
        if next_year != year + 1:
            msg = "a school year runs over two years"
            raise ValueError(msg)
        return school_year(year)
    return Day(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def school_year(starts: int) -> Day:
    """Return the school year from 1 September *starts* to 31 August of the year after."""
    return Day(date(starts, 9, 1), date(starts + 1, 8, 31), Precision.SCHOOL_YEAR)


def end_of_month(day: date) -> date:
    """Return the last day of the month of *day*."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """Return *day* some months later, cut to the end of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))


def completed_years(born: date, day: date) -> int:
    """Return the age in completed years; born on 29 February, one is older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def ages_on(born: Day, day: date) -> tuple[int, int]:
    """Return the lowest and the highest age that someone so born may have on *day*."""
    return completed_years(born.last, day), completed_years(born.first, day)


def birthday(born: date, years: int) -> date:
    """Return the day on which someone born on *born* completes *years* years."""
    year = born.year + years
    if (born.month, born.day) == LEAP_DAY and not calendar.isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)
