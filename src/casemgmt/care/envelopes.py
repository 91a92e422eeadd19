"""Whether a stored event is one: its bytes as they are written, its envelope complete."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson
from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.recording.port import StoredEvent

from .faults import What


@frozen
class Said:
    """What an envelope says that can be compared with others.

    Attributes:
        command: The 16 bytes of the id of its command.
        at: When it was recorded, in microseconds since 1970.
        moved_in: It was recorded elsewhere, and keeps the times of there.

    """

    command: bytes
    at: int
    moved_in: bool


def said_by(stored: StoredEvent) -> Said | What:
    """Return what the envelope of *stored* says, or what is wrong with it."""
    state = stored.state
    try:
        read = orjson.loads(state)
        if orjson.dumps(read, option=orjson.OPT_SORT_KEYS) != state:
            return What.NOT_CANONICAL
        return _said(read)
    except (AttributeError, KeyError, TypeError, ValueError):
        return What.DAMAGED


def _said(read: Any) -> Said | What:
    command, at = bytes.fromhex(read["c"]), read["at"]
    complete = (
        type(at) is int
        and len(command) == 16  # noqa: PLR2004 - a UUID
        and type(read["by"]) is str
        and type(read["k"]) is str
        and type(read["d"]) is dict
        and _is_day(read["on"])
    )
    return Said(command, at, "stored" in read) if complete else What.DAMAGED


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    return bool(Day.of(text))
