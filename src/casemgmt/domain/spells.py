"""Spells: what held from a day to a day, and what holds from a day until the next word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Generic, TypeVar

from attrs import evolve as with_
from attrs import field, frozen

Value = TypeVar("Value")


@frozen
class Spell:
    """A value that held from a day to a day, both included.

    Attributes:
        value: The centre, the caseworker, the programme; empty for a pause.
        first: The first day.
        last: The last day; None while it lasts.
        ended_on: The day of the event that ended it; it may be the day after ``last``.

    """

    value: str
    first: date
    last: date | None = None
    ended_on: date | None = None

    def ends(self, last: date, on: date) -> Spell:
        """Return this spell ended, unless it had ended before."""
        if self.last is not None and self.last <= last:
            return self
        return with_(self, last=last, ended_on=on)

    def covers(self, day: date) -> bool:
        """Whether it held on *day*."""
        return self.first <= day and (self.last is None or day <= self.last)


@frozen
class Since(Generic[Value]):
    """A value that holds from a day until something else is said."""

    first: date
    value: Value = field(repr=False)  # it may be personal


def day_before(day: date) -> date:
    """Return the day before *day*; the first day of the calendar has none but itself."""
    return max(day, _SECOND_DAY) - timedelta(days=1)


_SECOND_DAY = date.min + timedelta(days=1)


def said_by(values: Iterable[Since[Value]], day: date) -> tuple[Since[Value], ...]:
    """Return what had been said by the end of *day*, in the order given."""
    return tuple(value for value in values if value.first <= day)


def held_on(values: Iterable[Since[Value]], day: date) -> Value | None:
    """Return what held on *day*: the last said of it by then; None before the first."""
    said = said_by(values, day)
    return said[-1].value if said else None
