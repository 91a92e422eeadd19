"""Recording: load, decide, seal, append - and say honestly what became of a command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import takewhile
from threading import RLock
from typing import Any
from uuid import UUID, uuid5

from attrs import evolve, field, frozen

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import (
    ConflictError,
    InvalidError,
    OutcomeUnknownError,
    RefusedError,
)
from casemgmt.privacy.sealing import KeyGoneError
from casemgmt.telemetry import LogLine, is_heard, log

from .alone import appended_alone, told_alone
from .attempt import Attempt
from .desk import Desk
from .drafts import maker
from .envelope import correlation_of, random_id
from .measured import appending, settling
from .port import (
    Append,
    ClaimTakenError,
    CommandTakenError,
    EventLog,
    StoredEvent,
    VersionTakenError,
)
from .session import Session
from .story import Story
from .told_plainly import ToldPlainly

TRIES = 3
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time by the machine's clock."""
    return datetime.now(UTC)  # noqa: TID251 - the clock of every store


def new_id() -> UUID:
    """Return an id for a command that was made without one."""
    return random_id()  # whoever wants to send it again brings its own


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

    def record(self, attempts: Sequence[Attempt], *, only: UUID | None = None) -> Recorded:
        """Record *attempts*, all or none, under the first one's id.

        Args:
            attempts: What is told.
            only: The one story it may become part of: whose it is may be erased meanwhile,
                and their reference given to somebody new.

        Raises:
            RuleBrokenError: a rule forbids one of them.
            InvalidError: one cannot be taken as it stands, or is of somebody erased.
            ConflictError: three times somebody else was first.
            OutcomeUnknownError: the reply was lost; ``outcome`` says what became of it.

        """
        if not attempts:
            raise InvalidError("command", "missing-field")
        first = attempts[0].id or new_id()
        with self._lock:
            if not is_heard():
                return self._settled(attempts, first, only)
            with settling(self.desk.door.registry, attempts) as settled:
                recorded = self._settled(attempts, first, only)
                settled.outcome = _became(recorded)
                return recorded

    def _settled(
        self, attempts: Sequence[Attempt], first: UUID, only: UUID | None
    ) -> Recorded:
        for _ in range(TRIES):
            recorded = self._tried(attempts, first, only)
            if recorded is not None:
                return recorded
        log(LogLine.CONFLICT)
        raise ConflictError.because("store.another-recorded")

    def would_record(
        self, attempts: Sequence[Attempt], known_at: datetime | None = None
    ) -> tuple[object, ...]:
        """Return the events *attempts* would bring about, and store nothing.

        With *known_at* they are decided on what was known then.
        """
        with self._lock:
            for attempt in attempts:
                self.desk.shelf.fresh(attempt.subject)
            session = self.session(known_at, times_given=known_at is not None)
            return tuple(
                event
                for attempt in attempts
                for event in session.tell(
                    evolve(attempt, at=known_at), attempt.id or new_id()
                )
            )

    def outcome(self, command_id: UUID) -> Recorded | None:
        """Return what became of *command_id*, None when it was never recorded."""
        shelf = self.desk.shelf
        found = shelf.log.outcome([command_id]).get(command_id)
        if found is None:
            return None
        told = (found, *_told_with(command_id, shelf.log.read(found.stream, found.version)))
        events = tuple(shelf.codec.entry(stored).event for stored in told)
        return Recorded(command_id, events, found.position, again=True)

    def session(self, now: datetime | None = None, *, times_given: bool = False) -> Session:
        """Return a new session, on the stories as they are."""
        return Session(self.desk, now or self.clock(), times_given=times_given)

    def commit(self, session: Session, only: UUID | None = None) -> list[int]:
        """Append what *session* decided, and keep its stories at hand.

        With *only*, to that story or to none, as of ``record``.

        Raises:
            VersionTakenError: somebody else was first; nothing was stored.
            CommandTakenError: one of its commands is already recorded.
            ClaimTakenError: somebody else holds a claim.
            InvalidError: whose story it is to be was erased.

        """
        shelf = self.desk.shelf
        if not session.pending:
            return []
        ids = shelf.vault.identify(session.named())  # the vault first, then the log
        if only is not None and only not in ids.values():
            raise InvalidError("subject", "unknown-subject")
        try:
            appends = session.appends(ids)
            positions = _appended(shelf.log, appends)
        except KeyGoneError:
            shelf.drop(session.read)
            raise VersionTakenError from None
        except BaseException as error:
            self._let_go(session.read, error)
            raise
        stories, ends = session.decided()
        shelf.put(stories, ids)
        shelf.put_ends(ends, ids)
        return positions

    def _let_go(self, read: Iterable[Subject], error: BaseException) -> None:
        """Let go of what was *read*: whatever became of it, the log knows better."""
        if isinstance(error, OutcomeUnknownError):
            log(LogLine.OUTCOME_UNKNOWN)
        self.desk.shelf.drop(read)

    def locked(self) -> RLock:
        """Return the lock that keeps the recording of one process in order."""
        return self._lock

    def _tried(
        self, attempts: Sequence[Attempt], first: UUID, only: UUID | None
    ) -> Recorded | None:
        """Return what became of *attempts*, None when somebody else was faster."""
        read: dict[Subject, int] = {}
        now = self.clock()
        try:
            if len(attempts) == 1:
                told = told_alone(self.desk, attempts[0], now, first, read)
                if told is not None:
                    return self._alone(*told, only, read)
            return self._together(Session(self.desk, now, read=read), attempts, first, only)
        except RefusedError:
            before = self.outcome(first)
            if before is None and not self.desk.shelf.is_behind(read):
                raise
            return before
        except CommandTakenError:
            log(LogLine.LOST_REPLY_SETTLED)
            return self.outcome(first)
        except (VersionTakenError, ClaimTakenError):
            return None

    def _alone(
        self, told: ToldPlainly, story: Story, only: UUID | None, read: dict[Subject, int]
    ) -> Recorded:
        """Append what was told on *story*, or granted, resting on what was *read*."""
        shelf, subject = self.desk.shelf, story.subject
        stream = shelf.vault.identify((subject,))[subject]  # the vault first, then the log
        if only is not None and only != stream:
            raise InvalidError("subject", "unknown-subject")
        try:
            positions = _appended(shelf.log, [appended_alone(shelf, told, stream)])
        except KeyGoneError:
            shelf.drop(read)
            raise VersionTakenError from None
        except BaseException as error:
            self._let_go(read, error)
            raise
        entry = told.entry
        shelf.grown(story.after(entry), stream)
        own = told.command_id
        made: Recorded = _made(own, (entry.event,), positions[0], not _AGAIN)
        return made

    def _together(
        self,
        session: Session,
        attempts: Sequence[Attempt],
        first: UUID,
        only: UUID | None,
    ) -> Recorded:
        try:
            return self._recorded(session, attempts, first, only)
        finally:
            session.let_go()

    def _recorded(
        self,
        session: Session,
        attempts: Sequence[Attempt],
        first: UUID,
        only: UUID | None,
    ) -> Recorded:
        events: list[object] = []
        for index, attempt in enumerate(attempts):
            # the first that brings anything about has the first id: a resend finds it
            own = uuid5(first, f"command {index}") if session.pending else first
            events += session.tell(attempt, own, correlation=first)
        if not session.pending:
            self._look_again(session, first)
        positions = self.commit(session, only)
        made: Recorded = _made(
            first, tuple(events), positions[0] if positions else None, not _AGAIN
        )
        return made

    def _look_again(self, session: Session, command_id: UUID) -> None:
        """Make sure that "already so" does not rest on an old story, or on a resend."""
        if self.outcome(command_id) is not None:
            raise CommandTakenError
        if self.desk.shelf.is_behind(session.read):
            raise VersionTakenError


_made = maker(Recorded)
_AGAIN = True


def _appended(log: EventLog, appends: Sequence[Append]) -> list[int]:
    if not is_heard():
        return log.append(appends)
    with appending(log, len(appends)):
        return log.append(appends)


def _became(recorded: Recorded) -> str:
    if recorded.again:
        return "again"
    return "already" if recorded.position is None else "recorded"


def _told_with(command_id: UUID, later: Iterable[StoredEvent]) -> Iterator[StoredEvent]:
    """Yield the events that were told together with *command_id*, in one append."""
    return takewhile(lambda stored: correlation_of(stored) == command_id, later)
