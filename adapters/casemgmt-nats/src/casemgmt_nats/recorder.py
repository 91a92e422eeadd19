"""eventsourcing's recorder on a stream: what its own test cases ask an engine for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    ListenNotifySubscription,
    Notification,
)
from eventsourcing.persistence import StoredEvent as LibraryEvent

from casemgmt.stores import Append, StoredEvent, VersionTakenError

from .kept import event_of
from .lookups import Lookups
from .writing import Writing

_LAST = 2**63 - 1


class StreamRecorder(ApplicationRecorder):
    """The library's recorder: events alone, without commands or claims."""

    def __init__(self, lookups: Lookups, writing: Writing) -> None:
        self._lookups, self._writing = lookups, writing
        self._subjects = lookups.subjects

    def insert_events(
        self, stored_events: Sequence[LibraryEvent], **_: Any
    ) -> Sequence[int] | None:
        """Store the events and return their positions.

        Raises:
            IntegrityError: a version of one is taken; nothing was stored.

        """
        if not stored_events:
            return None
        try:
            return self._writing.append([Append(_ours(e), None) for e in stored_events])
        except VersionTakenError as error:
            raise IntegrityError from error

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[LibraryEvent]:
        """Return the events of one story, as far as they are asked for."""
        after, last = (0 if gt is None else gt), (_LAST if lte is None else lte)
        found = [
            _library(event_of(self._subjects, kept))
            for kept in self._lookups.story(_id(originator_id), 0)
        ]
        wanted = [event for event in found if after < event.originator_version <= last]
        return (wanted[::-1] if desc else wanted)[:limit]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return the next events in their order, at most so many."""
        after = 0 if start is None else start - inclusive_of_start
        found: list[Notification] = []
        for kept in self._lookups.pages.every(self._subjects.events, after):
            if len(found) == limit or kept.place > (_LAST if stop is None else stop):
                break
            event = event_of(self._subjects, kept)
            if not topics or event.name in topics:
                found.append(_notification(event))
        return found

    def max_notification_id(self) -> int | None:
        """Return the place of the last event, None where there is none."""
        return self._lookups.head() or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> StreamSubscription:
        """Return what yields events as they come."""
        return StreamSubscription(self, gt, topics)

    def listening(self, woken: Callable[[], None]) -> Callable[[], None]:
        """Call *woken* whenever something may be new, until what is returned is called."""
        return self._lookups.listening(woken)


class StreamSubscription(ListenNotifySubscription[StreamRecorder]):
    """Events as they come: the cluster says that there are some, and they are read."""

    def __init__(
        self, recorder: StreamRecorder, gt: int | None, topics: Sequence[str]
    ) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._listen_no_more = recorder.listening(self._has_been_notified.set)

    def stop(self) -> None:
        """End it."""
        super().stop()
        listen_no_more = getattr(self, "_listen_no_more", None)
        if listen_no_more is not None:
            listen_no_more()


def _ours(event: LibraryEvent) -> StoredEvent:
    stream = _id(event.originator_id)
    return StoredEvent(stream, event.originator_version, event.topic, event.state)


def _id(said: UUID | str) -> UUID:
    return said if isinstance(said, UUID) else UUID(said)


def _library(event: StoredEvent) -> LibraryEvent:
    return LibraryEvent(event.stream, event.version, event.name, event.state)


def _notification(event: StoredEvent) -> Notification:
    return Notification(
        event.stream, event.version, event.name, event.state, id=event.position
    )
