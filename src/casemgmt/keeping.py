"""What the store tells of itself, in its own story."""

from __future__ import annotations

from casemgmt.domain.dates import Day
from casemgmt.domain.keeping import HistoryMovedIn
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import ConflictError
from casemgmt.opening import Parts
from casemgmt.recording.envelope import ONE_MICROSECOND, Envelope
from casemgmt.recording.port import Append, VersionTakenError
from casemgmt.recording.recorder import TRIES, new_id

THE_STORE = Subject("system", "store")


def tell_moved_in(parts: Parts, *, by: str, file: str, lines: int) -> None:
    """Record that history was moved in, by whom and from which file.

    Raises:
        ConflictError: others kept writing the store's own story.

    """
    shelf, recorder = parts.shelf, parts.recorder
    stream = shelf.vault.identify([THE_STORE])[THE_STORE]
    for _ in range(TRIES):
        story = shelf.fresh(THE_STORE)
        now = max(recorder.clock(), story.last_recorded + ONE_MICROSECOND)
        entry = Entry(
            command_id=new_id(),
            subject=stream,
            name="history-moved-in.1",
            event=HistoryMovedIn(file=file, lines=lines),
            on=Day.of(recorder.desk.door.today(now)),
            recorded_at=now,
            by=by,
            version=story.version + 1,
        )
        plain = shelf.codec.checked(entry.event)
        envelope = Envelope(entry, stream, THE_STORE.kind, now)
        try:
            shelf.log.append(
                [Append(shelf.codec.stored(envelope, plain, {}), entry.command_id)]
            )
        except VersionTakenError:
            continue
        return
    msg = "somebody else was writing the store's own story"
    raise ConflictError(msg)
