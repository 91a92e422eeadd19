"""What was told of one subject, each command for each stretch of time in which it stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import Any
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.told import FOREVER, Entry, versions
from casemgmt.recording.drafts import draft_of

from .schema import OPEN
from .source import Story, Word

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
SEQUENCE_BITS = 24
_QUARTER = 900_000_000


def day_number(day: date) -> int:
    """Return a day as the days since 1970."""
    return day.toordinal() - _EPOCH_DAY


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
        command: The number of the command's id.
        seq: The rank of (recorded at, command id) among all commands of the cluster.
        name: The stored name of its event, without its number.
        event: What happened; None where no fact rests on it.
        on: The day, with its precision.
        day: The day that counts, as a day number.
        order: Day and rank in one number: its place in the story.
        kf: When these words were recorded, in microseconds.
        kt: When they were replaced or taken back.
        fix: The number of the id of the correction they come from.
        recorded: When the command was recorded, whatever corrected it later.
        told: When these very words were first recorded, and the rank of the command:
            what decides which of several words on one matter came last.

    """

    subject: UUID
    command: int
    seq: int
    name: str
    event: Any
    on: Day
    by: str
    day: int
    order: int
    kf: int
    kt: int
    fix: int | None
    recorded: int
    told: tuple[int, int]


def ranks(stories: Iterable[Story]) -> dict[int, int]:
    """Return the rank of each command by (recorded at, command id as text)."""
    # the number of an id orders as its text does
    keys = sorted({_recorded(one) for story in stories for one in story})
    return {command: rank for rank, (_, command) in enumerate(keys)}


def _recorded(one: Word | Entry) -> tuple[int, int]:
    if isinstance(one, Word):
        return one.at, one.command
    return microseconds(one.recorded_at), one.command_id.int


def tellings(subject: UUID, story: Story, rank: Mapping[int, int]) -> list[Telling]:
    """Return what was told of one subject, in no story order."""
    words = [one for one in story if isinstance(one, Word)]
    entries = [one for one in story if isinstance(one, Entry)]
    told = [_telling(subject, word, rank, word.at, OPEN) for word in words]
    return told + _amended(subject, entries, rank) if entries else told


def _amended(
    subject: UUID, entries: Sequence[Entry], rank: Mapping[int, int]
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
        number = fix.int if fix else None
        same = before and (before.command, before.fix) == (word.command, number)
        if before and same and before.kt == kf:
            # the same words, cut where a correction that never held came or went
            found[-1] = evolve(before, kt=kt)
        else:
            told = microseconds(recorded[fix]) if fix else None
            found.append(_telling(subject, word, rank, kf, kt, number, told))
    return found


def _standing(subject: UUID, entry: Entry, rank: Mapping[int, int]) -> Telling:
    word = _word(entry)
    return _telling(subject, word, rank, word.at, OPEN)


def _word(entry: Entry) -> Word:
    at = microseconds(entry.recorded_at)
    return Word(entry.command_id.int, entry.name, entry.event, entry.on, at, entry.by)


def _telling(  # the words, and the stretch in which they stood
    subject: UUID,
    word: Word,
    rank: Mapping[int, int],
    kf: int,
    kt: int,
    fix: int | None = None,
    told: int | None = None,
) -> Telling:
    made = _new(_DRAFT)  # a log has millions of them
    command, at = word.command, word.at
    seq, day = rank[command], word.on.last.toordinal() - _EPOCH_DAY
    made.subject, made.command, made.seq = subject, command, seq
    made.name, made.event = _base(word.name), word.event
    made.on, made.by = word.on, word.by
    made.day, made.order = day, day << SEQUENCE_BITS | seq
    made.kf, made.kt, made.fix, made.recorded = kf, kt, fix, at
    made.told = (at if told is None else told), seq
    made.__class__ = Telling
    return made  # type: ignore[no-any-return]


_new = object.__new__
_DRAFT = draft_of(Telling)


@lru_cache(maxsize=1024)
def _base(name: str) -> str:
    """Return a stored name without its number."""
    return name.rpartition(".")[0]


def local_day(zone: tzinfo) -> Callable[[int], int]:
    """Return a function from a moment in microseconds to its day number in *zone*."""
    shifts: dict[int, int] = {}

    def of(moment: int) -> int:
        quarter = moment // _QUARTER
        shift = shifts.get(quarter)
        if shift is None:
            at = datetime.fromtimestamp(quarter * 900, UTC).astimezone(zone)
            offset = at.utcoffset()
            shift = int(offset.total_seconds()) * 1_000_000 if offset else 0
            shifts[quarter] = shift
        return (moment + shift) // 86_400_000_000

    return of
