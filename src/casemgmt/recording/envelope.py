"""The envelope: what is stored beside a payload, and how it is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha1
from typing import Any
from uuid import UUID, SafeUUID

import orjson
from attrs import evolve, frozen

from casemgmt.domain.dates import Day, Precision
from casemgmt.domain.told import Entry

from .compact import compact
from .drafts import draft_of
from .port import StoredEvent

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE_MICROSECOND = timedelta(microseconds=1)
DAMAGED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What reading bytes that nobody of us wrote may raise."""
NOBODY = UUID(int=0)
UNKNOWN = "unknown"
_DIGITS = 32
_VERSION_4 = UUID("00000000-0000-4000-8000-000000000000").int
_VERSION_5 = UUID("00000000-0000-5000-8000-000000000000").int
_FREE = UUID("ffffffff-ffff-0fff-3fff-ffffffffffff").int
_UNSAFE = SafeUUID.unknown


@frozen
class Unreadable:
    """Stands for an event that this installation cannot read.

    Attributes:
        name: The name it is stored under.
        why: What is wrong, in our words.
        foreign: It is of an area that is not installed here, and is passed over; any other
            makes its case read-only.

    """

    name: str
    why: str
    foreign: bool = False


def is_passed_over(entry: Entry) -> bool:
    """Whether *entry* is of an area that is not installed here."""
    return isinstance(entry.event, Unreadable) and entry.event.foreign


@frozen
class Envelope:
    """An event with everything that is stored beside it.

    Attributes:
        entry: The event, and what journeys and facts see of its envelope.
        stream: The random id of the subject it is stored for.
        kind: The kind of subject.
        stored_at: By the store's own clock: ``recorded_at`` unless history was moved in.
        captured_at: When the sending tool says it was told, if it did.
        correlation: The first of the commands that were told together.

    """

    entry: Entry
    stream: UUID
    kind: str
    stored_at: datetime
    captured_at: datetime | None = None
    correlation: UUID | None = None


def micros(at: datetime) -> int:
    """Return microseconds since 1970, UTC."""
    return (at - EPOCH) // ONE_MICROSECOND


def after(last: datetime, now: datetime) -> datetime:
    """Return when something is recorded *now*: after the *last*, whatever clocks say."""
    return now if now > last else last + ONE_MICROSECOND


def instant(stored: int) -> datetime:
    """Return the instant of *stored* microseconds."""
    return EPOCH + stored * ONE_MICROSECOND


def head_of(envelope: Envelope) -> dict[str, Any]:
    """Return the envelope as it is written beside the data."""
    entry = envelope.entry
    said = head(
        envelope.kind,
        entry.on,
        entry.recorded_at,
        entry.by,
        entry.role,
        entry.command_id,
        envelope.stored_at,
        envelope.captured_at,
        envelope.correlation,
    )
    if entry.corrects is not None:
        said["fix"] = entry.corrects.hex
    if entry.retracts is not None:
        said["ret"] = entry.retracts.hex
    return said


def head(
    kind: str,
    on: Day,
    at: datetime,
    by: str,
    role: str | None,
    own: UUID,
    stored_at: datetime,
    captured_at: datetime | None,
    correlation: UUID | None,
) -> dict[str, Any]:
    """Return the envelope of what amends nothing; each as in ``Envelope`` and ``Entry``."""
    said = {
        "k": kind,
        "on": _written(on),
        "at": micros(at),
        "by": by,
        "c": own.hex,
    }
    if role is not None:
        said["role"] = role
    if stored_at is not at and stored_at != at:
        said["stored"] = micros(stored_at)
    if captured_at is not None:
        said["captured"] = micros(captured_at)
    if correlation is not None and correlation is not own and correlation != own:
        said["with"] = correlation.hex
    return said


def encoded(state: dict[str, Any]) -> bytes:
    """Return an envelope with its data as the log stores it."""
    return compact(state, orjson.OPT_SORT_KEYS)


def entry_of(stored: StoredEvent, state: Mapping[str, Any], event: Any) -> Entry:
    """Return the entry of a stored event whose state was read."""
    get, by = state.get, state["by"]
    if type(by) is not str:
        msg = "who told it is not said"
        raise TypeError(msg)
    fix, ret = get("fix"), get("ret")
    entry = _new(_DRAFT)  # a child has hundreds of them
    entry.command_id = command_id = as_id(state["c"])
    entry.subject = stored.stream
    entry.name = stored.name
    entry.event = event
    entry.on = on = _day(state["on"])
    entry.recorded_at = at = EPOCH + timedelta(0, 0, state["at"])
    entry.by = by
    entry.role = get("role")
    entry.corrects = as_id(fix) if fix else None
    entry.retracts = as_id(ret) if ret else None
    entry.position = stored.position
    entry.version = stored.version
    entry.order = on.last, at, command_id
    entry.__class__ = Entry
    return entry  # type: ignore[no-any-return]


_new = object.__new__
_DRAFT = draft_of(Entry)
_ID = draft_of(UUID)
_day = lru_cache(maxsize=8192)(Day.of)


def _written(on: Day) -> str:
    return on.first.isoformat() if on.precision is Precision.DAY else str(on)


def as_id(written: str) -> UUID:
    """Return an id as it is always written: by 32 digits; any other way, as Python does."""
    if type(written) is not str or len(written) != _DIGITS or not written.isalnum():
        return UUID(written)
    made = _new(_ID)
    made.int, made.is_safe = int(written, 16), _UNSAFE
    made.__class__ = UUID
    return made  # type: ignore[no-any-return]


def random_id() -> UUID:
    """Return a random id, as version 4 of RFC 9562 has it."""
    made = _new(_ID)
    drawn = int.from_bytes(os.urandom(16))  # of the version and the variant six bits stand
    made.int, made.is_safe = drawn & _FREE | _VERSION_4, _UNSAFE
    made.__class__ = UUID
    return made  # type: ignore[no-any-return]


def id_from(one: UUID, name: bytes) -> UUID:
    """Return the id that follows from one and a name, as version 5 of RFC 9562 has it."""
    made = _new(_ID)
    drawn = sha1(one.int.to_bytes(16) + name, usedforsecurity=False).digest()
    made.int = int.from_bytes(drawn[:16]) & _FREE | _VERSION_5
    made.is_safe = _UNSAFE
    made.__class__ = UUID
    return made  # type: ignore[no-any-return]


def placeholder(stored: StoredEvent, why: Unreadable) -> Entry:
    """Return an entry that keeps the place of an event that cannot be read."""
    try:
        read = entry_of(stored, orjson.loads(stored.state), why)
    except DAMAGED:
        return _blank(stored, why)
    return evolve(read, corrects=None, retracts=None)


def _blank(stored: StoredEvent, why: Unreadable) -> Entry:
    return Entry(
        command_id=UUID(int=stored.position),
        subject=stored.stream,
        name=stored.name,
        event=why,
        on=Day.of("1970-01-01"),
        recorded_at=EPOCH,
        by=UNKNOWN,
        position=stored.position,
        version=stored.version,
    )


def kind_of(stored: StoredEvent) -> str:
    """Return the kind of subject an event belongs to, ``unknown`` when it is damaged."""
    try:
        return str(orjson.loads(stored.state)["k"])
    except DAMAGED:
        return UNKNOWN


def command_of(stored: StoredEvent) -> UUID | None:
    """Return the command that told an event; None when it is damaged."""
    try:
        return as_id(orjson.loads(stored.state)["c"])
    except DAMAGED:
        return None


def correlation_of(stored: StoredEvent) -> UUID | None:
    """Return the first of the commands it was told with; None when it was told alone."""
    try:
        return UUID(orjson.loads(stored.state)["with"])
    except DAMAGED:
        return None
