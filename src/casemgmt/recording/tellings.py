"""One command being decided, and what it brings into the story it is told on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen

from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject

from .attempt import Attempt
from .drafts import maker
from .envelope import NOBODY
from .pending import Pending
from .shelf import ClaimKey
from .story import Story


@frozen
class Telling:
    """One command being decided: what it says, on which story, recorded when, as which."""

    attempt: Attempt
    story: Story
    recorded_at: datetime
    command_id: UUID
    correlation: UUID | None
    captured_at: datetime | None


def new_entry(telling: Telling, name: str, event: object, version: int) -> Entry:
    """Return *event* in what is known of its envelope before it is recorded."""
    attempt, at, own = telling.attempt, telling.recorded_at, telling.command_id
    on = attempt.on
    order = on.last, at, own
    made: Entry = _entry(
        own,
        NOBODY,
        name,
        event,
        on,
        at,
        attempt.by,
        attempt.role,
        None,
        None,
        0,
        version,
        order,
    )
    return made


def pending_whole(
    telling: Telling,
    entry: Entry,
    plain: dict[str, Any],
    adults: Mapping[bytes, Subject],
    claims: tuple[ClaimKey, ...],
) -> Pending:
    """Return what is pending of the first event of a command that amends nothing."""
    made: Pending = _pending(
        telling.attempt.subject,
        entry,
        plain,
        telling.command_id,
        telling.captured_at,
        telling.correlation,
        claims,
        None,
        (),
        adults,
        entry.event,
    )
    return made


_entry = maker(Entry)
_pending = maker(Pending)
