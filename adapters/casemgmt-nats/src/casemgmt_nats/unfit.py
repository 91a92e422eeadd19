"""What does not fit in a stream: events that no command leads, and what speaks of none.

No message of a log is ever removed, and the servers may not do it: a place without one
was emptied by somebody who changed the stream first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from .kept import Kept, done_of, event_of, holder_of
from .lookups import Lookups

Own = Callable[[Lookups, Kept], str | None]
_TOGETHER = 1_000


def unled(lookups: Lookups) -> list[int]:
    """Return the places of events that are not the first of their command.

    A command is written beside its event, and says which it is; the event says the same.
    """
    waiting: dict[tuple[UUID, int], Kept] = {}
    for kept in lookups.pages.every(lookups.subjects.all):
        kind = lookups.subjects.part(kept.subject, 0)
        if kind == "ev":
            event = event_of(lookups.subjects, kept)
            waiting[event.stream, event.version] = kept
        elif kind == "cmd":
            done = done_of(kept)
            event_at = None if done is None else (done.stream, done.version)
            if event_at in waiting and _says(waiting[event_at], kept, lookups):
                del waiting[event_at]
    return sorted(kept.place for kept in waiting.values())


def _says(event: Kept, command: Kept, lookups: Lookups) -> bool:
    own = lookups.subjects.part(command.subject, 1)
    return b'"c":"%b"' % own.encode() in event.body


def deleted(lookups: Lookups) -> Iterator[str]:
    """Yield in words that messages of the stream were removed."""
    state = lookups.state()["state"]
    gone = state.get("num_deleted", 0) + max(0, state.get("first_seq", 1) - 1)
    if gone:
        yield f"stream: messages that were removed: {gone}"


def lost(lookups: Lookups) -> Iterator[str]:
    """Yield in words what speaks of something that is not there."""
    commands = _without_their_own(lookups, lookups.subjects.commands, _event_of)
    if commands:
        yield f"commands of events that are not there: {commands}"
    claims = _without_their_own(lookups, lookups.subjects.claims, _command_of)
    if claims:
        yield f"claims of events that are not there: {claims}"


def _event_of(lookups: Lookups, kept: Kept) -> str | None:
    done = done_of(kept)
    return None if done is None else lookups.subjects.event(done.stream, done.version)


def _command_of(lookups: Lookups, kept: Kept) -> str | None:
    holder = holder_of(kept)
    return None if holder is None else lookups.subjects.command(holder.command_id)


def _without_their_own(lookups: Lookups, filtered: str, own: Own) -> int:
    """Return how many messages speak of one that is not there."""
    missing: set[str] = set()
    asked: set[str] = set()
    for kept in lookups.pages.every(filtered):
        subject = own(lookups, kept)
        if subject is not None:
            asked.add(subject)
        if len(asked) >= _TOGETHER:
            missing |= asked - lookups.told_of(list(asked)).keys()
            asked.clear()
    missing |= asked - lookups.told_of(list(asked)).keys()
    there = lookups.last_of(list(missing)) if missing else {}
    return len(missing - there.keys())
