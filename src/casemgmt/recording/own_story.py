"""What the store tells of itself: events of a ``system:`` story, which nobody commands."""

from __future__ import annotations

from collections.abc import Mapping
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
    with recorder.locked():
        shelf = recorder.desk.shelf
        kind: type = type(event)
        ids = shelf.vault.identify([of, *plan_of(kind).named(event)])
        for _ in range(TRIES):
            try:
                shelf.log.append([_next(recorder, of, ids, event, by)])
            except VersionTakenError:
                continue
            return
    msg = "somebody else was writing the store's own story"
    raise ConflictError(msg)


def _next(
    recorder: Recorder, of: Subject, ids: Mapping[Subject, UUID], event: Any, by: str
) -> Append:
    shelf, stream = recorder.desk.shelf, ids[of]
    story = shelf.fresh(of)
    now = max(recorder.clock(), story.last_recorded + ONE_MICROSECOND)
    entry = Entry(
        command_id=new_id(),
        subject=stream,
        name=shelf.codec.registry.names[type(event)],
        event=event,
        on=Day.of(recorder.desk.door.today(now)),
        recorded_at=now,
        by=by,
        version=story.version + 1,
    )
    plain = shelf.codec.checked(event)
    envelope = Envelope(entry, stream, of.kind, now)
    return Append(shelf.codec.stored(envelope, plain, ids), entry.command_id)
