"""A subject's story in memory: what was told, and the journey it adds up to.

The journey is worked out when somebody asks for it, from where it was worked out last: a
story that only grows at its end is extended, any other is told anew. Where it is known what
its first events add up to, they themselves are read when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from operator import attrgetter
from uuid import UUID

from attrs import define, field

from casemgmt.domain.journey import Fold, Journey
from casemgmt.domain.told import FOREVER, Entry, Order, Version, as_told
from casemgmt.domain.vocabulary import Subject

from .drafts import maker
from .envelope import Unreadable, is_passed_over
from .past import End, Past, Sum

NEVER = datetime(1, 1, 1, tzinfo=UTC)
FEWEST = 20
"""Events of which a sum is worth its file: fewer are read as fast."""
MANY = 10
"""Events since a sum was made that are worth making another."""


_NOTHING = Past(0, None)


@define
class Folded:
    """What the first *count* entries of a stream add up to.

    Attributes:
        count: How many they are.
        journey: Where they lead.
        last: The place in the story of the one that sorts last; None before the first.
        told: They as they are told; None until somebody asks.

    """

    count: int
    journey: Journey
    last: Order | None
    told: tuple[Version, ...] | None = None


@define(eq=False)
class Story:
    """All that was recorded for one subject, and its journey as known now.

    Attributes:
        subject: Whose story it is, by the reference others know.
        fold: What adds it up.
        latest_day: The latest day told of.
        last_recorded: When the last of it was recorded.
        readable: False when an event of ours could not be read, or has lost its rank.

    """

    subject: Subject
    fold: Fold = field(repr=False)
    latest_day: date = date.min
    last_recorded: datetime = NEVER
    readable: bool = True
    _past: Past = field(default=_NOTHING, repr=False)
    _since: list[Entry] = field(factory=list, repr=False)
    _length: int = 0  # so many of these are its own: see ``after``
    _folded: Folded | None = field(default=None, repr=False)

    @classmethod
    def of(cls, subject: Subject, entries: Iterable[Entry], fold: Fold) -> Story:
        """Return the story that *entries* tell."""
        recorded = list(entries)
        return cls(
            subject=subject,
            fold=fold,
            latest_day=max(map(_latest_day, recorded), default=date.min),
            last_recorded=max((e.recorded_at for e in recorded), default=NEVER),
            readable=_is_whole(recorded) and not any(map(_stops_reading, recorded)),
            since=recorded,
            length=len(recorded),
        )

    @classmethod
    def from_sum(cls, subject: Subject, fold: Fold, known: Sum, past: Past) -> Story:
        """Return the story of which *known* is what its *past* adds up to."""
        journey = Journey(subject, known.states)
        return cls(
            subject=subject,
            fold=fold,
            latest_day=known.latest_day,
            last_recorded=known.last_recorded,
            past=past,
            folded=Folded(past.count, journey, known.last),
        )

    @classmethod
    def from_end(cls, subject: Subject, fold: Fold, end: End, past: Past) -> Story:
        """Return the story of which *end* is at hand; *past* reads its events if asked."""
        _, latest_day, last_recorded = end
        return cls(subject, fold, latest_day, last_recorded, past=past)

    @property
    def end(self) -> End:
        """Where it ends."""
        return self.version, self.latest_day, self.last_recorded

    def summed(self) -> Sum | None:
        """Return what it adds up to where that was worked out anew, or much was added.

        None where it cannot be relied upon.
        """
        folded = self._up_to_now()
        if self.count < FEWEST or (not self._past.is_read and self._length < MANY):
            return None
        if not (self.readable and folded.journey.readable and folded.last):
            return None
        states = folded.journey.states
        return Sum(self.count, states, folded.last, self.latest_day, self.last_recorded)

    @property
    def is_an_end(self) -> bool:
        """Whether only its end is at hand: enough for what asks nothing of it."""
        return self._folded is None and not self._past.is_read

    def since(self, version: int) -> tuple[Entry, ...]:
        """Return what was recorded after *version*, of what is at hand."""
        own = self._since[: self._length]
        return tuple([e for e in own if e.version > version])

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was recorded, in the order of the stream."""
        own = tuple(self._since[: self._length])
        return self._past.entries + own if self._past.count else own

    @property
    def count(self) -> int:
        """How many events it has."""
        return self._past.count + self._length

    @property
    def version(self) -> int:
        """The rank of the last event in the stream."""
        length = self._length
        return self._since[length - 1].version if length else self._past.count

    @property
    def told(self) -> tuple[Version, ...]:
        """The story as told now, over every day."""
        folded = self._up_to_now()
        if folded.told is None:
            folded.told = as_told(heard(self.entries))
        return folded.told

    @property
    def journey(self) -> Journey:
        """What *told* adds up to."""
        return self._up_to_now().journey

    def after(self, entry: Entry) -> Story:
        """Return the story after *entry*.

        Both share one list, of which each knows how much is its own; only where another
        story went on from here before, this one goes on in a list of its own.
        """
        day, at = _latest_day(entry), entry.recorded_at
        latest, last = self.latest_day, self.last_recorded
        length, since = self._length, self._since
        if len(since) == length:
            since.append(entry)
        if since[length] is not entry:
            since = [*since[:length], entry]
        made: Story = _made(
            self.subject,
            self.fold,
            max(latest, day),
            max(last, at),
            self.readable and not _stops_reading(entry),
            self._past,
            since,
            length + 1,
            self._folded,
        )
        return made

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

    def _up_to_now(self) -> Folded:
        folded = self._folded
        if folded is None or folded.count < self.count:
            folded = self._folded = self._extended(folded) or self._told_anew()
        return folded

    def _extended(self, before: Folded | None) -> Folded | None:
        """Return *before* with the entries since, None when they do not all sort last."""
        if before is None:
            return None
        new = heard(self._beyond(before.count))
        for entry in new:
            if entry.corrects is not None or entry.retracts is not None:
                return None
        versions = [
            _version(entry, entry.recorded_at, FOREVER, None, None) for entry in new
        ]
        if len(versions) > 1:
            versions.sort(key=_ORDER)
        if before.last and versions and versions[0].entry.order < before.last:
            return None
        journey = self.fold.extended(before.journey, versions)
        last = versions[-1].entry.order if versions else before.last
        told = None if versions else before.told  # whoever asks next has it told anew
        made: Folded = _folded(self.count, journey, last, told)
        return made

    def _beyond(self, count: int) -> tuple[Entry, ...]:
        past = self._past.count
        if count < past:
            return self.entries[count:]
        return tuple(self._since[count - past : self._length])

    def _told_anew(self) -> Folded:
        told = as_told(heard(self.entries))
        journey = self.fold.journey(self.subject, told)
        return Folded(self.count, journey, told[-1].order if told else None, told)


_made = maker(Story)
_folded = maker(Folded)
_version = maker(Version)
_ORDER = attrgetter("entry.order")


def _latest_day(entry: Entry) -> date:
    """Return the latest day it tells of: of a correction also the day put right."""
    if entry.corrects is None:
        return entry.on.last
    corrected = getattr(entry.event, "on", None)
    return max(entry.on.last, corrected.last) if corrected else entry.on.last


def heard(entries: Iterable[Entry]) -> list[Entry]:
    """Return *entries* without those of areas that are not installed here."""
    return [e for e in entries if not is_passed_over(e)]


def _is_whole(recorded: Sequence[Entry]) -> bool:
    return all(e.version == rank for rank, e in enumerate(recorded, start=1))


def _stops_reading(entry: Entry) -> bool:
    return isinstance(entry.event, Unreadable) and not entry.event.foreign
