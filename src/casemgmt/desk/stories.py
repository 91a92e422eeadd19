"""One subject's story, read: where it stands on a day, and what was told of it."""

from __future__ import annotations

from datetime import date, datetime
from itertools import chain

from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Subject
from casemgmt.opening.parts import Parts
from casemgmt.recorded import RecordedEvent, as_history, in_order, naming
from casemgmt.recording.persons import Cluster, PersonBeside


def journey(
    parts: Parts, subject: Subject, day: date | None, known_at: datetime | None
) -> Journey:
    """Return where *subject* stands on a day, as known at a moment; now where None."""
    shelf = parts.shelf
    with parts.recorder.locked():
        story = shelf.fresh(subject)
        cluster = Cluster(shelf.fresh, shelf.neighbours)
        beside = PersonBeside(cluster, story, known_at, day)
        return story.journey_at(known_at, day).knowing(beside)


def history(
    parts: Parts, subject: Subject, known_at: datetime | None, *, around: bool
) -> tuple[RecordedEvent, ...]:
    """Return what was told of *subject* in order, with what others' stories say of it."""
    shelf = parts.shelf
    others = _around(parts, subject) if around else set()
    own = as_history(shelf.read(subject).entries, subject, known_at)
    told = (as_history(shelf.read(other).entries, other, known_at) for other in others)
    return in_order([*own, *chain.from_iterable(naming(one, subject) for one in told)])


def _around(parts: Parts, subject: Subject) -> set[Subject]:
    """Return the subjects whose stories speak of *subject*."""
    shelf = parts.shelf
    return (shelf.naming(subject) | shelf.neighbours(subject)) - {subject}
