"""History moved in after a publication: by its own time it was known before.

Asked again as of then it counts, so that then and now are alike and the published number is
another; what stands in the log behind the publication tells why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casemgmt.desk.publishing import place_of
from casemgmt.domain.told import Entry
from casemgmt.opening.parts import Parts
from casemgmt.recording.port import StoredEvent

PAGE = 1_000
_STORED = b'"stored":'
"""Stands in what keeps the store's own time beside another."""


def moved_in_since(parts: Parts, ref: str, known_at: datetime) -> tuple[Entry, ...]:
    """Return what was moved in after *ref* was published, as known by *known_at*."""
    later = map(parts.shelf.codec.entry, _later(parts, place_of(parts, ref)))
    return tuple(entry for entry in later if entry.recorded_at <= known_at)


def _later(parts: Parts, place: int) -> Iterator[StoredEvent]:
    while page := parts.shelf.log.scan(place, PAGE):
        yield from (stored for stored in page if _STORED in stored.state)
        place = page[-1].position
