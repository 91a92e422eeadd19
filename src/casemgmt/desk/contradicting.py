"""Contradicting: what cannot both be true in a store, and decisions overtaken since.

Worked out from the stories each time it is asked; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID

from attrs import evolve

from casemgmt.domain.amendments import ContradictionResolved
from casemgmt.domain.contradictions.finding import found_in
from casemgmt.domain.contradictions.kinds import Contradiction, Kind
from casemgmt.domain.contradictions.person import Person, Said
from casemgmt.domain.family_support.visits import HomeVisited
from casemgmt.domain.told import Version, as_told
from casemgmt.domain.vocabulary import Subject
from casemgmt.recording.door import SUBJECT_KINDS
from casemgmt.recording.hindsight import Changed, Hindsight
from casemgmt.recording.persons import linked, records_of
from casemgmt.recording.recorder import Recorder

Told = Mapping[Subject, tuple[Version, ...]]


def contradictions(
    recorder: Recorder, known_at: datetime | None, subject: Subject | None
) -> list[Contradiction]:
    """Return what cannot both be true, of *subject* or of the whole store."""
    looking = Contradicting(recorder, known_at)
    found = looking.everywhere() if subject is None else looking.of(subject)
    return sorted(found, key=lambda one: one.order)


def impact(recorder: Recorder, command_id: UUID) -> tuple[Contradiction, ...]:
    """Return the decisions that would be refused since *command_id* was recorded."""
    shelf = recorder.desk.shelf
    stored = shelf.log.outcome([command_id]).get(command_id)
    subject = shelf.vault.reference(stored.stream) if stored is not None else None
    if subject is None:
        return ()
    with recorder.locked():
        found = Contradicting(recorder).resting_on(subject)
    mine = (one for one in found if one.between[1] == command_id)
    return tuple(sorted(mine, key=lambda one: one.order))


class Contradicting:
    """What cannot both be true, as known at *known_at*; now if None."""

    def __init__(self, recorder: Recorder, known_at: datetime | None = None) -> None:
        self._desk, self._shelf = recorder.desk, recorder.desk.shelf
        self._hindsight = Hindsight(recorder.desk, known_at)
        self._alone: AbstractContextManager[object] = recorder.locked()

    def everywhere(self) -> Iterator[Contradiction]:
        """Yield what is found in the whole store."""
        seen: set[Subject] = set()
        for child, _ in self._shelf.vault.references("child"):
            if child not in seen:
                with self._alone:
                    ever = self._shelf.ever_linked(child)
                    found = list(self._of_records(ever))
                seen |= ever
                yield from found
        for kind in sorted(SUBJECT_KINDS - {"child"}):
            for other, _ in self._shelf.vault.references(kind):
                with self._alone:
                    found = list(self.decided(other))
                yield from found

    def of(self, subject: Subject) -> Iterator[Contradiction]:
        """Yield what is found of the person, or the household, of *subject*."""
        with self._alone:
            records = self._shelf.ever_linked(subject)
            found = list(self._of_records(records))
            person = self._same(subject, records)
        yield from (one for one in found if one.subject in person)

    def decided(self, subject: Subject) -> Iterator[Contradiction]:
        """Yield the requests of *subject* that would be refused on what is known now."""
        for changed in self._hindsight.changed(subject):
            told = self._told(changed.stories)
            yield self._resolved(_as_found(changed), told)

    def _of_records(self, ever: Iterable[Subject]) -> Iterator[Contradiction]:
        """Yield what is found of records that were *ever* linked."""
        yield from self._between(ever)
        for record in ever:
            yield from self.decided(record)

    def resting_on(self, subject: Subject) -> list[Contradiction]:
        """Return such requests of everybody whose requests may rest on *subject*."""
        touched = sorted(self._hindsight.resting_on(subject), key=str)
        return [one for other in touched for one in self.decided(other)]

    def _between(self, ever: Iterable[Subject]) -> Iterator[Contradiction]:
        """Yield what cannot both be true of each person among records *ever* linked."""
        told = self._told(ever)
        homes = set().union(*map(self._shelf.naming, told))
        beside = self._told(home for home in homes if home.kind == "household")
        links = linked(told.items())
        for records in {records_of(record, links) for record in told}:
            person = Person.of(records, _said(told, records), _visits(beside, records))
            for found in found_in(person, self._desk.policy):
                yield self._resolved(found, {**told, **beside})

    def _same(self, subject: Subject, ever: Iterable[Subject]) -> frozenset[Subject]:
        return records_of(subject, linked(self._told(ever).items()))

    def _told(self, subjects: Iterable[Subject]) -> Told:
        return {s: as_told(self._hindsight.entries(s)) for s in subjects}

    def _resolved(self, found: Contradiction, told: Told) -> Contradiction:
        """Return *found* with what somebody said last of its two commands."""
        pair = frozenset(found.between)
        said = [
            version
            for versions in told.values()
            for version in versions
            if isinstance(version.entry.event, ContradictionResolved)
            and frozenset(version.entry.event.between) == pair
        ]
        if not said:
            return found
        last = max(said, key=lambda version: version.order)
        return evolve(found, resolved=True, holds=last.entry.event.holds)


def _said(told: Told, records: Iterable[Subject]) -> list[Said]:
    return [Said(record, version) for record in records for version in told[record]]


def _visits(homes: Told, records: frozenset[Subject]) -> list[Said]:
    """Return the home visits that name one of *records*."""
    return [
        Said(home, version)
        for home, versions in homes.items()
        for version in versions
        if isinstance(version.entry.event, HomeVisited)
        and records.intersection(version.entry.event.children)
    ]


def _as_found(changed: Changed) -> Contradiction:
    return Contradiction(
        subject=changed.subject,
        kind=Kind.DECIDED_ON_EARLIER_KNOWLEDGE,
        between=(changed.asked.entry.command_id, changed.by),
        day=changed.asked.entry.on.last,
        rule=changed.rule,
    )
