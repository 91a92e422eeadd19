"""What was recorded before a request: by its `at`, and as of its `on`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from tests.oracle.episodes import Episode, episodes_of
from tests.oracle.people import Person, _person
from tests.oracle.telling import (
    SAYS_SOMETHING_ABOUT_A_RECORD,
    Day,
    Told,
    day,
    records_of_persons,
)


@dataclass
class Recorded:
    """The lines recorded so far, in the order they were recorded, and who told them."""

    told: list[Told] = field(default_factory=list)
    by: dict[str, str] = field(default_factory=dict)

    def add(self, told: Told, by: str) -> None:
        self.told.append(told)
        self.by[told.id] = by

    def until(self, at: datetime | None) -> list[Told]:
        """What was recorded by `at`; everything, for a line without one."""
        return [one for one in self.told if at is None or one.at <= at]

    def last_time(self) -> datetime | None:
        return max((one.at for one in self.told), default=None)


def standing(known: Iterable[Told]) -> list[Told]:
    """counting.md §1.2: nothing retracted, everything as last corrected, in order."""
    in_order = sorted(known, key=lambda told: (told.at, told.id))
    retracted = {t.data["command_id"] for t in in_order if t.command == "retract"}
    holds = {
        t.data["command_id"]: t
        for t in in_order
        if t.command == "correct" and t.id not in retracted
    }
    kept = [
        _corrected(told, holds.get(told.id))
        for told in in_order
        if told.command not in ("correct", "retract") and told.id not in retracted
    ]
    return sorted(kept, key=lambda told: told.order)


def _corrected(told: Told, correction: Told | None) -> Told:
    if correction is None:
        return told
    on = correction.data.get("on")
    span = day(on) if on is not None else told.span
    return replace(told, data=correction.data["data"], span=span, told_at=correction.at)


@dataclass(eq=False)
class Moment:
    """One request, and what it is decided on."""

    id: str
    command: str
    subject: str
    span: Day
    by: str
    data: dict[str, Any]
    known: list[Told]
    everything: list[Told]
    """What the store holds: also what was recorded later, when history is moved in."""
    authors: dict[str, str]

    @property
    def on(self) -> date:
        return self.span.last

    def corrected(self) -> Told | None:
        """What a `correct` names, if it is there and can be corrected."""
        named = [told for told in self.known if told.id == self.data["command_id"]]
        right = named and named[0].subject == self.subject
        return (
            named[0] if right and named[0].command not in ("correct", "retract") else None
        )

    @cached_property
    def standing(self) -> list[Told]:
        return standing(self.known)

    @cached_property
    def own(self) -> list[Told]:
        """The record's: a command with a later day is not looked at.

        What says something about a record rather than about a day is (§1.1).
        """
        return [
            told
            for told in self.standing
            if told.subject == self.subject
            and (told.day <= self.on or told.command in SAYS_SOMETHING_ABOUT_A_RECORD)
        ]

    @cached_property
    def episodes(self) -> list[Episode]:
        return episodes_of(self.subject, self.own)

    @property
    def last_case(self) -> Episode | None:
        return self.episodes[-1] if self.episodes else None

    @property
    def case(self) -> Episode | None:
        """The open one."""
        last = self.last_case
        return last if last is not None and last.end is None else None

    def said(self, *commands: str) -> list[Told]:
        """What was told in the open case, of these commands."""
        story = self.case.story if self.case is not None else []
        return [told for told in story if told.command in commands]

    @cached_property
    def _groups(self) -> list[frozenset[str]]:
        return records_of_persons(self.standing)

    def same_child(self, record: str) -> frozenset[str]:
        """Every record that is one person with this one."""
        alone = frozenset({record})
        return next((group for group in self._groups if record in group), alone)

    @cached_property
    def person(self) -> Person:
        """The person behind the subject, as of the day."""
        return self._person(self.same_child(self.subject))

    @cached_property
    def record(self) -> Person:
        """The record by itself, for what is its own: its birth date."""
        return self._person(frozenset({self.subject}))

    def _person(self, records: frozenset[str]) -> Person:
        return _person(records, self.standing, self.on)

    @cached_property
    def in_the_store(self) -> list[Told]:
        """For what only one may have in the whole store."""
        return standing(self.everything)
