"""Whole stories of a log, one after the other, as its engine finds them soonest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol, runtime_checkable
from uuid import UUID

import orjson

from casemgmt.recording.envelope import DAMAGED, as_id
from casemgmt.recording.port import Bucket, EventLog, StoredEvent

Kept = tuple[Any, int, Any, bytes, bytes]
"""A story as it lies: whose it is, how many events, the sum of their ranks, their names
ended by zeros, their states as one JSON list.
"""


class Whole(NamedTuple):
    """A story from its first event on, in the order of its ranks.

    Attributes:
        names: The stored name of each event.
        states: What lies in each, parsed.

    """

    names: Sequence[str]
    states: Sequence[Any]


@runtime_checkable
class ByStory(Protocol):
    """A log that gives whole stories, so that nothing is made of a single event."""

    def stories(self, bucket: Bucket, until: int) -> Iterator[Kept]:
        """Yield the stories of a bucket up to a position, in the order of their ids."""
        ...


def stories_of(
    log: EventLog, bucket: Bucket, until: int
) -> Iterator[tuple[UUID, Whole | None]]:
    """Yield whose stories lie in a bucket, in the order of their ids, and each as it lies.

    None in its place, where it is not whole or was damaged.
    """
    if isinstance(log, ByStory):
        told = log.stories(bucket, until)
        yield from ((as_id(one[0]), _parsed(*one[1:])) for one in told if _is_id(one[0]))
        return
    found: defaultdict[int, list[StoredEvent]] = defaultdict(list)
    for stored in log.bucket(bucket, until):
        found[stored.stream.int].append(stored)  # an id as such is slow to look up
    for stream in sorted(found):
        story = found.pop(stream)
        yield story[0].stream, whole(story)


def whole(story: Sequence[StoredEvent]) -> Whole | None:
    """Return a story that was read event by event; None where it is not whole."""
    if [stored.version for stored in story] != [*range(1, len(story) + 1)]:
        return None
    try:
        states = [orjson.loads(stored.state) for stored in story]
    except DAMAGED:
        return None
    return Whole([stored.name for stored in story], states)


def _parsed(number: int, ranks: Any, names: bytes, states: bytes) -> Whole | None:
    """Return what was kept, where no rank is missing and each event has name and state."""
    try:
        told = Whole(names.decode().split("\0"), orjson.loads(states))
    except DAMAGED:
        return None
    each_is_there = number == len(told.names) == len(told.states)
    return told if each_is_there and ranks == number * (number + 1) // 2 else None


def _is_id(written: Any) -> bool:
    try:
        as_id(written)
    except (AttributeError, TypeError, ValueError):
        return False
    return True
