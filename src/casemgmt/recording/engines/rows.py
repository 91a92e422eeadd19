"""Events as they lie in a SQLite file, and what is made of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from casemgmt.recording.drafts import draft_of
from casemgmt.recording.port import Row, StoredEvent

AS_THEY_LIE = "position, originator_id, originator_version, topic, state"
COLUMNS = f"{AS_THEY_LIE}, link"
NOBODYS = UUID(int=0)
"""Whose a damaged row is: it is in no subject's story."""


def from_row(row: Any) -> StoredEvent:
    """Return a row as an event; of a damaged one what can be read of it."""
    position, stream, version, name, state, link = row
    return event(_stream(stream), position, version, name, state, link)


def without_link(row: Row) -> StoredEvent:
    """Return what lies there as an event, in the same way."""
    position, stream, version, name, state = row
    return event(_stream(stream), position, version, name, state, None)


def event(  # a child has hundreds of them
    stream: UUID, position: Any, version: Any, name: Any, state: Any, link: Any
) -> StoredEvent:
    """Return an event; of a damaged one what can be read of it."""
    made = _new(_DRAFT)
    made.stream = stream
    made.version = version if type(version) is int else 0
    made.name = name if type(name) is str else "damaged"
    made.state = state
    made.position = position
    made.link = link if link is None or type(link) is bytes else b""
    made.__class__ = StoredEvent
    return made  # type: ignore[no-any-return]


_new = object.__new__
_DRAFT = draft_of(StoredEvent)


@lru_cache(maxsize=16_384)  # a UUID takes long to make, and a story has many events
def _stream(stored: Any) -> UUID:
    try:
        return UUID(stored)
    except (AttributeError, TypeError, ValueError):
        return NOBODYS
