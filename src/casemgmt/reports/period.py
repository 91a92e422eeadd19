"""The days a report is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from attrs import frozen

from casemgmt.errors import InvalidError


@frozen
class Period:
    """The days a report is about, and what was known when it was made.

    Attributes:
        first: The first day, included.
        last: The last day, included.
        as_of: What happened later is left out; the last day when it is not given.
        known_at: What was learnt later is left out; now when it is not given.
        policy: A policy file that replaces parameters of the default one.
        inside: Whether the report stays in the house: nothing is hidden for being small.

    """

    first: date
    last: date
    as_of: date | None = None
    known_at: datetime | None = None
    policy: Path | None = None
    inside: bool = False

    @classmethod
    def of(
        cls,
        first: str | date,
        last: str | date,
        known_at: datetime | None = None,
        *,
        as_of: str | date | None = None,
        policy: Path | None = None,
    ) -> Period:
        """Return the period between two days, given as such or as ``2025-09-01``.

        Raises:
            InvalidError: there is no such day.

        """
        until = None if as_of is None else _day(as_of, "as_of")
        return cls(_day(first, "first"), _day(last, "last"), until, known_at, policy)

    @property
    def asked_until(self) -> date:
        """The last day that is looked at, for what is so on a day."""
        return self.as_of or self.last

    @property
    def until(self) -> date:
        """The last day that counts for what happens in the period."""
        return min(self.last, self.asked_until)

    def days(self) -> Iterator[date]:
        """Yield the days that count, in order."""
        ordinals = range(self.first.toordinal(), self.until.toordinal() + 1)
        yield from map(date.fromordinal, ordinals)


def _day(value: str | date, name: str) -> date:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise InvalidError(name, "not-a-day") from None
