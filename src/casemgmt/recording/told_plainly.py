"""A plain fact that was told: what is stored of it, and its entry when somebody asks.

Most lines of a journal are such, and most commands. Between the door and the log nothing
is made of one but this.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.told import Entry
from casemgmt.privacy.sealing import Place, Sealer

from .attempt import Attempt
from .decoders import as_said
from .drafts import maker
from .envelope import NOBODY, encoded, head
from .payloads import Payloads
from .plain_facts import PlainFact
from .port import Append, StoredEvent


@frozen
class ToldPlainly:
    """A plain fact that was told, and is not yet appended.

    Attributes:
        attempt: What was told.
        fact: How it is recorded.
        command_id: The command that tells it.
        recorded_at: When it is recorded.
        version: Its rank in the story.
        data: Its event as data, shown to read back equal.
        captured_at: When the sending tool says it was told, if it did.
        correlation: The first of the commands that were told together.

    """

    attempt: Attempt
    fact: PlainFact
    command_id: UUID
    recorded_at: datetime
    version: int
    data: dict[str, Any] = field(repr=False)
    captured_at: datetime | None
    correlation: UUID | None

    @property
    def event(self) -> Any:
        """What happened."""
        return self.fact.event(self.attempt.command)

    @property
    def entry(self) -> Entry:
        """What happened, in what is known of its envelope before it is recorded."""
        attempt, at, own = self.attempt, self.recorded_at, self.command_id
        on = attempt.on
        made: Entry = _entry(
            own,
            NOBODY,
            self.fact.name,
            self.event,
            on,
            at,
            attempt.by,
            attempt.role,
            None,
            None,
            0,
            self.version,
            (on.last, at, own),
        )
        return made

    @property
    def latest_day(self) -> date:
        """The latest day it tells of."""
        return self.attempt.on.last

    def append(self, sealer: Sealer, stream: UUID, stored_at: datetime | None) -> Append:
        """Return what is to be appended, sealed, for its subject known as *stream*.

        Args:
            sealer: What seals.
            stream: The random id of whose story it is.
            stored_at: The store's own time, where the command brings another with it.

        Raises:
            KeyGoneError: they were erased meanwhile.

        """
        attempt, fact, version = self.attempt, self.fact, self.version
        at, own = self.recorded_at, self.command_id
        state = head(
            attempt.subject.kind,
            attempt.on,
            at,
            attempt.by,
            attempt.role,
            own,
            stored_at or at,
            self.captured_at,
            self.correlation,
        )
        data = self.data
        if fact.closes:
            seal = sealer.sealing(Place(stream, stream, version))
            data = fact.plan.walk(data, seal, as_said)
        state["d"] = data
        stored = _stored(stream, version, fact.name, encoded(state), 0, None)
        made: Append = _append(stored, own, (), None, (), ())
        return made


def told_plainly(
    payloads: Payloads,
    attempt: Attempt,
    fact: PlainFact,
    command_id: UUID,
    recorded_at: datetime,
    version: int,
    captured_at: datetime | None,
    correlation: UUID | None,
) -> ToldPlainly:
    """Return the *fact* that *attempt* tells; what was said was read to this very event.

    Raises:
        InvalidError: it cannot be stored and read back.

    """
    data = fact.data(attempt.command)
    if data != attempt.said:
        data = payloads.checked(fact.event(attempt.command))
    made: ToldPlainly = _made(
        attempt, fact, command_id, recorded_at, version, data, captured_at, correlation
    )
    return made


_made = maker(ToldPlainly)
_entry = maker(Entry)
_append = maker(Append)
_stored = maker(StoredEvent)
