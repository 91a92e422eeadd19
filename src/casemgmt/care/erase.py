"""What is known of a person before it is destroyed, to be looked for afterwards."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

import orjson

from casemgmt.recording.codec import Codec
from casemgmt.recording.port import EventLog, StoredEvent

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}\Z")
_LONG, _END = 48, 40
"""Of a long text its ends are looked for too: a copy may be cut short."""
PAGE = 1_000


def texts_of(
    codec: Codec, log: EventLog, keys: Collection[UUID], records: Iterable[UUID]
) -> set[str]:
    """Return every text in *records* that is sealed for one of *keys*; days are none."""
    return {
        text
        for record in records
        for stored in log.read(record)
        for _, whose, value in codec.personal(stored)
        if whose in keys
        for text in _texts(value)
    }


def said_by_others(
    codec: Codec, log: EventLog, texts: Collection[str], records: Collection[UUID]
) -> set[str]:
    """Return which of *texts* stand in the story of somebody else too: they are theirs.

    What stands in the clear, such as a code or the name of a centre, is nobody's.
    """
    folded = {text: text.casefold() for text in texts}
    found: set[str] = set()
    after = 0
    while len(found) < len(folded) and (page := log.scan(after, PAGE)):
        for stored in page:
            if stored.stream not in records:
                said = _said(codec, stored)
                found |= {text for text, own in folded.items() if own in said}
        after = page[-1].position
    return found


def _said(codec: Codec, stored: StoredEvent) -> str:
    """Return all that an event says, sealed or in the clear, in small letters."""
    values = [value for _, _, value in codec.personal(stored)]
    opened = " ".join(text for value in values for text in _texts(value, whole=True))
    return f"{_clear(stored)} {opened}".casefold()


def _clear(stored: StoredEvent) -> str:
    try:
        return orjson.dumps(orjson.loads(stored.state)).decode()
    except ValueError:
        return ""


def _texts(value: Any, *, whole: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner, whole=whole)
    elif isinstance(value, str) and (whole or not _DAY.match(value)):
        yield value
        if len(value) > _LONG and not whole:
            yield from (value[:_END], value[-_END:])
