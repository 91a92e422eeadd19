"""What stands in the place of a value that its reader may not see, or nobody any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Forgotten, Withheld

from .values import day

FORGOTTEN = {"forgotten": True}
LEFT = "left"
MONTH = "month"
"""Beside a sealed day: its month, which interchange.md lets stay as a statistic."""
WITHHELD = {"withheld": True}
_WITHHELD = Withheld()


def closed(said: Mapping[str, Any]) -> Forgotten | Withheld | None:
    """Return what *said* stands for in the place of a value, None if it is a value."""
    if said.get("withheld") is True:
        return Withheld(_left(said)) if LEFT in said else _WITHHELD
    return Forgotten(_left(said)) if said.get("forgotten") is True else None


def left(sealed: Any) -> dict[str, Any]:
    """Return what stays readable of a value that is *sealed*, as ``closed`` reads it."""
    month = sealed.get(MONTH) if type(sealed) is dict else None
    return {} if month is None else {LEFT: month}


def _left(said: Mapping[str, Any]) -> Day | None:
    return day(said[LEFT]) if LEFT in said else None
