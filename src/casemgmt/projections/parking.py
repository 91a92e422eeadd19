"""Stories that wait: given late, in their order, and let go of once they pass.

Nothing of a story is kept with its entry: what waits is read from the log.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.domain.read_models import Waiting
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import RepairNeededError
from casemgmt.recorded import RecordedEvent, naming
from casemgmt.recording.envelope import kind_of
from casemgmt.recording.port import LINK, NAMED, StoredEvent

from .adapter import Batch, Position
from .giving import plainly
from .runner import BATCH, Run, Source

FORGOTTEN = "Forgotten"
"""Why a story waits that is given anew: what was kept of it is gone already."""


@frozen
class Parked:
    """A story that waits before one read model.

    Attributes:
        projection: What the organisation calls the read model.
        address: Where it is kept.
        subject: Whose story waits.
        story: Its random id.
        position: From where in the log on it waits.
        error: The kind of error and its code, never its words.

    """

    projection: str
    address: str
    subject: Subject
    story: UUID
    position: int
    error: str


class StillWaitsError(Exception):
    """An event of the story still cannot be taken."""


def replay(run: Run, story: UUID) -> bool:
    """Give what waits of *story*, and return whether all of it was taken.

    What cannot be taken keeps the story waiting, from that event on.

    Raises:
        UnreachedError: the destination takes nothing.

    """
    waiting = _waiting(run.source, story)
    if waiting is None:
        return True
    shares = [*run.shares()]
    begun = [share for share in shares if _is_begun(share)] or shares[:1]
    try:
        for share in begun:
            _give_late(share, story, waiting)
    except StillWaitsError:
        return False
    run.source.ledger.release(story)
    return True


def _give_late(run: Run, story: UUID, waiting: Waiting) -> None:
    again = waiting.error == FORGOTTEN
    events = (anew if again else late)(run.source, story, waiting)
    stands = _stands(run)
    told = tuple(e for e in events if e.position <= stands.number)
    giving = evolve(run.giving(), set_aside=partial(_still_waits, run, story, waiting))
    for batch in _batches(told, stands, math.inf if again else run.mark):
        giving.give(batch, late=True)


def rebuild_one(run: Run, story: UUID) -> bool:
    """Let the adapter forget one subject and give it again; the position stays.

    It is told first that the story waits: whoever dies between leaves a story that waits,
    which ``replay`` gives, and none that is gone. What others' stories say of the subject
    is forgotten with it, and given again too.

    Raises:
        RepairNeededError: the log does not know it.
        UnreachedError: the destination takes nothing.

    """
    told = run.source.log.read(story)
    if not told:
        raise RepairNeededError.because("adapter.never-told")
    run.source.ledger.park(told[0], story, FORGOTTEN)
    with plainly(run.source.of.projection):
        run.adapter.forget(_subject(told))
    return replay(run, story)


def forget(run: Run, story: UUID) -> None:
    """Let the adapter forget one who was erased, and give what is left for the figures.

    One that stands in no place of this log is given nothing: it begins anew anyway.

    Raises:
        UnreachedError: the destination takes nothing.

    """
    told = run.source.log.read(story)
    if not told:
        return
    if any(_is_begun(share) for share in run.shares()):
        rebuild_one(run, story)
        return
    with plainly(run.source.of.projection):
        run.adapter.forget(_subject(told))


def stands(run: Run) -> bool:
    """Whether the read model was ever given anything, of this log or of another."""
    with plainly(run.source.of.projection):
        return any(share.adapter.position() is not None for share in run.shares())


def late(source: Source, story: UUID, waiting: Waiting) -> tuple[RecordedEvent, ...]:
    """Return what waits of *story*, in its order."""
    stored = source.log.read(story, waiting.version - 1)
    return source.reading.given(stored)


def anew(source: Source, story: UUID, waiting: Waiting) -> tuple[RecordedEvent, ...]:
    """Return what is told of the subject of *story* anywhere, in the order of the log."""
    own = late(source, story, waiting)
    subject = _subject(source.log.read(story))
    others = {s for kind in (LINK, NAMED) for s in source.log.mentioned(story, kind)}
    said = [e for other in others - {story} for e in _of(source, other, subject)]
    return tuple(sorted((*own, *said), key=lambda e: e.position))


def _batches(
    told: tuple[RecordedEvent, ...], stands: Position, mark: float
) -> Iterator[Batch]:
    """Yield batches of what comes late; of history no message is sent."""
    history = tuple(e for e in told if e.position <= mark)
    for events, new in ((history, False), (told[len(history) :], True)):
        for first in range(0, len(events), BATCH):
            yield Batch(events[first : first + BATCH], stands, caught_up=new)


def _still_waits(
    run: Run, story: UUID, waiting: Waiting, guilty: RecordedEvent, error: str
) -> None:
    """Tell from where on the story waits now, unless it is to be given as a whole."""
    if waiting.error != FORGOTTEN:
        run.source.ledger.park(guilty, story, error)
    raise StillWaitsError


def _of(source: Source, other: UUID, subject: Subject) -> tuple[RecordedEvent, ...]:
    """Return what another story says of *subject*, but not what of it waits itself."""
    told = naming(source.reading.given(source.log.read(other)), subject)
    waits = _waiting(source, other)
    return tuple(e for e in told if waits is None or e.version < waits.version)


def _waiting(source: Source, story: UUID) -> Waiting | None:
    known = source.ledger.read()
    return None if known is None else known.waiting.get(story)


def _is_begun(run: Run) -> bool:
    """Whether it stands somewhere in this log: a bucket that does not reads all of it."""
    with plainly(run.source.of.projection):
        stands = run.adapter.position()
    return stands is not None and stands.epoch == run.source.log.epoch


def _subject(told: list[StoredEvent]) -> Subject:
    return Subject(kind_of(told[0]), str(told[0].stream))


def _stands(run: Run) -> Position:
    position = run.giving().position()
    if position is None or position.epoch != run.source.log.epoch:
        raise RepairNeededError.because(
            "adapter.no-place", projection=run.source.of.projection
        )
    return position
