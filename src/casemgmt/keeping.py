"""What the store tells of itself, in its own story."""

from __future__ import annotations

from uuid import uuid4

from casemgmt.domain.dates import Day
from casemgmt.domain.keeping import HistoryMovedIn
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import ConflictError
from casemgmt.opening import Parts
from casemgmt.recording.envelope import Envelope
from casemgmt.recording.port import Append, VersionTakenError

THE_STORE = Subject("system", "store")


def tell_moved_in(parts: Parts, *, by: str, file: str, lines: int) -> None:
    """Record that history was moved in, by whom and from which file.

    Raises:
        ConflictError: others kept writing the store's own story.

    """
    shelf, recorder = parts.shelf, parts.recorder
    stream = shelf.vault.identify([THE_STORE])[THE_STORE]
    for _ in range(3):
        now = recorder.clock()
        entry = Entry(
            command_id=uuid4(),
            subject=stream,
            name="history-moved-in.1",
            event=HistoryMovedIn(file=file, lines=lines),
            on=Day.of(recorder.desk.door.today(now)),
            recorded_at=now,
            by=by,
            version=len(shelf.log.read(stream)) + 1,
        )
        plain = shelf.codec.checked(entry.event)
        stored = shelf.codec.stored(Envelope(entry, THE_STORE.kind, now), plain, {})
        try:
            shelf.log.append([Append(stored, entry.command_id)])
        except VersionTakenError:
            continue
        return
    msg = "somebody else was writing the store's own story"
    raise ConflictError(msg)
