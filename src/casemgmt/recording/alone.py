"""A plain fact told alone: what a session does with it, and nothing it does for others.

Most commands are such: one at a time, recorded as told, of nobody but their own subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen

from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError

from .attempt import Attempt
from .desk import Desk
from .drafts import maker
from .envelope import NOBODY, ONE_MICROSECOND, Envelope
from .plain_facts import PlainFact
from .port import Append, VersionTakenError
from .shelf import Shelf
from .story import Story


@frozen
class Alone:
    """A plain fact that was decided, and is not yet appended.

    Attributes:
        attempt: What was told.
        entry: Its event, in what is known of its envelope before it is recorded.
        plain: The event as data, shown to read back equal.
        story: The story it is told on.

    """

    attempt: Attempt
    entry: Entry
    plain: dict[str, Any]
    story: Story

    def append(self, shelf: Shelf, ids: Mapping[Subject, UUID]) -> Append:
        """Return what is to be appended, sealed, for its subject known by *ids*.

        Raises:
            VersionTakenError: it was erased meanwhile: what was decided is of nobody.

        """
        attempt, entry = self.attempt, self.entry
        subject, own = attempt.subject, entry.command_id
        stream = ids[subject]
        if shelf.is_another(subject, stream):
            raise VersionTakenError
        envelope = _envelope(
            entry, stream, subject.kind, entry.recorded_at, attempt.at, own
        )
        stored = shelf.codec.stored(envelope, self.plain, ids)
        made: Append = _append(stored, own, (), None, (), ())
        return made

    def after(self) -> Story:
        """Return the story with it."""
        return self.story.after(self.entry)


def decided_alone(
    desk: Desk, attempt: Attempt, fact: PlainFact, story: Story, now: datetime, own: UUID
) -> Alone:
    """Return the *fact* that *attempt* tells on *story*, under its *own* id.

    Raises:
        InvalidError: it cannot be taken as it stands.

    """
    last = story.last_recorded
    recorded_at = now if now > last else last + ONE_MICROSECOND
    desk.door.refuse_the_future(attempt, recorded_at)
    if not story.readable:
        raise InvalidError("subject", "read-only-case")
    event = fact.event(attempt.command)
    plain = fact.data(event)
    if plain != attempt.said:  # what was said was read to this very event
        plain = desk.shelf.codec.payloads.checked(event)
    on = attempt.on
    entry = _entry(
        own,
        NOBODY,
        fact.name,
        event,
        on,
        recorded_at,
        attempt.by,
        attempt.role,
        None,
        None,
        0,
        story.version + 1,
        (on.last, recorded_at, own),
    )
    made: Alone = _alone(attempt, entry, plain, story)
    return made


_alone = maker(Alone)
_append = maker(Append)
_entry = maker(Entry)
_envelope = maker(Envelope)
