"""What was told of one subject, each command for each stretch of time in which it stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from operator import lt
from typing import Any, TypeGuard
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.told import FOREVER, Entry, versions
from casemgmt.recording.drafts import draft_of

from .schema import OPEN
from .source import Story, Word

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = date(1970, 1, 1).toordinal()
SEQUENCE_BITS = 24
_QUARTER = 900_000_000


def day_number(day: date) -> int:
    """Return a day as the days since 1970."""
    return day.toordinal() - EPOCH_DAY


def microseconds(moment: datetime) -> int:
    """Return a moment as the microseconds since 1970; never-ending is ``OPEN``."""
    if moment is FOREVER or moment == FOREVER:
        return OPEN
    passed = moment - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


@frozen(eq=False)
class Telling:
    """What one command told for one stretch of recorded time; compared by identity.

    Attributes:
        command: The command's id.
        seq: The rank of (recorded at, command id) among all commands of the cluster.
        name: The stored name of its event, without its number.
        event: What happened; None where no fact rests on it.
        on: The day, with its precision.
        day: The day that counts, as a day number.
        order: Day and rank in one number: its place in the story.
        kf: When these words were recorded, in microseconds.
        kt: When they were replaced or taken back.
        fix: The id of the correction they come from.
        recorded: When the command was recorded, whatever corrected it later.
        told: When these very words were first recorded, and the rank of the command:
            what decides which of several words on one matter came last.

    """

    subject: UUID
    command: bytes
    seq: int
    name: str
    event: Any
    on: Day
    by: str
    day: int
    order: int
    kf: int
    kt: int
    fix: bytes | None
    recorded: int
    told: tuple[int, int]


def ranks(stories: Iterable[Story]) -> Mapping[bytes, int]:
    """Return the rank of each command by (recorded at, command id as text)."""
    # the bytes of an id order as its text does
    keys = sorted({_recorded(one) for story in stories for one in story})
    return {command: rank for rank, (_, command) in enumerate(keys)}


def _recorded(one: Word | Entry) -> tuple[int, bytes]:
    if isinstance(one, Word):
        return one.at, one.command
    return microseconds(one.recorded_at), one.command_id.bytes


def in_order(story: Story) -> TypeGuard[Sequence[Word]]:
    """Whether nothing of *story* was put right and each word was recorded after the last.

    The place of a word in it is then its rank.
    """
    if not all(isinstance(one, Word) for one in story):
        return False
    at = [one.at for one in story]  # type: ignore[union-attr]
    return all(map(lt, at, at[1:]))


def told_in_order(subject: UUID, words: Iterable[Word], first: int = 0) -> list[Telling]:
    """Return those of *words* on which facts rest, the first of all of the rank *first*."""
    return [
        telling_in_order(subject, word, rank)
        for rank, word in enumerate(words, first)
        if word.event is not None
    ]


def telling_in_order(subject: UUID, word: Word, rank: int) -> Telling:
    """Return what a *word* told that stands since it was recorded."""
    return _telling(subject, word, rank, word.at, OPEN)


def tellings(subject: UUID, story: Story, rank: Mapping[bytes, int]) -> list[Telling]:
    """Return what was told of one subject, in no story order."""
    words = [one for one in story if isinstance(one, Word)]
    entries = [one for one in story if isinstance(one, Entry)]
    told = [_telling(subject, word, rank[word.command], word.at, OPEN) for word in words]
    return told + _amended(subject, entries, rank) if entries else told


def _amended(
    subject: UUID, entries: Sequence[Entry], rank: Mapping[bytes, int]
) -> list[Telling]:
    """Return what was told of a subject of which something was corrected or retracted."""
    amended = [e for e in entries if e.corrects is not None or e.retracts is not None]
    touched = {e.corrects or e.retracts for e in amended}
    plain = [e for e in entries if e.corrects is None and e.retracts is None]
    about = [e for e in plain if e.command_id in touched]
    found = [_standing(subject, e, rank) for e in plain if e.command_id not in touched]
    recorded = {e.command_id: e.recorded_at for e in amended}
    for version in versions([*about, *amended]):
        word, fix = _word(version.entry), version.fix
        kf, kt = microseconds(version.known_from), microseconds(version.known_to)
        before = found[-1] if found else None
        number = fix.bytes if fix else None
        same = before and (before.command, before.fix) == (word.command, number)
        if before and same and before.kt == kf:
            # the same words, cut where a correction that never held came or went
            found[-1] = evolve(before, kt=kt)
        else:
            told = microseconds(recorded[fix]) if fix else None
            seq = rank[word.command]
            found.append(_telling(subject, word, seq, kf, kt, number, told))
    return found


def _standing(subject: UUID, entry: Entry, rank: Mapping[bytes, int]) -> Telling:
    word = _word(entry)
    return _telling(subject, word, rank[word.command], word.at, OPEN)


def _word(entry: Entry) -> Word:
    at = microseconds(entry.recorded_at)
    name = base(entry.name)
    return Word(entry.command_id.bytes, name, entry.event, entry.on, at, entry.by)


def _telling(  # the words, and the stretch in which they stood
    subject: UUID,
    word: Word,
    seq: int,
    kf: int,
    kt: int,
    fix: bytes | None = None,
    told: int | None = None,
) -> Telling:
    made = _new(_DRAFT)  # a log has millions of them
    on, at = word.on, word.at
    day = on.last.toordinal() - EPOCH_DAY
    made.subject, made.command, made.seq = subject, word.command, seq
    made.name, made.event, made.on, made.by = word.name, word.event, on, word.by
    made.day, made.order = day, day << SEQUENCE_BITS | seq
    made.kf, made.kt, made.fix, made.recorded = kf, kt, fix, at
    made.told = (at if told is None else told), seq
    made.__class__ = Telling
    return made  # type: ignore[no-any-return]


_new = object.__new__
_DRAFT = draft_of(Telling)


@lru_cache(maxsize=1024)
def base(name: str) -> str:
    """Return a stored name without its number."""
    return name.rpartition(".")[0]


def local_days(zone: tzinfo) -> Callable[[Sequence[int]], list[int]]:
    """Return a function from moments in microseconds to their day numbers in *zone*.

    A day of today's clocks begins with a quarter of an hour, and so do summer time and the
    time of Ramadan: all moments of a quarter are of one day.
    """
    met: dict[int, int] = {}

    def first_met(quarter: int) -> int:
        at = datetime.fromtimestamp(quarter * 900, UTC).astimezone(zone)
        offset = at.utcoffset()
        shift = int(offset.total_seconds()) if offset else 0
        found = met[quarter] = (quarter * 900 + shift) // 86_400
        return found

    def of(moments: Sequence[int]) -> list[int]:
        quarters = [moment // _QUARTER for moment in moments]
        try:
            return [met[quarter] for quarter in quarters]
        except KeyError:
            return [met[q] if q in met else first_met(q) for q in quarters]

    return of
