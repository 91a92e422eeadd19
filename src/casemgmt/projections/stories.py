"""The stories of several subjects, told again together: journeys that know the person.

A record linked to another is a child's together with it, and a household's rules ask which
records are one child. Who has the events of them all is answered here as a desk answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.enrolment.links import PersonsLinked, PersonsUnlinked
from casemgmt.domain.journey import Journey
from casemgmt.domain.told import Entry, Version
from casemgmt.domain.vocabulary import Subject
from casemgmt.recorded import RecordedEvent, as_history
from casemgmt.recording.persons import Cluster, PersonBeside
from casemgmt.recording.shelf import chained
from casemgmt.recording.story import Story

from .retelling import entry_of, fold


class Stories:
    """The stories of some subjects, told again from everything recorded of them.

    What is asked of a person needs the stories of all records ever linked, in either
    direction; of a household, those of its children's.
    """

    def __init__(self, events: Iterable[RecordedEvent] = ()) -> None:
        """Take *events* in any order."""
        self._stories: dict[Subject, Story] = {}
        self._linked: defaultdict[Subject, set[Subject]] = defaultdict(set)
        self.add(events)

    def add(self, events: Iterable[RecordedEvent]) -> None:
        """Take more *events*; a story that only grows is not folded from its beginning."""
        own: defaultdict[Subject, list[Entry]] = defaultdict(list)
        for event in events:
            own[event.subject].append(entry_of(event))
        for subject, told in own.items():
            self._stories[subject] = _grown(self._story(subject), sorted(told, key=_rank))
            for entry in told:
                self._link(subject, entry)

    def drop(self, subject: Subject) -> None:
        """Let go of the story of *subject*."""
        self._stories.pop(subject, None)

    def _link(self, subject: Subject, entry: Entry) -> None:
        other = _linked_by(entry.event)
        if other is not None:
            self._linked[subject].add(other)
            self._linked[other].add(subject)

    def __iter__(self) -> Iterator[Subject]:
        """Yield the subjects."""
        yield from self._stories

    def journey(
        self,
        subject: Subject,
        *,
        as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> Journey:
        """Return where *subject* stands on *as_of*, known at *known_at*; now if None."""
        story = self._story(subject)
        cluster = Cluster(self._story, self._neighbours)
        beside = PersonBeside(cluster, story, known_at, as_of)
        return story.journey_at(known_at, as_of).knowing(beside)

    def history(self, subject: Subject) -> tuple[RecordedEvent, ...]:
        """Return what was told of *subject*, as it happened, corrections shown."""
        return as_history(self._story(subject).entries, subject)

    def as_told(self, subject: Subject) -> tuple[Version, ...]:
        """Return what holds of all that was told, in the order of the story."""
        return self._story(subject).told

    def records(self, subject: Subject) -> frozenset[Subject]:
        """Return the records that are one person with *subject*, itself included."""
        return Cluster(self._story, self._neighbours).records(subject, None)

    def ever_linked(self, subject: Subject) -> frozenset[Subject]:
        """Return the records that were ever linked to *subject*, itself included."""
        return chained(subject, self._neighbours)

    def _story(self, subject: Subject) -> Story:
        return self._stories.get(subject) or Story.of(subject, (), fold())

    def _neighbours(self, subject: Subject) -> set[Subject]:
        return self._linked.get(subject, set())


def links_in(event: RecordedEvent) -> Subject | None:
    """Return the record that *event* links to its own or parts from it, None if none."""
    return _linked_by(event.event)


def _linked_by(said: Any) -> Subject | None:
    if isinstance(said, CommandCorrected):
        said = said.corrected
    return said.other if isinstance(said, PersonsLinked | PersonsUnlinked) else None


def _grown(story: Story, told: Sequence[Entry]) -> Story:
    """Return *story* with what else was *told*, which may belong before its end."""
    if not story.entries or told[0].version <= story.version:
        entries = sorted((*story.entries, *told), key=_rank)
        return Story.of(story.subject, entries, fold())
    for entry in told:
        story = story.after(entry)
    return story


def _rank(entry: Entry) -> int:
    return entry.version
