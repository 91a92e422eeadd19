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
from time import monotonic, sleep
from uuid import UUID

from casemgmt.errors import BusyError, ConfigurationError, OutcomeUnknownError
from casemgmt.stores import Append

from .batches import ANYTHING, EVERY, EXPECTED, Written, as_batch
from .claiming import settled
from .closing import ANSWERED_WITHIN, Closing
from .kept import Done, as_done, as_event
from .line import Line
from .linking import Links
from .lookups import NOT_WRITTEN, Lookups
from .said import LineError, Message, NobodyThereError, UnansweredError, UnreachableError
from .sending import ID, SENT, Sending, refuse_twice
from .server import BATCH_TOO_LARGE, TAKEN, SaidNoError, answer
from .subjects import Subjects
from .taken import Taken

PATIENCE = 15.0
"""Seconds in which a cluster that works chooses another leader, and more."""
TRIES = 3


class Writing:
    """Appends to a stream."""

    def __init__(self, line: Line, lookups: Lookups, shown: str) -> None:
        self._line, self._lookups, self._shown = line, lookups, shown
        self._subjects: Subjects = lookups.subjects
        self._closing, self._taken = Closing(line, lookups), Taken(lookups, shown)
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
        refuse_twice(batch)
        sending = Sending(batch, monotonic() + self.patience)
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
                raise self._lookups.busy(error, NOT_WRITTEN) from None
            except BusyError:
                if sending.unclear and sending.own is not None:
                    raise OutcomeUnknownError(sending.own) from None
                raise
            if there:
                return there

    def closed(self, command_id: UUID) -> Done | None:
        """Close the place of a command; or return what it brought about, if it did.

        Raises:
            BusyError: nobody can say.

        """
        return self._closing.settled(command_id, self.patience)

    def say(self, messages: Sequence[Message]) -> None:
        """Write *messages* one after the other, each whatever stood at its subject.

        Raises:
            BusyError: the cluster could not take one of them.

        """
        try:
            for message in messages:
                answer(self._line.ask(message, ANSWERED_WITHIN))
        except (LineError, SaidNoError) as error:
            raise self._lookups.busy(error, NOT_WRITTEN) from None

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
            raise self._lookups.busy(error, NOT_WRITTEN) from None
        except LineError as error:
            raise self._lookups.busy(error, NOT_WRITTEN) from None
        return True

    def _tried(self, sending: Sending) -> list[int]:
        written = self._written(sending)
        messages = as_batch(written)
        reply = self._line.send(messages, EVERY, ANSWERED_WITHIN)
        last = int(answer(reply)["seq"])
        self._lookups.is_led()
        first = last - len(messages) + 1
        told = (append.event for append in sending.batch)
        self.links.note(zip(told, sending.links, strict=True))
        events = self._subjects.event_prefix
        return [
            first + rank
            for rank, (message, _) in enumerate(written)
            if message.subject.startswith(events)
        ]

    def _written(self, sending: Sending) -> list[Written]:
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
        told = {ID: f"{command_id.hex}.{place}", SENT: mark}
        return Message(self._subjects.command(command_id), as_done(append), told)

    def _naming(self, batch: Sequence[Append]) -> Iterable[Message]:
        told = (
            self._subjects.named(who, kind, append.event.stream)
            for append in batch
            for who, kind in append.mentions
        )
        return (Message(subject) for subject in dict.fromkeys(told))

    def _who_was_first(self, sending: Sending) -> list[int]:
        """Find out what is taken, and by whom; nothing to say where it may be tried again.

        Raises:
            CommandTakenError: a command; unless it is this very batch, sent before.
            VersionTakenError: a version.
            OutcomeUnknownError: the batch may be there, and nobody can say.
            BusyError: others were first again and again; nothing was stored.

        """
        try:
            there = self._taken.judged(sending)
        except BusyError:
            if sending.own is None:
                raise
            raise OutcomeUnknownError(sending.own) from None
        if not there and monotonic() > sending.until:
            raise BusyError.because("casemgmt_nats:cluster.same-again", address=self._shown)
        if not there:
            sleep(uniform(0.001, 0.01))  # noqa: S311 - who waits how long is no secret
        return there

    def _settle(self, sending: Sending, error: LineError) -> list[int]:
        """Make sure that *batch* is there, or that it never will be.

        Raises:
            OutcomeUnknownError: it cannot be found out now.

        """
        sending.unclear = True
        own = sending.own
        if own is None:
            raise self._lookups.busy(error, NOT_WRITTEN)
        until = monotonic() + self.patience
        while monotonic() < until:
            try:
                there = self._taken.there(sending)
                if there:
                    return there
                place = self._closing.after(own, sending.closed.get(own, 0))
            except (LineError, BusyError, SaidNoError):
                sleep(uniform(0.05, 0.2))  # noqa: S311 - who waits how long is no secret
                continue
            if place is not None:
                sending.closed[own], sending.unclear = place, False
                return self._again(sending)
            if self._closing.stands(own) != sending.closed.get(own, 0):
                return self._who_was_first(sending)
            sleep(uniform(0.001, 0.01))  # noqa: S311 - who waits how long is no secret
        raise OutcomeUnknownError(own)

    def _again(self, sending: Sending) -> list[int]:
        """Send it once more: the cluster works, it has just closed a place."""
        sending.lost += 1
        if sending.lost == TRIES:
            raise BusyError.because("casemgmt_nats:cluster.lost-again", address=self._shown)
        sending.until = max(sending.until, monotonic() + ANSWERED_WITHIN)
        return []

    def _wait(self, sending: Sending, error: LineError) -> list[int]:
        """Wait a moment for another leader; nothing of what was sent can be there.

        Raises:
            BusyError: none was chosen in time.

        """
        if monotonic() > sending.until:
            raise self._lookups.busy(error, NOT_WRITTEN) from None
        sleep(uniform(0.05, 0.2))  # noqa: S311 - who waits how long is no secret
        return []

    def _refused(self, error: SaidNoError) -> Exception:
        if error.code == BATCH_TOO_LARGE:
            return ConfigurationError.because(
                "casemgmt_nats:cluster.small-batches", address=self._shown
            )
        return self._lookups.busy(error, NOT_WRITTEN)
