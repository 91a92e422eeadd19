"""A store without files, with every rule, and a clock that one sets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from attrs import define

from casemgmt.config import Config
from casemgmt.domain.area import Area
from casemgmt.domain.dates import Day
from casemgmt.opening import in_memory
from casemgmt.store import Store

OFFICE_OPENS = time(9, 0, tzinfo=UTC)


@define
class SetClock:
    """A clock that stands where it was set, a millisecond further at each look."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the time, and move on a millisecond."""
        self.now += timedelta(milliseconds=1)
        return self.now


class MemoryStore(Store):
    """A store that ends with the test."""

    def __init__(
        self, areas: Sequence[Area[Any]], clock: SetClock, config: Config | None
    ) -> None:
        super().__init__(in_memory(areas, clock, config))
        self.clock = clock

    def turn_to(self, on: str | date) -> None:
        """Set the clock to nine in the morning (UTC) of *on*."""
        self.clock.now = _morning(on)


def memory_store(
    on: str | date = "2025-09-01",
    *,
    areas: Sequence[Area[Any]] = (),
    config: Config | None = None,
) -> MemoryStore:
    """Return a store without files whose clock stands at *on*.

    Args:
        on: The day it is.
        areas: Areas of one's own, beside the built-in ones.
        config: What the organisation chose; the defaults if None.

    """
    return MemoryStore(areas, SetClock(_morning(on)), config)


def _morning(on: str | date) -> datetime:
    return datetime.combine(Day.of(on).last, OFFICE_OPENS)
