"""What was told of subjects, at hand; read from the timeline when it is not."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import TypeVar

from sqlalchemy import Connection, select

from casemgmt import Position, RecordedEvent, Subject
from casemgmt.adapters import Stories, links_in
from casemgmt_sql.rows.timeline import as_event
from casemgmt_sql.tables import LINKS, TIMELINE

EVENTS_KEPT = 20_000
"""At hand between batches: some thirty megabytes."""
AT_ONCE = 500
"""Subjects asked for in one question."""

Events = tuple[RecordedEvent, ...]
T = TypeVar("T")


class Shelf:
    """Stories as far as they were used last; right as long as nobody else writes.

    Attributes:
        at: Where the tables stood when they were left.
        stories: Of the subjects at hand.

    """

    def __init__(self) -> None:
        self.at: Position | None = None
        self.stories = Stories()
        self._told: OrderedDict[Subject, Events] = OrderedDict()
        self._events = 0
        self._linked: dict[Subject, set[Subject]] | None = None

    @property
    def told(self) -> Mapping[Subject, Events]:
        """Everything that is kept of each subject at hand, in the order of its stream."""
        return self._told

    def trust(self, position: Position | None) -> None:
        """Keep what is at hand only if the tables stand where they were left."""
        if position is None or position != self.at:
            self.clear()

    def clear(self) -> None:
        """Let go of everything."""
        self._told.clear()
        self.stories = Stories()
        self._events, self._linked, self.at = 0, None, None

    def fetch(
        self, connection: Connection, subjects: Collection[Subject]
    ) -> frozenset[Subject]:
        """Have *subjects* at hand, and return those of which anything is kept."""
        missing = [subject for subject in subjects if subject not in self._told]
        for subject, events in read(connection, missing):
            self._put(subject, events)
        return frozenset(subject for subject in subjects if subject in self._told)

    def add(self, subject: Subject, events: Events) -> None:
        """Take in what is told of *subject*, which is at hand or new."""
        self._put(subject, events)
        self._told.move_to_end(subject)

    def _put(self, subject: Subject, events: Events) -> None:
        told = (*self._told.get(subject, ()), *events)
        self._told[subject] = tuple(sorted(told, key=lambda event: event.version))
        self.stories.add(events)
        self._events += len(events)

    def drop(self, subjects: Iterable[Subject]) -> None:
        """Let go of the stories of *subjects*, of whom more was told than is at hand."""
        for subject in subjects:
            self._events -= len(self._told.pop(subject, ()))
            self.stories.drop(subject)

    def tidy(self) -> None:
        """Let go of what was used longest ago, if there is too much."""
        while self._events > EVENTS_KEPT and self._told:
            subject, events = self._told.popitem(last=False)
            self.stories.drop(subject)
            self._events -= len(events)

    def link(self, connection: Connection, events: Iterable[RecordedEvent]) -> None:
        """Take in which records *events* link or part."""
        linked = self._links(connection)
        for event in events:
            other = links_in(event)
            if other is not None:
                linked[event.subject].add(other)
                linked[other].add(event.subject)

    def ever_linked(
        self, connection: Connection, subjects: Iterable[Subject]
    ) -> set[Subject]:
        """Return *subjects* and every record that was ever linked to one of them."""
        linked = self._links(connection)
        reached = set(subjects)
        fresh = reached
        while fresh:
            fresh = set().union(*(linked.get(s, set()) for s in fresh)) - reached
            reached |= fresh
        return reached

    def linked(self, connection: Connection) -> Iterator[Subject]:
        """Yield every record that was ever linked to another."""
        yield from self._links(connection)

    def _links(self, connection: Connection) -> dict[Subject, set[Subject]]:
        if self._linked is None:
            self._linked = defaultdict(set)
            for row in connection.execute(select(LINKS)):
                one, other = Subject.of(row.child), Subject.of(row.other)
                self._linked[one].add(other)
                self._linked[other].add(one)
        return self._linked


def read(
    connection: Connection, subjects: Iterable[Subject]
) -> Iterator[tuple[Subject, Events]]:
    """Yield everything that is kept of each of *subjects* of which anything is."""
    for some in portions(subjects):
        of = TIMELINE.c.subject
        asked = select(TIMELINE).where(of.in_(map(str, some))).order_by(of)
        rows = connection.execute(asked).all()
        for subject, own in groupby(rows, key=lambda row: row.subject):
            yield Subject.of(subject), tuple(map(as_event, own))


def portions(many: Iterable[T], size: int = AT_ONCE) -> Iterator[tuple[T, ...]]:
    """Yield *many* in portions of some *size*, which one question can name."""
    rest = iter(many)
    while portion := tuple(islice(rest, size)):
        yield portion
