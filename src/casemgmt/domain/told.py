"""The story as told: what a subject's events say, as known at a moment and as of a day.

One function for journeys, facts and history alike. A stream is never read in stream order:
the order of a story is (day, recorded at, command id), whatever was learnt first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from operator import attrgetter
from typing import Any
from uuid import UUID

from attrs import evolve, field, frozen

from .dates import Day

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
NO_COMMAND = UUID(int=0)
Order = tuple[date, datetime, UUID]
"""A place in a story: day, recorded at, command id."""


@frozen
class Told:
    """What the envelope says of a command, as ``evolve`` and ``decide`` see it.

    Attributes:
        on: The day it happened, with its precision.
        by: The acting person's reference.
        role: The role they acted in, if it was said.
        at: When these words were recorded (a correction's own time), in UTC.
        rank: Its place in the story: day, recorded at (of the command itself), command id.
        episode: The rank of the case they fall in, 0 before the first.

    """

    on: Day
    by: str
    role: str | None = None
    at: datetime = FOREVER
    episode: int = 0
    rank: Order = (date.max, FOREVER, NO_COMMAND)

    @property
    def day(self) -> date:
        """The day that counts: the last of an uncertain one."""
        return self.on.last


@frozen
class Entry:
    """One event of a subject's stream, as the log holds it.

    Attributes:
        command_id: The command that brought it about.
        subject: The random id of whose story it is.
        name: The stored name, such as ``kit-delivered.1``.
        event: The payload; for a correction ``CommandCorrected``.
        on: The day it happened, with its precision.
        recorded_at: When we learnt it, in UTC.
        by: The acting person's reference.
        corrects: The command whose payload and day this puts right, if it does.
        retracts: The command this takes back, if it does.
        position: Its place in the log. Zero while it is not yet recorded.
        version: Its rank in the subject's stream.
        order: Its place in the story: day, recorded at, command id.

    """

    command_id: UUID
    subject: UUID
    name: str
    event: Any
    on: Day
    recorded_at: datetime
    by: str
    role: str | None = None
    corrects: UUID | None = None
    retracts: UUID | None = None
    position: int = 0
    version: int = 0
    order: Order = field(init=False, repr=False, eq=False)

    @order.default
    def _place_in_the_story(self) -> Order:
        return self.on.last, self.recorded_at, self.command_id


@frozen
class Version:
    """What one command told, for the stretch of recorded time in which it stood.

    Attributes:
        entry: The command's event, with the payload and the day then in force.
        known_from: When these words were recorded.
        known_to: When they were replaced or taken back; ``FOREVER`` while they stand.
        fix: The correction they come from, if any.
        fixed_at: When that correction was recorded.

    """

    entry: Entry
    known_from: datetime
    known_to: datetime = FOREVER
    fix: UUID | None = None
    fixed_at: datetime | None = None

    @property
    def told_at(self) -> datetime:
        """When these very words were recorded."""
        return self.fixed_at or self.entry.recorded_at

    def stands_at(self, moment: datetime) -> bool:
        """Whether these words stood at *moment*; recorded exactly then counts."""
        return self.known_from <= moment < self.known_to

    @property
    def order(self) -> Order:
        """The place in the story: day, recorded at, command id."""
        return self.entry.order


def versions(entries: Iterable[Entry]) -> Iterator[Version]:
    """Yield each version of each command of one subject's *entries*, in no story order.

    The last recorded correction that is not itself retracted replaces payload and day; a
    retracted command is as if never sent from then on, and its corrections with it.
    """
    plain: list[Entry] = []
    corrections: defaultdict[UUID, list[Entry]] = defaultdict(list)
    retracted: dict[UUID, datetime] = {}
    for entry in entries:
        if entry.corrects is not None:
            corrections[entry.corrects].append(entry)
        elif entry.retracts is not None:
            earlier = retracted.get(entry.retracts, FOREVER)
            retracted[entry.retracts] = min(earlier, entry.recorded_at)
        else:
            plain.append(entry)
    if not (retracted or corrections):
        yield from (Version(entry, entry.recorded_at) for entry in plain)
        return
    for entry in plain:
        end = retracted.get(entry.command_id, FOREVER)
        fixes = corrections.get(entry.command_id)
        if fixes is None:
            if entry.recorded_at < end:
                yield Version(entry, entry.recorded_at, end)
        else:
            yield from _corrected(entry, end, fixes, retracted)


def _corrected(
    entry: Entry, end: datetime, fixes: Sequence[Entry], retracted: dict[UUID, datetime]
) -> Iterator[Version]:
    """Yield the stretches of a corrected command: each with the last fix then valid."""
    last_first = sorted(fixes, key=_as_recorded, reverse=True)
    spans = [
        (max(f.recorded_at, entry.recorded_at), retracted.get(f.command_id, FOREVER), f)
        for f in last_first
    ]
    moments = sorted({entry.recorded_at, end, *(m for s in spans for m in s[:2])})
    for start, stop in pairwise(moments):
        if not entry.recorded_at <= start < end:
            continue
        fix = next((f for since, until, f in spans if since <= start < until), None)
        yield (
            Version(entry, start, stop)
            if fix is None
            else _as_fixed(entry, fix, start, stop)
        )


def _as_recorded(entry: Entry) -> tuple[datetime, UUID]:
    return entry.recorded_at, entry.command_id


def _as_fixed(entry: Entry, fix: Entry, start: datetime, stop: datetime) -> Version:
    words = evolve(entry, event=fix.event.corrected, on=fix.event.on or entry.on)
    return Version(words, start, stop, fix.command_id, fix.recorded_at)


def speaks_of_the_record(event: object) -> bool:
    """Whether *event* says something about a record rather than about a day."""
    return bool(getattr(event, "of_the_record", False))


def as_told(
    entries: Iterable[Entry], *, known_at: datetime | None = None, as_of: date | None = None
) -> tuple[Version, ...]:
    """Return the story known at *known_at*, cut at *as_of*, in its own order.

    What speaks of the record rather than of a day is not cut (counting.md §1.1).
    """
    moment = known_at or _LAST_MOMENT
    told = [v for v in versions(entries) if v.known_from <= moment < v.known_to]
    if as_of is not None:
        told = [v for v in told if _not_later_than(as_of, v.entry)]
    return tuple(sorted(told, key=_ORDER))


_LAST_MOMENT = FOREVER.replace(year=9998)
_ORDER = attrgetter("entry.order")


def _not_later_than(as_of: date, entry: Entry) -> bool:
    return entry.on.last <= as_of or speaks_of_the_record(entry.event)
