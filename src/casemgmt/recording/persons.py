"""Persons: which records are one child, by the links between them (counting.md §1.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from attrs import evolve

from casemgmt.domain.enrolment import registration
from casemgmt.domain.enrolment.links import PersonsLinked, PersonsUnlinked
from casemgmt.domain.enrolment.registration import united
from casemgmt.domain.journey import Fold, Journey
from casemgmt.domain.told import Version
from casemgmt.domain.vocabulary import Subject

from .shelf import chained
from .story import Story

Said = tuple[datetime, UUID]
Pair = frozenset[Subject]


def linked(told: Iterable[tuple[Subject, Iterable[Version]]]) -> set[Pair]:
    """Return the pairs whose last recorded word, in what was *told* of each, is a link."""
    return {pair for pair, is_link in last_words(told).items() if is_link}


def last_words(told: Iterable[tuple[Subject, Iterable[Version]]]) -> dict[Pair, bool]:
    """Return of each pair anything was *told* of whether the last word is a link."""
    last: dict[Pair, tuple[Said, bool]] = {}
    for subject, versions in told:
        for version in versions:
            event = version.entry.event
            if isinstance(event, PersonsLinked | PersonsUnlinked):
                pair = frozenset({subject, event.other})
                said = (version.entry.recorded_at, version.entry.command_id)
                if pair not in last or last[pair][0] < said:
                    last[pair] = (said, isinstance(event, PersonsLinked))
    return {pair: is_link for pair, (_, is_link) in last.items()}


def records_of(subject: Subject, pairs: Iterable[Pair]) -> frozenset[Subject]:
    """Return the records of the person that *subject* is a record of; links chain."""
    found = {subject}
    grown = True
    while grown:
        reached = set().union(*(p for p in pairs if p & found)) - found
        found |= reached
        grown = bool(reached)
    return frozenset(found)


def as_one(subject: Subject, told: Sequence[Iterable[Version]], fold: Fold) -> Journey:
    """Return the journey of a person that *told*, record by record, adds up to."""
    together = sorted((v for versions in told for v in versions), key=lambda v: v.order)
    both = fold.journey(subject, together)
    own = [fold.journey(subject, versions).registration for versions in told]
    return evolve(both, states={**both.states, registration.AREA.name: united(own)})


class Cluster:
    """Finds the records of a person, reading other stories only when it is asked."""

    def __init__(
        self,
        story_of: Callable[[Subject], Story],
        neighbours: Callable[[Subject], set[Subject]],
    ) -> None:
        self._story_of = story_of
        self._neighbours = neighbours

    def seen_through(
        self, change: Callable[[Story], Story], knows: Callable[[Subject], bool]
    ) -> Cluster:
        """Return the records that a reader *knows*, each story changed to what they see."""
        return Cluster(
            lambda subject: change(self._story_of(subject)),
            lambda subject: set(filter(knows, self._neighbours(subject))),
        )

    def records(self, subject: Subject, known_at: datetime | None) -> frozenset[Subject]:
        """Return the records that are one person with *subject*."""
        ever = chained(subject, self._neighbours)
        if len(ever) == 1:
            return ever
        stories = map(self._story_of, ever)
        return records_of(
            subject, linked((s.subject, s.known(known_at, None)) for s in stories)
        )

    def story(self, subject: Subject) -> Story:
        """Return the story of one record."""
        return self._story_of(subject)

    def stories(self, subject: Subject, known_at: datetime | None) -> list[Story]:
        """Return the stories of the person's records."""
        return [self._story_of(s) for s in self.records(subject, known_at)]


class PersonBeside:
    """What a rule may ask beyond a record's own story; worked out when it is asked."""

    def __init__(
        self, cluster: Cluster, own: Story, known_at: datetime | None, as_of: date | None
    ) -> None:
        self._cluster = cluster
        self._own = own
        self._known_at = known_at
        self._as_of = as_of

    def person(self) -> Journey:
        """Return the journey of all records linked to this one, as of the same day."""
        return self._united(self._as_of)

    def whole(self) -> Journey:
        """Return the person's journey over every day."""
        return self._united(None)

    def same_child(self, child: Subject) -> frozenset[Subject]:
        """Return the records that are the same person as *child*, itself included."""
        return self._cluster.records(child, self._known_at)

    def record(self, child: Subject) -> Journey:
        """Return the journey of another record, by itself."""
        return self._cluster.story(child).journey_at(self._known_at, self._as_of)

    def seen_through(
        self, change: Callable[[Story], Story], knows: Callable[[Subject], bool]
    ) -> Journey:
        """Return the record's own journey as a reader sees it, and the person's with it.

        Every story of the person is read and changed at once, not when it is asked for.
        """
        cluster, own = self._cluster.seen_through(change, knows), change(self._own)
        beside = PersonBeside(cluster, own, self._known_at, self._as_of)
        beside.person()
        return own.journey_at(self._known_at, self._as_of).knowing(beside)

    def _united(self, as_of: date | None) -> Journey:
        if len(self._stories) == 1:
            return self._own.journey_at(self._known_at, as_of)
        told = [story.known(self._known_at, as_of) for story in self._stories]
        return as_one(self._own.subject, told, self._own.fold)

    @cached_property
    def _stories(self) -> list[Story]:
        return self._cluster.stories(self._own.subject, self._known_at)
