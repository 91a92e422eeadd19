"""What a story began with: what it adds up to, and how its events are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from attrs import define, field, frozen

from casemgmt.domain.told import Entry, Order

End = tuple[int, date, datetime]
"""The rank of a story's last event, the latest day told of, when the last was recorded."""


@frozen
class Sum:
    """What the first *count* events of a stream add up to.

    Attributes:
        count: How many they are.
        states: State by area name.
        last: The place in the story of the one that sorts last.
        latest_day: The latest day told of.
        last_recorded: When the last of them was recorded.
        is_behind: Whether the stream has more.

    """

    count: int
    states: Mapping[str, Any] = field(repr=False)
    last: Order
    latest_day: date
    last_recorded: datetime
    is_behind: bool = False


@define(eq=False)
class Past:
    """What a stream began with, of which nothing is read until somebody asks.

    Attributes:
        count: How many events they are.

    """

    count: int
    _read: Callable[[], tuple[Entry, ...]] | None = field(repr=False)
    _entries: tuple[Entry, ...] = field(default=(), repr=False)

    @property
    def is_read(self) -> bool:
        """Whether somebody asked."""
        return self._read is None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """They, in the order of the stream."""
        if self._read is not None:
            self._entries, self._read = self._read(), None
        return self._entries
