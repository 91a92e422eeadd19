"""Keeping: what the store says of itself, such as that history was moved in."""

from __future__ import annotations

from attrs import frozen

from .area import Area, unchanged


@frozen(kw_only=True)
class HistoryMovedIn:
    """Lines with times of their own were taken over from another system.

    Attributes:
        file: The name of the file they came in.
        lines: How many were recorded.

    """

    file: str
    lines: int


AREA: Area[None] = Area(
    name="keeping",
    subject="system",
    initial=None,
    evolve=unchanged,
    events={"history-moved-in.1": HistoryMovedIn},
    commands={},
)
