"""Whole stories of a log, one after the other, as its engine finds them soonest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from casemgmt.recording.port import Bucket, EventLog, StoredEvent

LARGE = 1 / 8
"""So much of a log is sooner read as it lies, and put in order afterwards."""


@runtime_checkable
class ByStory(Protocol):
    """A log that can be read story by story, so that one alone is held at a time."""

    def stories(self, bucket: Bucket, until: int) -> Iterator[Sequence[StoredEvent]]:
        """Yield the stories of a bucket up to a position, in the order of their ids."""
        ...


def stories_of(
    log: EventLog, bucket: Bucket, until: int
) -> Iterator[Sequence[StoredEvent]]:
    """Yield the stories of a bucket up to a position, in the order of their ids."""
    if isinstance(log, ByStory) and bucket.share < LARGE:
        return log.stories(bucket, until)
    found: defaultdict[int, list[StoredEvent]] = defaultdict(list)
    for stored in log.bucket(bucket, until):
        found[stored.stream.int].append(stored)  # an id as such is slow to look up
    return (found.pop(stream) for stream in sorted(found))
