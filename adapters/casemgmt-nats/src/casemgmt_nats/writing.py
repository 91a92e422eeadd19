"""Appending: one atomic batch, refused whole when anything of it is taken.

Each message says what it expects to stand at its subject: nothing for an event and for a
command, what was read for a claim. When no answer comes the place of the command is closed
by an empty message: then what was sent is not there and can never be, however late it
arrives; or it is there, and the closing is refused. Only where neither can be done the
outcome is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import uniform
from secrets import token_hex
from time import monotonic, sleep
from uuid import UUID

from attrs import define, field

from casemgmt.errors import BusyError, ConfigurationError, OutcomeUnknownError
from casemgmt.stores import Append, CommandTakenError, StoryLink, VersionTakenError

from .batches import ANYTHING, EVERY, EXPECTED, Written, as_batch
from .claiming import settled
from .kept import Done, as_done, as_event, done_of
from .line import (
    Line,
    LineError,
    Message,
    NobodyThereError,
    UnansweredError,
    UnreachableError,
)
from .linking import Links
from .lookups import Lookups
from .server import BATCH_TOO_LARGE, TAKEN, SaidNoError, answer
from .subjects import Subjects

PATIENCE = 15.0
"""Seconds in which a cluster that works chooses another leader, and more."""
ANSWERED_WITHIN = 4.0
TRIES = 3
_ID, SENT = "Nats-Msg-Id", "Sent"


@define
class _Sending:
    """A batch on its way.

    Attributes:
        batch: What is to be stored.
        links: The link of each event, once they are known.
        closed: For each command that was found closed, the place where it was.
        unclear: Whether something was sent whose end is not known.
        lost: How often that was so.
        mark: What only this batch bears, however often it is sent.

    """

    batch: Sequence[Append]
    until: float
    closed: dict[UUID, int] = field(factory=dict)
    links: list[StoryLink] = field(factory=list)
    unclear: bool = False
    lost: int = 0
    mark: str = field(factory=lambda: token_hex(8))

    @property
    def own(self) -> UUID | None:
        """The command under which all of it stands or falls."""
        return self.batch[0].command_id


class Writing:
    """Appends to a stream."""

    def __init__(self, line: Line, lookups: Lookups, shown: str) -> None:
        self._line, self._lookups, self._shown = line, lookups, shown
        self._subjects: Subjects = lookups.subjects
        self.links = Links(lookups)
        self.patience = PATIENCE

    def append(self, batch: Sequence[Append]) -> list[int]:
        """Store *batch* whole and return the places of its events.

        Raises:
            VersionTakenError: a version is taken; nothing was stored.
            CommandTakenError: a command id was met before; nothing was stored.
            ClaimTakenError: a claim is held; nothing was stored.
            BusyError: the cluster could not take it; nothing was stored.
            OutcomeUnknownError: the reply was lost, and nobody can say.

        """
        _refuse_twice(batch)
        sending = _Sending(batch, monotonic() + self.patience)
        while True:
            try:
                return self._tried(sending)
            except SaidNoError as error:
                if error.code not in TAKEN:
                    raise self._refused(error) from None
                there = self._who_was_first(sending)
            except UnansweredError as error:
                there = self._settle(sending, error)
            except (NobodyThereError, UnreachableError) as error:
                there = self._wait(sending, error)
            except LineError as error:
                raise self._lookups.busy(error, "written") from None
            except BusyError:
                if sending.unclear and sending.own is not None:
                    raise OutcomeUnknownError(sending.own) from None
                raise
            if there:
                return there

    def closed(self, command_id: UUID) -> Done | None:
        """Close the place of a command; or return what it brought about, if it did.

        A place that was closed before is closed anew: whoever closed it may have sent the
        command again, and what was sent then may still be on its way.

        Raises:
            BusyError: nobody can say.

        """
        subject = self._subjects.command(command_id)
        until = monotonic() + self.patience
        while True:
            kept = self._lookups.last_of([subject]).get(subject)
            done = done_of(kept)
            if done is not None:
                return done
            try:
                place = 0 if kept is None else kept.place
                if self._closed_place(command_id, place) is not None:
                    return None
                why = BusyError("it is just being written")
            except (LineError, SaidNoError) as error:
                why = self._lookups.busy(error)
            if monotonic() > until:
                raise why
            sleep(uniform(0.01, 0.05))  # noqa: S311 - who waits how long is no secret

    def say(self, messages: Sequence[Message]) -> None:
        """Write *messages* one after the other, each whatever stood at its subject.

        Raises:
            BusyError: the cluster could not take one of them.

        """
        try:
            for message in messages:
                answer(self._line.ask(message, ANSWERED_WITHIN))
        except (LineError, SaidNoError) as error:
            raise self._lookups.busy(error, "written") from None

    def said_after(self, message: Message, place: int) -> bool:
        """Write *message* where what stands at *place* still is the last; return whether.

        Raises:
            BusyError: the cluster could not take it, or nobody can say.

        """
        headers = {**message.headers, EXPECTED: str(place)}
        try:
            answer(
                self._line.ask(
                    Message(message.subject, message.body, headers), ANSWERED_WITHIN
                )
            )
        except SaidNoError as error:
            if error.code in TAKEN:
                return False
            raise self._lookups.busy(error, "written") from None
        except LineError as error:
            raise self._lookups.busy(error, "written") from None
        return True

    def _tried(self, sending: _Sending) -> list[int]:
        written = self._written(sending)
        messages = as_batch(written)
        reply = self._line.send(messages, EVERY, ANSWERED_WITHIN)
        last = int(answer(reply)["seq"])
        first = last - len(messages) + 1
        told = (append.event for append in sending.batch)
        self.links.note(zip(told, sending.links, strict=True))
        events = self._subjects.event_prefix
        return [
            first + rank
            for rank, (message, _) in enumerate(written)
            if message.subject.startswith(events)
        ]

    def _written(self, sending: _Sending) -> list[Written]:
        """Return all that goes into the batch, each event with its command beside it."""
        found: list[Written] = []
        sending.links = sending.links or self.links.of(sending.batch)
        for append, link in zip(sending.batch, sending.links, strict=True):
            found.append((as_event(self._subjects, append, link), 0))
            if append.command_id is not None:
                place = sending.closed.get(append.command_id, 0)
                found.append(
                    (self._command(append, append.command_id, place, sending.mark), place)
                )
        found += [(message, ANYTHING) for message in self._naming(sending.batch)]
        return found + settled(sending.batch, self._lookups)

    def _command(self, append: Append, command_id: UUID, place: int, mark: str) -> Message:
        told = {_ID: f"{command_id.hex}.{place}", SENT: mark}
        return Message(self._subjects.command(command_id), as_done(append), told)

    def _naming(self, batch: Sequence[Append]) -> Iterable[Message]:
        told = (
            self._subjects.named(who, kind, append.event.stream)
            for append in batch
            for who, kind in append.mentions
        )
        return (Message(subject) for subject in dict.fromkeys(told))

    def _who_was_first(self, sending: _Sending) -> list[int]:
        """Find out what is taken; nothing to say where it may be tried again.

        Raises:
            CommandTakenError: a command; unless it is this very batch, sent before.
            VersionTakenError: a version.

        """
        try:
            there = self._there(sending)
            if there:
                return there
            self._raise_what_is_taken(sending)
        except BusyError:
            if sending.unclear and sending.own is not None:
                raise OutcomeUnknownError(sending.own) from None
            raise
        if monotonic() > sending.until:
            raise BusyError(f"{self._shown}: others write the same again and again")
        sleep(uniform(0.001, 0.01))  # noqa: S311 - who waits how long is no secret
        return []

    def _raise_what_is_taken(self, sending: _Sending) -> None:
        ids = [a.command_id for a in sending.batch if a.command_id is not None]
        commands = {self._subjects.command(one): one for one in ids}
        for subject, kept in self._lookups.last_of(list(commands)).items():
            if done_of(kept) is not None:
                raise CommandTakenError
            sending.closed[commands[subject]] = kept.place
        events = [
            self._subjects.event(a.event.stream, a.event.version) for a in sending.batch
        ]
        if self._lookups.last_of(events):
            raise VersionTakenError

    def _there(self, sending: _Sending) -> list[int]:
        """Return where *batch* is, if it is there: its own mark says so, not what it holds.

        A server that was in trouble may have refused what it had stored before.
        """
        if sending.own is None:
            return []
        subject = self._subjects.command(sending.own)
        kept = self._lookups.last_of([subject]).get(subject)
        if kept is None or kept.headers.get(SENT) != sending.mark:
            return []
        sending.unclear = True  # it is there: nobody says now that it is not
        at = [self._subjects.event(a.event.stream, a.event.version) for a in sending.batch]
        found = self._lookups.last_of(at)
        return [found[one].place for one in at] if len(found) == len(at) else []

    def _settle(self, sending: _Sending, error: LineError) -> list[int]:
        """Make sure that *batch* is there, or that it never will be.

        Raises:
            OutcomeUnknownError: it cannot be found out now.

        """
        sending.unclear = True
        own = sending.own
        if own is None:
            raise self._lookups.busy(error, "written")
        until = monotonic() + self.patience
        while monotonic() < until:
            try:
                there = self._there(sending)
                if there:
                    return there
                place = self._closed_place(own, sending.closed.get(own, 0))
            except (LineError, BusyError, SaidNoError):
                sleep(uniform(0.05, 0.2))  # noqa: S311 - who waits how long is no secret
                continue
            if place is not None:
                sending.closed[own], sending.unclear = place, False
                return self._again(sending)
            if self._stands(own) != sending.closed.get(own, 0):
                return self._who_was_first(sending)
            sleep(uniform(0.001, 0.01))  # noqa: S311 - who waits how long is no secret
        raise OutcomeUnknownError(own)

    def _stands(self, command_id: UUID) -> int:
        """Return the place of what stands last where a command has its place."""
        subject = self._subjects.command(command_id)
        try:
            kept = self._lookups.last_of([subject]).get(subject)
        except BusyError:
            return 0
        return 0 if kept is None else kept.place

    def _again(self, sending: _Sending) -> list[int]:
        """Send it once more: the cluster works, it has just closed a place."""
        sending.lost += 1
        if sending.lost == TRIES:
            raise BusyError(f"{self._shown}: the connection was lost again and again")
        sending.until = max(sending.until, monotonic() + ANSWERED_WITHIN)
        return []

    def _closed_place(self, command_id: UUID, place: int) -> int | None:
        """Close the place of a command, and return where; None where it is taken."""
        headers = {EXPECTED: str(place)}
        closing = Message(self._subjects.command(command_id), b"", headers)
        try:
            return int(answer(self._line.ask(closing, ANSWERED_WITHIN))["seq"])
        except SaidNoError as error:
            if error.code in TAKEN:
                return None
            raise

    def _wait(self, sending: _Sending, error: LineError) -> list[int]:
        """Wait a moment for another leader; nothing of what was sent can be there.

        Raises:
            BusyError: none was chosen in time.

        """
        if monotonic() > sending.until:
            raise self._lookups.busy(error, "written") from None
        sleep(uniform(0.05, 0.2))  # noqa: S311 - who waits how long is no secret
        return []

    def _refused(self, error: SaidNoError) -> Exception:
        if error.code == BATCH_TOO_LARGE:
            why = "jetstream limits batch max_msgs is too low for what is written at once"
            return ConfigurationError(f"{self._shown}: {why}")
        return self._lookups.busy(error, "written")


def _refuse_twice(batch: Sequence[Append]) -> None:
    ids = [append.command_id for append in batch if append.command_id is not None]
    if len(set(ids)) < len(ids):
        raise CommandTakenError
    versions = [(append.event.stream, append.event.version) for append in batch]
    if len(set(versions)) < len(versions):
        raise VersionTakenError
