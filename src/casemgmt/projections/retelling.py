"""A subject's story out of what an adapter was given: kept, read again, added up.

What comes late, a correction or a retraction change what a subject's rows say. An adapter
that keeps what it was given of a subject works its rows out anew from these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from attrs import evolve

from casemgmt.domain.dates import Day
from casemgmt.domain.journey import Fold, Journey
from casemgmt.domain.personal import Forgotten
from casemgmt.domain.told import Entry, Version
from casemgmt.domain.told import as_told as versions_as_told
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import UnknownEventError
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.envelope import Unreadable
from casemgmt.recording.payloads import Payloads
from casemgmt.recording.plan import plan_of
from casemgmt.recording.registry import Registry
from casemgmt.recording.story import heard

NOBODY = UUID(int=0)


def as_told(events: Iterable[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """Return the story that the *events* of one subject tell now, in its own order.

    What was corrected has the data and the day put right; what was taken back is gone, and
    so are corrections and retractions themselves.
    """
    by_command = {told.command_id: told for told in events}
    return tuple(
        evolve(
            by_command[version.entry.command_id],
            event=version.entry.event,
            on=version.entry.on,
            corrected_by=version.fix,
        )
        for version in _versions(by_command.values())
    )


def journey_of(events: Iterable[RecordedEvent]) -> Journey:
    """Return the journey that the *events* of one subject add up to, known as given.

    It is the journey of this record: records linked to it are not looked at.

    Raises:
        ValueError: there is no event, so it is nobody's journey.

    """
    told = tuple(events)
    if not told:
        msg = "a journey needs an event"
        raise ValueError(msg)
    return fold().journey(told[0].subject, _versions(told))


def is_forgotten(events: Iterable[RecordedEvent]) -> bool:
    """Whether the *events* of one subject are those of somebody who was erased.

    What is left of them counts in statistics; no list of people has a line for it. That
    somebody else who is named in a story was erased does not make it theirs.
    """
    return any(isinstance(value, Forgotten) for told in events for value in _closed(told))


def _closed(told: RecordedEvent) -> Iterator[Any]:
    kind: type = type(told.event)
    plan = plan_of(kind)
    yield from (getattr(told.event, n) for n in plan.sealed if n not in plan.others)


def as_kept(told: RecordedEvent) -> dict[str, Any]:
    """Return *told* as JSON-ready data from which ``from_kept`` reads it again.

    Personal values that were granted are in it, in the clear.
    """
    said: dict[str, Any] = {
        "position": told.position,
        "subject": str(told.subject),
        "version": told.version,
        "id": told.id.hex,
        "command": told.command_id.hex,
        "name": told.name,
        "on": str(told.on),
        "at": told.at.isoformat(),
        "by": told.by,
        "data": _data(told),
    }
    more = {
        "shape": _shape(told),
        "role": told.role,
        "corrects": told.corrects,
        "retracts": told.retracts,
        "reference": told.reference,
    }
    return said | {name: str(value) for name, value in more.items() if value is not None}


def from_kept(kept: Mapping[str, Any]) -> RecordedEvent:
    """Return the event that was kept; one that cannot be read any more says so."""
    corrects, retracts = kept.get("corrects"), kept.get("retracts")
    reference = kept.get("reference")
    return RecordedEvent(
        position=kept["position"],
        subject=Subject.of(kept["subject"]),
        version=kept["version"],
        id=UUID(kept["id"]),
        command_id=UUID(kept["command"]),
        name=kept["name"],
        event=_event(kept.get("shape", kept["name"]), kept["data"]),
        on=Day.of(kept["on"]),
        at=datetime.fromisoformat(kept["at"]),
        by=kept["by"],
        role=kept.get("role"),
        corrects=UUID(corrects) if corrects else None,
        retracts=UUID(retracts) if retracts else None,
        reference=Subject.of(reference) if reference else None,
    )


def _versions(events: Iterable[RecordedEvent]) -> tuple[Version, ...]:
    return versions_as_told(heard(entry_of(told) for told in events))


def entry_of(told: RecordedEvent) -> Entry:
    """Return *told* as the log holds it, of nobody's stream."""
    return Entry(
        command_id=told.command_id,
        subject=NOBODY,
        name=told.name,
        event=told.event,
        on=told.on,
        recorded_at=told.at,
        by=told.by,
        role=told.role,
        corrects=told.corrects,
        retracts=told.retracts,
        position=told.position,
        version=told.version,
    )


def _shape(told: RecordedEvent) -> str | None:
    """Return under what name it is written now, None where that is its stored name."""
    newest = _registry().names.get(type(told.event))
    return newest if newest != told.name else None


def _data(told: RecordedEvent) -> dict[str, Any]:
    if isinstance(told.event, Unreadable):
        return {"why": told.event.why, "foreign": told.event.foreign}
    try:
        return _payloads().plain(told.event)
    except KeyError:  # it corrects what no installed distribution declares
        return {
            "why": f"no installed area declares what {told.name} is of",
            "foreign": True,
        }


def _event(name: str, data: dict[str, Any]) -> Any:
    if data.keys() == {"why", "foreign"}:
        return Unreadable(name, data["why"], data["foreign"])
    try:
        return _payloads().event(name, data)
    except UnknownEventError as error:
        return Unreadable(name, str(error), _registry().is_foreign(name))


@cache
def _registry() -> Registry:
    return Registry.installed()


@cache
def _payloads() -> Payloads:
    """Return what reads and writes the shapes of events; it opens no seal."""
    return Payloads(_registry())


@cache
def fold() -> Fold:
    """Return what adds stories up, with the areas that are installed."""
    return Fold(_registry().areas)
