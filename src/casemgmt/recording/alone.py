"""A plain fact told by itself: what a session does with it, and nothing it does for others.

Most commands are such: one at a time, recorded as told, of nobody but their own subject.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from casemgmt.errors import InvalidError

from .attempt import Attempt
from .desk import Desk
from .envelope import after
from .plain_facts import PlainFact
from .port import Append, VersionTakenError
from .shelf import Shelf
from .story import Story
from .told_plainly import ToldPlainly, told_plainly


def told_alone(
    desk: Desk, attempt: Attempt, fact: PlainFact, story: Story, now: datetime, own: UUID
) -> ToldPlainly:
    """Return the *fact* that *attempt* tells on *story*, under its *own* id.

    Raises:
        InvalidError: it cannot be taken as it stands.

    """
    at = after(story.last_recorded, now)
    desk.door.refuse_the_future(attempt, at)
    if not story.readable:
        raise InvalidError("subject", "read-only-case")
    payloads, version = desk.shelf.codec.payloads, story.version + 1
    return told_plainly(payloads, attempt, fact, own, at, version, attempt.at, own)


def appended_alone(shelf: Shelf, told: ToldPlainly, stream: UUID) -> Append:
    """Return what is to be appended, sealed, for its subject known as *stream*.

    Raises:
        VersionTakenError: it was erased meanwhile: what was decided is of nobody.
        KeyGoneError: the same, but just now.

    """
    if shelf.is_another(told.attempt.subject, stream):
        raise VersionTakenError
    return told.append(shelf.codec.sealer, stream, None)
