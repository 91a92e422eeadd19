"""A store without files, with every rule, and a clock that one sets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define

from casemgmt.config import Config
from casemgmt.domain.area import Area
from casemgmt.domain.dates import Day
from casemgmt.opening.whole import in_memory
from casemgmt.store import Store

if TYPE_CHECKING:
    from casemgmt.indicators import Indicator

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
        self,
        areas: Sequence[Area[Any]],
        clock: SetClock,
        config: Config | None,
        indicators: Sequence[Indicator] = (),
    ) -> None:
        parts = in_memory(areas, clock, config)
        parts.indicators = indicators
        super().__init__(parts)
        self.clock = clock

    def turn_to(self, on: str | date) -> None:
        """Set the clock to nine in the morning (UTC) of *on*."""
        self.clock.now = _morning(on)


def memory_store(
    on: str | date = "2025-09-01",
    *,
    areas: Sequence[Area[Any]] = (),
    config: Config | Path | None = None,
    indicators: Sequence[Indicator] = (),
) -> MemoryStore:
    """Return a store without files whose clock stands at *on*.

    Args:
        on: The day it is.
        areas: Areas of one's own, beside the built-in ones.
        config: What the organisation chose, or its ``casemgmt.toml``; the defaults if None.
        indicators: Figures of one's own, beside the core ones; they need not be installed.

    """
    config = Config.read(config) if isinstance(config, Path) else config
    return MemoryStore(areas, SetClock(_morning(on)), config, indicators)


def _morning(on: str | date) -> datetime:
    return datetime.combine(Day.of(on).last, OFFICE_OPENS)
