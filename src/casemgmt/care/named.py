"""Whom the events of a log name, and whether their stories are found by whom they name.

Records are one person, and a household's story concerns a child, by what stands beside the
events of whom they speak. Who takes that away changes figures and no event.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

import orjson

from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.enrolment.links import PersonsLinked, PersonsUnlinked
from casemgmt.recording.plan import plan_of
from casemgmt.recording.port import LINK, NAMED, EventLog, StoredEvent
from casemgmt.recording.registry import Registry

_NO_EVENT = (AttributeError, KeyError, TypeError, ValueError)


class Named:
    """Who was named in each story so far, and where first."""

    def __init__(self) -> None:
        self._naming = naming_events()
        self._first: dict[UUID, dict[tuple[str, str], int]] = {}

    def note(self, stored: StoredEvent) -> None:
        """Remember whom *stored* names; a damaged one is said to be damaged elsewhere."""
        kind = self._naming.get(stored.name)
        if kind is None:
            return
        try:
            found = list(_in_data(kind, orjson.loads(stored.state)["d"]))
        except _NO_EVENT:
            return
        for one in found:
            self._first.setdefault(stored.stream, {}).setdefault(one, stored.position)

    def lost(self, log: EventLog) -> Iterator[int]:
        """Yield the places of events whose story *log* does not find by whom they name.

        Raises:
            DamagedStoreError: what finds stories by whom they name cannot be read.

        """
        for stream, named in self._first.items():
            for kind in {kind for _, kind in named}:
                there = {subject.hex for subject in log.mentions(stream, kind)}
                for (subject, of), position in named.items():
                    if of == kind and subject not in there:
                        yield position


@cache
def naming_events() -> Mapping[str, type]:
    """Return which events may name somebody beside whose story they are of, by name."""
    events = Registry.of().events.items()
    return {
        name: kind
        for name, kind in events
        if kind is CommandCorrected or plan_of(kind).names
    }


def _in_data(kind: type, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if kind is CommandCorrected:
        corrected = naming_events().get(data["name"])
        if corrected not in (None, CommandCorrected):
            yield from _in_data(corrected, data["data"])
        return
    found: list[str] = []

    def name(subject: str) -> str:
        found.append(subject)
        return subject

    plan_of(kind).walk(dict(data), lambda value, _: value, name)
    how = LINK if issubclass(kind, PersonsLinked | PersonsUnlinked) else NAMED
    yield from ((subject.partition(":")[2], how) for subject in found)
