"""Whole stories of a log, one after the other, as its engine finds them soonest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol, runtime_checkable
from uuid import UUID

import orjson

from casemgmt.recording.envelope import DAMAGED
from casemgmt.recording.port import Bucket, EventLog, StoredEvent

Kept = tuple[int, Any, bytes, bytes]
"""A story as it lies: how many events, the sum of their ranks, their names ended by zeros,
their states as one JSON list.
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
    """A log that gives whole stories, so that nothing is made of a single event.

    They are read soonest in the order in which they begin.
    """

    def begun(self, until: int) -> Iterator[tuple[Any, Any]]:
        """Yield whose stories there are, in the order in which they begin, and how long.

        Both as they lie there, damaged or not; some may begin beyond *until*.
        """
        ...

    def beginnings(self, streams: Iterable[UUID]) -> Iterator[int]:
        """Yield where each of these stories begins, 0 of one that is not there."""
        ...

    def stories(self, streams: Iterable[UUID], until: int) -> Iterator[Kept]:
        """Yield each of these stories up to a position."""
        ...

    def linked(self) -> Iterable[tuple[UUID, UUID]]:
        """Return the subjects that were ever linked, in pairs."""
        ...


def begun(log: ByStory, until: int) -> Iterator[tuple[bytes, int]]:
    """Yield the id of each story, and about how many events it has.

    What is not written as ids are is in no story that anybody reads.
    """
    for written, length in log.begun(until):
        if type(written) is str and _AN_ID(written):
            yield bytes.fromhex(written), min(length, until) if type(length) is int else 1


def stories_of(
    log: EventLog, whose: Bucket | Sequence[UUID], until: int
) -> Iterator[tuple[UUID, Whole | None]]:
    """Yield whose stories these are, and each as it lies.

    None in its place, where it is not whole or was damaged.

    Args:
        log: What is read.
        whose: Those of a bucket, in the order of their ids; or these.
        until: Up to which position.

    """
    if not isinstance(whose, Bucket):
        if not isinstance(log, ByStory):
            yield from _one_by_one(log, whose, until)
            return
        each = zip(whose, log.stories(whose, until), strict=True)
        yield from ((stream, _parsed(*kept)) for stream, kept in each if kept[0])
        return
    found: defaultdict[int, list[StoredEvent]] = defaultdict(list)
    for stored in log.bucket(whose, until):
        found[stored.stream.int].append(stored)  # an id as such is slow to look up
    for stream in sorted(found):
        story = found.pop(stream)
        yield story[0].stream, whole(story)


def _one_by_one(
    log: EventLog, streams: Iterable[UUID], until: int
) -> Iterator[tuple[UUID, Whole | None]]:
    for stream in streams:
        story = [stored for stored in log.read(stream) if stored.position <= until]
        if story:
            yield stream, whole(story)


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


_AN_ID = re.compile("[0-9a-f]{32}").fullmatch
