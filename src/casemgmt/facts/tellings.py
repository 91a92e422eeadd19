"""What was told of one subject, each command for each stretch of time in which it stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.domain.told import FOREVER, Entry, versions

from .schema import OPEN

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
        seq: The rank of (recorded at, command id) among all commands of the cluster.
        name: The stored name of its event, without its number.
        day: The day that counts, as a day number.
        order: Day and rank in one number: its place in the story.
        kf: When these words were recorded, in microseconds.
        kt: When they were replaced or taken back.
        recorded: When the command was recorded, whatever corrected it later.
        told: When these very words were first recorded, and the rank of the command:
            what decides which of several words on one matter came last.

    """

    subject: UUID
    entry: Entry
    seq: int
    name: str
    event: Any
    day: int
    order: int
    kf: int
    kt: int
    fix: UUID | None
    recorded: int
    told: tuple[int, int]


def ranks(entries: Iterable[Entry]) -> dict[UUID, int]:
    """Return the rank of each command by (recorded at, command id as text)."""
    # the number of an id orders as its text does
    keys = {(e.recorded_at, e.command_id.int): e.command_id for e in entries}
    return {keys[key]: rank for rank, key in enumerate(sorted(keys))}


def tellings(entries: Sequence[Entry], rank: Mapping[UUID, int]) -> list[Telling]:
    """Return what was told of one subject, in no story order."""
    amended = [e for e in entries if e.corrects is not None or e.retracts is not None]
    if amended:
        return _amended(entries, amended, rank)
    return [_telling(e, rank, microseconds(e.recorded_at), OPEN) for e in entries]


def _amended(
    entries: Sequence[Entry], amended: Sequence[Entry], rank: Mapping[UUID, int]
) -> list[Telling]:
    """Return what was told of a subject of which something was corrected or retracted."""
    touched = {e.corrects or e.retracts for e in amended}
    plain = [e for e in entries if e.corrects is None and e.retracts is None]
    about = [e for e in plain if e.command_id in touched]
    found = [
        _telling(e, rank, microseconds(e.recorded_at), OPEN)
        for e in plain
        if e.command_id not in touched
    ]
    recorded = {e.command_id: e.recorded_at for e in amended}
    for version in versions([*about, *amended]):
        entry, fix = version.entry, version.fix
        kf, kt = microseconds(version.known_from), microseconds(version.known_to)
        before = found[-1] if found else None
        if before and before.kt == kf and _same(before, entry, fix):
            # the same words, cut where a correction that never held came or went
            found[-1] = evolve(before, kt=kt)
        else:
            told = microseconds(recorded[fix]) if fix else None
            found.append(_telling(entry, rank, kf, kt, fix, told))
    return found


def _telling(
    entry: Entry,
    rank: Mapping[UUID, int],
    kf: int,
    kt: int,
    fix: UUID | None = None,
    told: int | None = None,
) -> Telling:
    seq = rank[entry.command_id]
    day = entry.on.last.toordinal() - _EPOCH_DAY
    at = microseconds(entry.recorded_at)
    return Telling(
        subject=entry.subject,
        entry=entry,
        seq=seq,
        name=entry.name.rpartition(".")[0],
        event=entry.event,
        day=day,
        order=day << SEQUENCE_BITS | seq,
        kf=kf,
        kt=kt,
        fix=fix,
        recorded=at,
        told=(at if told is None else told, seq),
    )


def _same(before: Telling, entry: Entry, fix: UUID | None) -> bool:
    return before.entry.command_id == entry.command_id and before.fix == fix


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
