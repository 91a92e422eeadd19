"""A subject's story in memory: what was told, and the journey it adds up to.

A state that is kept is extended when the new event sorts last, and told anew otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from uuid import UUID

from attrs import evolve, field, frozen

from casemgmt.domain.journey import Fold, Journey
from casemgmt.domain.told import Entry, Version, as_told
from casemgmt.domain.vocabulary import Subject

from .envelope import Unreadable

NEVER = datetime(1, 1, 1, tzinfo=UTC)


@frozen(eq=False)
class Story:
    """All that was recorded for one subject, and its journey as known now.

    Attributes:
        subject: Whose story it is, by the reference others know.
        fold: What adds it up.
        entries: In the order of the stream.
        told: The story as told now, over every day.
        journey: What *told* adds up to.
        latest_day: The latest day told of.
        last_recorded: When the last of it was recorded.
        readable: False when an event could not be read.

    """

    subject: Subject
    fold: Fold = field(repr=False)
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    told: tuple[Version, ...] = field(default=(), repr=False)
    journey: Journey = field(repr=False, kw_only=True)
    latest_day: date = date.min
    last_recorded: datetime = NEVER
    readable: bool = True

    @classmethod
    def of(cls, subject: Subject, entries: Iterable[Entry], fold: Fold) -> Story:
        """Return the story that *entries* tell."""
        recorded = tuple(entries)
        told = as_told(recorded)
        return cls(
            subject=subject,
            fold=fold,
            entries=recorded,
            told=told,
            journey=fold.journey(subject, told),
            latest_day=max((e.on.last for e in recorded), default=date.min),
            last_recorded=max((e.recorded_at for e in recorded), default=NEVER),
            readable=not any(isinstance(e.event, Unreadable) for e in recorded),
        )

    @property
    def version(self) -> int:
        """The rank of the last event in the stream."""
        return self.entries[-1].version if self.entries else 0

    def after(self, entry: Entry) -> Story:
        """Return the story after *entry*."""
        version = Version(entry, entry.recorded_at)
        amends = entry.corrects is not None or entry.retracts is not None
        if amends or (self.told and version.order < self.told[-1].order):
            return Story.of(self.subject, (*self.entries, entry), self.fold)
        return evolve(
            self,
            entries=(*self.entries, entry),
            told=(*self.told, version),
            journey=self.fold.extended(self.journey, (version,)),
            latest_day=max(self.latest_day, entry.on.last),
            last_recorded=max(self.last_recorded, entry.recorded_at),
        )

    def known(self, known_at: datetime | None, as_of: date | None) -> tuple[Version, ...]:
        """Return the story known at *known_at*, cut at *as_of*."""
        if self._is_all(known_at, as_of):
            return self.told
        return as_told(self.entries, known_at=known_at, as_of=as_of)

    def journey_at(self, known_at: datetime | None, as_of: date | None) -> Journey:
        """Return the journey known at *known_at*, as of *as_of*."""
        if self._is_all(known_at, as_of):
            return self.journey
        return self.fold.journey(self.subject, self.known(known_at, as_of))

    def entry(self, command_id: UUID) -> Entry | None:
        """Return what *command_id* recorded here."""
        return next((e for e in self.entries if e.command_id == command_id), None)

    def _is_all(self, known_at: datetime | None, as_of: date | None) -> bool:
        known = known_at is None or known_at >= self.last_recorded
        return known and (as_of is None or as_of >= self.latest_day)
