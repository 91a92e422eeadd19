"""What the store tells of itself: events of a ``system:`` story, which nobody commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from casemgmt.domain.dates import Day
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import ConflictError

from .envelope import ONE_MICROSECOND, Envelope
from .plan import plan_of
from .port import Append, VersionTakenError
from .recorder import Recorder, new_id

THE_STORE = Subject("system", "store")
ERASURES = Subject("system", "erasures")
EXCHANGES = Subject("system", "exchanges")
READ_MODELS = Subject("system", "read-models")
ITSELF = "casemgmt"
"""Who tells what nobody told."""
TRIES = 50
"""Nothing is decided, so that it may be told again behind whoever was first."""


def tell(recorder: Recorder, of: Subject, event: Any, *, by: str) -> None:
    """Record *event* in the story *of* the store's own; who is named in it has an id.

    Raises:
        ConflictError: others kept writing it.

    """
    tell_all(recorder, of, [event], by=by)


def tell_all(recorder: Recorder, of: Subject, events: Sequence[Any], *, by: str) -> None:
    """Record *events* in the story *of* the store's own, all or none.

    Raises:
        ConflictError: others kept writing it.

    """
    if not events:
        return
    with recorder.locked():
        shelf = recorder.desk.shelf
        ids = shelf.vault.identify([of, *_named(events)])
        for _ in range(TRIES):
            try:
                shelf.log.append(list(_next(recorder, of, ids, events, by)))
            except VersionTakenError:
                continue
            return
    raise ConflictError.because("store.own-story-written")


def _named(events: Iterable[Any]) -> Iterator[Subject]:
    for event in events:
        kind: type = type(event)
        yield from plan_of(kind).named(event)


def _next(
    recorder: Recorder,
    of: Subject,
    ids: Mapping[Subject, UUID],
    events: Sequence[Any],
    by: str,
) -> Iterator[Append]:
    shelf, stream = recorder.desk.shelf, ids[of]
    story = shelf.fresh(of)
    at = max(recorder.clock(), story.last_recorded + ONE_MICROSECOND)
    for version, event in enumerate(events, start=story.version + 1):
        entry = Entry(
            command_id=new_id(),
            subject=stream,
            name=shelf.codec.registry.names[type(event)],
            event=event,
            on=Day.of(recorder.desk.door.today(at)),
            recorded_at=at,
            by=by,
            version=version,
        )
        plain = shelf.codec.payloads.checked(event)
        envelope = Envelope(entry, stream, of.kind, at)
        yield Append(shelf.codec.stored(envelope, plain, ids), entry.command_id)
        at += ONE_MICROSECOND
