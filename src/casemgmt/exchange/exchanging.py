"""Both ways: what each of two stores lacks is told to it, and decided there."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import orjson
from attrs import field, frozen

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.recording.journal import Progress, Reading
from casemgmt.recording.lines import lines_of
from casemgmt.recording.rejects import Rejected

from .conflicts import Because, Conflict, Matters
from .lacking import Lacking, Side


@frozen
class Exchanged:
    """What became of an exchange.

    Attributes:
        sent: Commands the other store has now, and lacked.
        received: Commands this store has now, and lacked.
        conflicts: What somebody has to look at; nothing of it was lost in either.
        already: Requests that changed nothing where they came to: it was so already.

    """

    sent: int
    received: int
    conflicts: tuple[Conflict, ...] = ()
    already: int = 0


@frozen
class _Refused:
    """Notes which lines were not taken, and why."""

    at: str
    found: dict[UUID, Conflict] = field(factory=dict)

    def keep(self, lines: Iterable[Rejected]) -> None:
        """Note *lines* and what is wrong with each."""
        for line, error in lines:
            said, rule = orjson.loads(line.raw), error["rule"]
            because = Because.INVALID if rule is None else Because.REFUSED
            command, subject = UUID(said["id"]), Subject.of(said["subject"])
            named = None if rule is None else str(rule)
            self.found[command] = Conflict(subject, because, (command,), self.at, named)


@frozen
class _Told:
    """What one store told the other."""

    taken: int
    already: int
    matters: Matters
    conflicts: tuple[Conflict, ...]


def exchanged(here: Side, there: Side, progress: Progress | None = None) -> Exchanged:
    """Tell each of two stores what it lacks, and return what became of it.

    Every command is decided by the store it comes to, under its own name, id and day; when
    it was told is kept as when it was captured. Broken off, it is done again: what one of
    them has by then is met again.

    Raises:
        InvalidError: the two are one store.
        ConflictError: others kept recording on the same subjects; do it again.
        BusyError: one of them could not take what it was told.

    """
    if here.parts.shelf.log.epoch == there.parts.shelf.log.epoch:
        raise InvalidError("other", "same-store")
    sent, received = _told(here, there, progress), _told(there, here, progress)
    apart = [
        found
        for found in sent.matters.apart_from(received.matters)
        if _has_all(here, found) and _has_all(there, found)
    ]
    conflicts = dict.fromkeys((*sent.conflicts, *received.conflicts, *apart))
    already = sent.already + received.already
    return Exchanged(sent.taken, received.taken, tuple(conflicts), already)


def _told(one: Side, other: Side, progress: Progress | None) -> _Told:
    registry = one.parts.recorder.desk.door.registry
    areas = {event: area.name for area in registry.areas for event in area.events.values()}
    lacking, refused = Lacking(one, other, Matters(areas)), _Refused(one.name)
    reading = Reading(other.parts.recorder, progress=progress)
    reading.read_lines(lines_of(lacking.lines()), refused)
    conflicts = (*lacking.conflicts.values(), *refused.found.values())
    counts = reading.counts["recorded"], reading.counts["already"]
    return _Told(*counts, lacking.matters, conflicts)


def _has_all(side: Side, found: Conflict) -> bool:
    """Whether both commands stand there: one that changed nothing is no second word."""
    return len(side.parts.shelf.log.outcome(found.commands)) == len(found.commands)
