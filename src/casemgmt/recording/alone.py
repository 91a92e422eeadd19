"""A command told by itself: what a session does with it, and nothing it does for others.

Most commands are such: one at a time, of nobody but their own subject, recorded as told or
once they were decided.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError

from .attempt import Attempt
from .deciding import decided
from .desk import Desk
from .envelope import after
from .persons import Cluster
from .port import Append, VersionTakenError
from .shelf import Shelf
from .story import Story
from .taken_stories import TakenStories
from .told_plainly import ToldPlainly, told_plainly


def told_alone(
    desk: Desk, attempt: Attempt, now: datetime, own: UUID, read: dict[Subject, int]
) -> tuple[ToldPlainly, Story] | None:
    """Return the plain fact that *attempt* tells, or is granted, and on which story.

    None where it is anything else: a session knows of that. Which stories it rests on is
    noted in *read*, as far as each goes.

    Raises:
        RuleBrokenError: a rule forbids it.
        InvalidError: it cannot be taken as it stands.

    """
    fact, subject = desk.plain_facts.told_or_asked(attempt.command), attempt.subject
    if fact is None:
        return None
    stories = TakenStories(desk.shelf, read) if fact.is_asked else None
    story = desk.shelf.end(subject) if stories is None else stories.story(subject)
    read[subject] = story.version
    at = after(story.last_recorded, now)
    desk.door.refuse_the_future(attempt, at)
    if not story.readable:
        raise InvalidError("subject", "read-only-case")
    if stories is not None:
        cluster = Cluster(stories.fresh, desk.shelf.neighbours)
        events = decided(attempt, story, cluster, desk.policy, None, at)
        if not fact.is_all_of(events, attempt.command):
            return None
    payloads, version = desk.shelf.codec.payloads, story.version + 1
    told = told_plainly(payloads, attempt, fact, own, at, version, attempt.at, own)
    return told, story


def appended_alone(shelf: Shelf, told: ToldPlainly, stream: UUID) -> Append:
    """Return what is to be appended, sealed, for its subject known as *stream*.

    Raises:
        VersionTakenError: it was erased meanwhile: what was decided is of nobody.
        KeyGoneError: the same, but just now.

    """
    if shelf.is_another(told.attempt.subject, stream):
        raise VersionTakenError
    return told.append(shelf.codec.sealer, stream, None)
