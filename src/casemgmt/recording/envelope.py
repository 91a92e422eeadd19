"""The envelope: what is stored beside a payload, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from attrs import evolve, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.told import Entry

from .port import StoredEvent

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE_MICROSECOND = timedelta(microseconds=1)
NOBODY = UUID(int=0)


@frozen
class Unreadable:
    """Stands for an event that this installation cannot read; its case is read-only."""

    name: str
    why: str


@frozen
class Envelope:
    """An event with everything that is stored beside it.

    Attributes:
        entry: The event, and what journeys and facts see of its envelope.
        kind: The kind of subject.
        stored_at: The store's own clock; equal to ``recorded_at`` unless history was moved in.
        captured_at: When the sending tool says it was told, if it did.
        correlation: The first of the commands that were told together.

    """

    entry: Entry
    kind: str
    stored_at: datetime
    captured_at: datetime | None = None
    correlation: UUID | None = None


def micros(at: datetime) -> int:
    """Return microseconds since 1970, UTC."""
    return (at - EPOCH) // ONE_MICROSECOND


def instant(stored: int) -> datetime:
    """Return the instant of *stored* microseconds."""
    return EPOCH + stored * ONE_MICROSECOND


def head_of(envelope: Envelope) -> dict[str, Any]:
    """Return the envelope as it is written beside the data."""
    entry = envelope.entry
    said: dict[str, Any] = {
        "k": envelope.kind,
        "on": str(entry.on),
        "at": micros(entry.recorded_at),
        "by": entry.by,
        "c": entry.command_id.hex,
    }
    if entry.role is not None:
        said["role"] = entry.role
    if envelope.stored_at != entry.recorded_at:
        said["stored"] = micros(envelope.stored_at)
    if envelope.captured_at is not None:
        said["captured"] = micros(envelope.captured_at)
    told = (("fix", entry.corrects), ("ret", entry.retracts), ("with", envelope.correlation))
    own = (None, entry.command_id)
    return said | {key: value.hex for key, value in told if value not in own and value}


def entry_of(stored: StoredEvent, state: Mapping[str, Any], event: Any) -> Entry:
    """Return the entry of a stored event whose state was read."""
    fix, ret = state.get("fix"), state.get("ret")
    return Entry(
        command_id=UUID(state["c"]),
        subject=stored.stream,
        name=stored.name,
        event=event,
        on=Day.of(state["on"]),
        recorded_at=instant(state["at"]),
        by=state["by"],
        role=state.get("role"),
        corrects=UUID(fix) if fix else None,
        retracts=UUID(ret) if ret else None,
        position=stored.position,
        version=stored.version,
    )


def placeholder(stored: StoredEvent, why: Unreadable) -> Entry:
    """Return an entry that keeps the place of an event that cannot be read."""
    blank = Entry(
        command_id=UUID(int=stored.position),
        subject=stored.stream,
        name=stored.name,
        event=why,
        on=Day.of("1970-01-01"),
        recorded_at=EPOCH,
        by="unknown",
        position=stored.position,
        version=stored.version,
    )
    try:
        read = entry_of(stored, orjson.loads(stored.state), why)
    except (ValueError, KeyError, TypeError, AttributeError):
        return blank
    return evolve(read, corrects=None, retracts=None)


def kind_of(stored: StoredEvent) -> str:
    """Return the kind of subject an event belongs to."""
    return str(orjson.loads(stored.state)["k"])
