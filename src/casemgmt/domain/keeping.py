"""Keeping: what the store says of itself, such as that history was moved in."""

from __future__ import annotations

from typing import assert_never

from attrs import frozen

from .area import Area
from .told import Told


@frozen(kw_only=True)
class HistoryMovedIn:
    """Lines with times of their own were taken over from another system.

    Attributes:
        file: The name of the file they came in.
        lines: How many were recorded.

    """

    file: str
    lines: int


@frozen
class MovedIn:
    """Who moved history in, from which file, and how much of it."""

    by: str
    file: str
    lines: int


@frozen
class Keeping:
    """What the store tells of itself, in order."""

    moved_in: tuple[MovedIn, ...] = ()


def evolve(state: Keeping, event: HistoryMovedIn, told: Told) -> Keeping:
    """Return what the store tells of itself after *event*."""
    match event:
        case HistoryMovedIn(file=file, lines=lines):
            return Keeping((*state.moved_in, MovedIn(told.by, file, lines)))
        case _:
            assert_never(event)


AREA = Area(
    name="keeping",
    subject="system",
    initial=Keeping(),
    evolve=evolve,
    events={"history-moved-in.1": HistoryMovedIn},
    commands={},
)
