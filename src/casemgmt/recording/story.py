"""A subject's story in memory: what was told, and the journey it adds up to.

The journey is worked out when somebody asks for it, from where it was worked out last: a
story that only grows at its end is extended, any other is told anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from uuid import UUID

from attrs import define, field, frozen

from casemgmt.domain.journey import Fold, Journey
from casemgmt.domain.told import Entry, Version, as_told
from casemgmt.domain.vocabulary import Subject

from .envelope import Unreadable, is_passed_over

NEVER = datetime(1, 1, 1, tzinfo=UTC)


@frozen
class _Folded:
    """What the first *count* entries of a stream add up to."""

    count: int
    told: tuple[Version, ...]
    journey: Journey


@define(eq=False)
class Story:
    """All that was recorded for one subject, and its journey as known now.

    Attributes:
        subject: Whose story it is, by the reference others know.
        fold: What adds it up.
        entries: In the order of the stream.
        latest_day: The latest day told of.
        last_recorded: When the last of it was recorded.
        readable: False when an event of ours could not be read, or has lost its rank.

    """

    subject: Subject
    fold: Fold = field(repr=False)
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    latest_day: date = date.min
    last_recorded: datetime = NEVER
    readable: bool = True
    _folded: _Folded | None = field(default=None, repr=False)

    @classmethod
    def of(cls, subject: Subject, entries: Iterable[Entry], fold: Fold) -> Story:
        """Return the story that *entries* tell."""
        recorded = tuple(entries)
        return cls(
            subject=subject,
            fold=fold,
            entries=recorded,
            latest_day=max(map(_latest_day, recorded), default=date.min),
            last_recorded=max((e.recorded_at for e in recorded), default=NEVER),
            readable=_is_whole(recorded) and not any(map(_stops_reading, recorded)),
        )

    @property
    def version(self) -> int:
        """The rank of the last event in the stream."""
        return self.entries[-1].version if self.entries else 0

    @property
    def told(self) -> tuple[Version, ...]:
        """The story as told now, over every day."""
        return self._up_to_now().told

    @property
    def journey(self) -> Journey:
        """What *told* adds up to."""
        return self._up_to_now().journey

    def after(self, entry: Entry) -> Story:
        """Return the story after *entry*."""
        return Story(
            self.subject,
            self.fold,
            (*self.entries, entry),
            max(self.latest_day, _latest_day(entry)),
            max(self.last_recorded, entry.recorded_at),
            self.readable and not _stops_reading(entry),
            self._folded,
        )

    def known(self, known_at: datetime | None, as_of: date | None) -> tuple[Version, ...]:
        """Return the story known at *known_at*, cut at *as_of*."""
        if self._is_all(known_at, as_of):
            return self.told
        return as_told(heard(self.entries), known_at=known_at, as_of=as_of)

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

    def _up_to_now(self) -> _Folded:
        if self._folded is None or self._folded.count < len(self.entries):
            self._folded = self._extended(self._folded) or self._told_anew()
        return self._folded

    def _extended(self, before: _Folded | None) -> _Folded | None:
        """Return *before* with the entries since, None when they do not all sort last."""
        if before is None:
            return None
        new = heard(self.entries[before.count :])
        if any(e.corrects is not None or e.retracts is not None for e in new):
            return None
        versions = sorted((Version(e, e.recorded_at) for e in new), key=lambda v: v.order)
        if before.told and versions and versions[0].order < before.told[-1].order:
            return None
        journey = self.fold.extended(before.journey, versions)
        return _Folded(len(self.entries), (*before.told, *versions), journey)

    def _told_anew(self) -> _Folded:
        told = as_told(heard(self.entries))
        return _Folded(len(self.entries), told, self.fold.journey(self.subject, told))


def _latest_day(entry: Entry) -> date:
    """Return the latest day it tells of: of a correction also the day put right."""
    corrected = getattr(entry.event, "on", None) if entry.corrects is not None else None
    return max(entry.on.last, corrected.last) if corrected else entry.on.last


def heard(entries: Iterable[Entry]) -> list[Entry]:
    """Return *entries* without those of areas that are not installed here."""
    return [e for e in entries if not is_passed_over(e)]


def _is_whole(recorded: tuple[Entry, ...]) -> bool:
    return all(e.version == rank for rank, e in enumerate(recorded, start=1))


def _stops_reading(entry: Entry) -> bool:
    return isinstance(entry.event, Unreadable) and not entry.event.foreign
