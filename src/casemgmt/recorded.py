"""An event as others read it, with the circumstances in which it was recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from attrs import evolve, field, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.told import FOREVER, Entry, versions
from casemgmt.domain.vocabulary import Subject
from casemgmt.recording.envelope import id_from
from casemgmt.recording.plan import plan_of


class Late:
    """Fields that are worked out when they are first asked for, and kept.

    Many who read the log never look at most of what they are given.
    """

    __slots__ = ("_later", "_stored")
    _later: Callable[[Any, str, Any], None]
    _stored: Any

    if not TYPE_CHECKING:  # what is asked for is what the class says, and nothing else

        def __getattr__(self, name: str) -> Any:
            if name in Late.__slots__ or name not in type(self).__slots__:
                raise AttributeError(name, name=name, obj=self)
            self._later(self, name, self._stored)
            return object.__getattribute__(self, name)


@frozen
class RecordedEvent(Late):
    """One event of the log.

    Attributes:
        position: Its place in the log, from 1; always increasing, with gaps.
        subject: Whose story it belongs to.
        version: Its rank in that story, from 1, without gaps.
        id: The event's own id.
        command_id: The command that brought it about.
        name: Its stored name, such as ``kit-delivered.1``.
        event: What happened; personal fields are known, withheld or forgotten.
        on: The day it happened, with its precision.
        at: When it was recorded, in UTC.
        by: Who told it.
        role: The role they acted in, if it was said.
        reference: How the sender calls the subject, for a read model: there the subject
            itself is a random id. It is known of centres and agreements, which are nobody,
            and of whom else where it was granted.
        corrects: The command this puts right, if it does.
        retracts: The command this takes back, if it does.
        corrected_by: The correction that stands in its place, if any.
        retracted_by: The retraction that took it back, if any.

    """

    position: int
    subject: Subject
    version: int
    id: UUID
    command_id: UUID
    name: str
    event: Any = field(repr=False)
    on: Day
    at: datetime
    by: str
    role: str | None = None
    corrects: UUID | None = None
    retracts: UUID | None = None
    corrected_by: UUID | None = None
    retracted_by: UUID | None = None
    reference: Subject | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls, entry: Entry, subject: Subject, reference: Subject | None = None
    ) -> RecordedEvent:
        """Return *entry* as others read it."""
        made = cls(
            position=entry.position,
            subject=subject,
            version=entry.version,
            id=entry.command_id,  # until the next lines: it takes long to make
            command_id=entry.command_id,
            name=entry.name,
            event=entry.event,
            on=entry.on,
            at=entry.recorded_at,
            by=entry.by,
            role=entry.role,
            corrects=entry.corrects,
            retracts=entry.retracts,
            reference=reference,
        )
        object.__delattr__(made, "id")
        object.__setattr__(made, "_later", _with_id)
        object.__setattr__(made, "_stored", None)
        return made


def _with_id(told: RecordedEvent, _: str, __: Any) -> None:
    object.__setattr__(told, "id", event_id(told.command_id))


def event_id(command_id: UUID) -> UUID:
    """Return the id of the event that *command_id* brought about; it is never stored."""
    return id_from(command_id, b"event")


def as_history(
    entries: Iterable[Entry], subject: Subject, known_at: datetime | None = None
) -> tuple[RecordedEvent, ...]:
    """Return what was told by *known_at*, in the order it happened, amendments shown."""
    known = [e for e in entries if known_at is None or e.recorded_at <= known_at]
    fixed = {v.entry.command_id: v.fix for v in versions(known) if v.known_to == FOREVER}
    taken_back = {e.retracts: e.command_id for e in _last_first(known) if e.retracts}
    return in_order(
        evolve(
            RecordedEvent.of(e, subject),
            corrected_by=fixed.get(e.command_id),
            retracted_by=taken_back.get(e.command_id),
        )
        for e in known
    )


def in_order(events: Iterable[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """Return *events* in the order of a story: day, recorded at, command id."""
    return tuple(sorted(events, key=lambda e: (e.on.last, e.at, str(e.command_id))))


def naming(history: Iterable[RecordedEvent], subject: Subject) -> tuple[RecordedEvent, ...]:
    """Return what names *subject* in the *history* of another, with all its amendments.

    What a correction makes name it belongs to it from the beginning, and what a correction
    takes from it is still shown.
    """
    told = {event.command_id: event for event in history}
    named = {_first_told(e, told) for e in told.values() if subject in _named_in(e)}
    return tuple(e for e in told.values() if _first_told(e, told) in named)


def _first_told(event: RecordedEvent, told: Mapping[UUID, RecordedEvent]) -> UUID:
    """Return the command that *event* is about: itself, or what it amends."""
    amended = event.corrects or event.retracts
    found = told.get(amended) if amended is not None else None
    return event.command_id if found is None else _first_told(found, told)


def _named_in(event: RecordedEvent) -> set[Subject]:
    said = event.event.corrected if event.corrects is not None else event.event
    kind: type = type(said)
    return set(plan_of(kind).named(said))


def _last_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return *entries* backwards, so that of two retractions the first stands."""
    return sorted(entries, key=lambda e: (e.recorded_at, str(e.command_id)), reverse=True)
