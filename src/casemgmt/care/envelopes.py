"""Whether a stored event is one: its bytes as they are written, its envelope complete."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from casemgmt.domain.dates import Day
from casemgmt.recording.port import StoredEvent

from .faults import What

Said = tuple[int, bool]
"""When it was recorded, in microseconds since 1970, and whether it was moved in with it."""
_NO_EVENT = (AttributeError, KeyError, TypeError, ValueError)
_HEX_DIGITS = 32


def said_by(stored: StoredEvent) -> Said | What:
    """Return what the envelope of *stored* says, or what is wrong with it."""
    state = stored.state
    try:
        read = orjson.loads(state)
        if orjson.dumps(read, option=orjson.OPT_SORT_KEYS) != state:
            return What.NOT_CANONICAL
        return _said(read)
    except _NO_EVENT:
        return What.DAMAGED


def command_of(stored: StoredEvent) -> UUID | None:
    """Return the id under which an event was told, None when it is damaged."""
    try:
        return UUID(orjson.loads(stored.state)["c"])
    except _NO_EVENT:
        return None


def _said(read: Any) -> Said | What:
    command, at = read["c"], read["at"]
    complete = (
        type(at) is int
        and len(command) == _HEX_DIGITS
        and int(command, 16) >= 0
        and type(read["by"]) is type(read["k"]) is str
        and type(read["d"]) is dict
        and _is_day(read["on"])
    )
    return (at, "stored" in read) if complete else What.DAMAGED


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    return bool(Day.of(text))
