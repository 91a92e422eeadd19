"""What is said to an adapter in a process of its own, and what it answers, as data.

Events have the shapes the log writes, in the clear where they are granted and withheld
where they are not. Nothing that is read can name a class or run anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casemgmt.limited.frames import FrameError

from .adapter import Batch, Position
from .retelling import as_kept, from_kept


def batch_out(batch: Batch) -> dict[str, Any]:
    """Return *batch* as data."""
    return {
        "events": [as_kept(told) for told in batch.events],
        "until": position_out(batch.until),
        "afresh": batch.afresh,
        "caught_up": batch.caught_up,
    }


def batch_in(data: Mapping[str, Any]) -> Batch:
    """Return the batch that *data* says."""
    until = position_in(data["until"])
    assert until is not None  # noqa: S101 - a batch has one; for the type checker
    events = tuple(map(from_kept, data["events"]))
    return Batch(events, until, data["afresh"], data["caught_up"])


def position_out(position: Position | None) -> list[Any] | None:
    """Return *position* as data."""
    return None if position is None else [position.epoch, position.number]


def position_in(data: Any) -> Position | None:
    """Return the position that *data* says.

    Raises:
        FrameError: it is none.

    """
    match data:
        case None:
            return None
        case [str(epoch), int(number)] if number >= 0:
            return Position(epoch, number)
        case _:
            raise FrameError


def seen_in(data: Any) -> dict[str, int]:
    """Return the counts that *data* says.

    Raises:
        FrameError: they are none.

    """
    if type(data) is not dict or any(type(count) is not int for count in data.values()):
        raise FrameError
    return data


def first_in(data: Any) -> tuple[dict[str, list[str]], list[str], bool]:
    """Return what an adapter declares and can, and whether its memory is limited.

    Raises:
        FrameError: that is not what *data* says.

    """
    match data:
        case {"declared": dict(declared), "can": list(can), "limited": bool(limited)} if (
            declared.keys() <= {"events", "fields"}
            and all(map(_are_words, (can, *declared.values())))
        ):
            return declared, can, limited
        case _:
            raise FrameError


def _are_words(data: Any) -> bool:
    return type(data) is list and all(type(word) is str for word in data)
