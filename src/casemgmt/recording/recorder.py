"""Recording: load, decide, seal, append - and say honestly what became of a command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import RLock
from typing import Any
from uuid import UUID, uuid4, uuid5

from attrs import evolve, field, frozen

from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import ConflictError, RefusedError

from .door import Attempt
from .port import ClaimTakenError, CommandTakenError, VersionTakenError
from .session import Desk, Session

TRIES = 3
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time by the machine's clock."""
    return datetime.now(UTC)


@frozen
class Recorded:
    """What became of a command that was recorded, now or before.

    Attributes:
        command_id: Its id; settles later what became of it.
        events: What it brought about; empty when it was already so.
        position: The place of its first event in the log, None when there is none.
        again: Whether the id was met before: nothing new was recorded.

    """

    command_id: UUID
    events: tuple[Any, ...] = field(repr=False)
    position: int | None
    again: bool = False


class Recorder:
    """Decides commands one after another and appends what they bring about."""

    def __init__(self, desk: Desk, clock: Clock = utc_now) -> None:
        self.desk = desk
        self.clock = clock
        self._lock = RLock()

    def record(self, attempts: Sequence[Attempt]) -> Recorded:
        """Record *attempts*, all or none, under the first one's id.

        Raises:
            RuleBrokenError: a rule forbids one of them.
            InvalidError: one cannot be taken as it stands.
            ConflictError: three times somebody else was first.
            OutcomeUnknownError: the reply was lost; ``outcome`` says what became of it.

        """
        first = attempts[0].id or uuid4()
        with self._lock:
            for _ in range(TRIES):
                session = self.session()
                try:
                    return self._recorded(session, attempts, first)
                except RefusedError:
                    before = self.outcome(first)
                    if before is not None:
                        return before
                    if not self.desk.shelf.is_behind(list(session.subjects)):
                        raise
                except CommandTakenError:
                    before = self.outcome(first)
                    if before is not None:
                        return before
                except (VersionTakenError, ClaimTakenError):
                    self.desk.shelf.drop(list(session.subjects))
        msg = "somebody else was recording on this subject; nothing was recorded"
        raise ConflictError(msg)

    def would_record(
        self, attempts: Sequence[Attempt], known_at: datetime | None = None
    ) -> tuple[object, ...]:
        """Return the events *attempts* would bring about, and store nothing.

        With *known_at* they are decided on what was known then.
        """
        with self._lock:
            session = self.session(known_at or self.clock(), times_given=known_at is not None)
            self.desk.shelf.is_behind([a.subject for a in attempts])
            at = None if known_at is None else known_at
            return tuple(
                event
                for attempt in attempts
                for event in session.tell(evolve(attempt, at=at), attempt.id or uuid4())
            )

    def outcome(self, command_id: UUID) -> Recorded | None:
        """Return what became of *command_id*, None when it was never recorded."""
        found = self.desk.shelf.log.outcome([command_id]).get(command_id)
        if found is None:
            return None
        event = self.desk.shelf.codec.entry(found).event
        return Recorded(command_id, (event,), found.position, again=True)

    def session(self, now: datetime | None = None, *, times_given: bool = False) -> Session:
        """Return a new session, on the stories as they are."""
        return Session(self.desk, now or self.clock(), times_given=times_given)

    def commit(self, session: Session) -> list[int]:
        """Append what *session* decided, and keep its stories at hand.

        Raises:
            VersionTakenError: somebody else was first; nothing was stored.
            CommandTakenError: one of its commands is already recorded.
            ClaimTakenError: somebody else holds a claim.

        """
        shelf = self.desk.shelf
        if not session.pending:
            return []
        ids = shelf.vault.identify(session.named())  # the vault first, then the log
        positions = shelf.log.append(session.appends(ids))
        shelf.put(session.story(p.subject) for p in session.pending)
        return positions

    def locked(self) -> RLock:
        """Return the lock that keeps the recording of one process in order."""
        return self._lock

    def _recorded(
        self, session: Session, attempts: Sequence[Attempt], first: UUID
    ) -> Recorded:
        events: list[object] = []
        for index, attempt in enumerate(attempts):
            # the first that brings anything about has the first id: a resend finds it
            own = uuid5(first, f"command {index}") if session.pending else first
            events += session.tell(attempt, own, correlation=first)
        if not session.pending:
            self._look_again(session, first)
        positions = self.commit(session)
        return Recorded(first, tuple(events), positions[0] if positions else None)

    def _look_again(self, session: Session, command_id: UUID) -> None:
        """Make sure that "already so" does not rest on an old story, or on a resend."""
        if self.outcome(command_id) is not None:
            raise CommandTakenError
        if self.desk.shelf.is_behind(list(session.subjects)):
            raise VersionTakenError


def entries_of(recorder: Recorder, subject: Subject) -> list[Entry]:
    """Return everything recorded for *subject*, read from the log."""
    shelf = recorder.desk.shelf
    stream = shelf.vault.find(subject)
    return [shelf.codec.entry(s) for s in shelf.log.read(stream)] if stream else []
