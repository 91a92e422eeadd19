"""The log in a stream of a NATS cluster: each event on several servers before it is told.

No message of it is ever removed. The place in the stream is the position, and the order of
places that of commits. What is found beside events, the commands, the claims, who is
spoken of, are messages of the same stream, written in the same batch.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from itertools import takewhile
from uuid import UUID

import orjson

from casemgmt.errors import BusyError
from casemgmt.stores import (
    Append,
    Bucket,
    EventLog,
    Held,
    Holder,
    StoredEvent,
)

from .address import Address
from .kept import Done, Kept, done_of, event_of, holder_of, left_of, link_of, mentions_of
from .leases import Leases
from .line import Line
from .lookups import Lookups
from .moments import moment
from .paging import PAGE
from .recorder import StreamRecorder
from .said import LineError, Message
from .stream import migrate, opened
from .subjects import Subjects
from .unfit import deleted, lost, unled
from .writing import Writing

LATEST = 2**63 - 1
CLOSED_AT_ONCE = 8
"""Commands: who asks for so few asks what became of them; for many, what is to be sent."""
ASKED_OF_THE_LEADER = 64
"""Subjects: more are asked of whoever answers; an append finds out what they missed."""
LET_GO_TRIES = 10
CLAIM = "claim"
GONE = b"gone"
"""Stands where a stream spoke of somebody, and does no more."""


class NatsLog:
    """An ``EventLog`` on a cluster; shared between threads, processes and machines."""

    def __init__(self, address: str) -> None:
        self._address = Address.read(address)
        self._line = Line(self._address)
        try:
            self.epoch = opened(self._line, self._address)
        except BaseException:
            self._line.close()
            raise
        subjects, shown = Subjects(self._address.office), self._address.shown
        self._subjects, self._until = subjects, LATEST
        self._head: int | None = None
        self._lookups = Lookups(self._line, subjects, shown)
        self._writing = Writing(self._line, self._lookups, shown)
        self._leases = Leases(self._line, self._address)
        self.recorder = StreamRecorder(self._lookups, self._writing)

    @staticmethod
    def migrate(address: str) -> int:
        """Make the stream at *address* where there is none, and return its format."""
        line = Line(Address.read(address))
        try:
            return migrate(line, Address.read(address))
        finally:
            line.close()

    def append(self, batch: Sequence[Append]) -> list[int]:
        """Store *batch* in one transaction and return the positions, in its order."""
        if not batch:
            return []
        if batch[0].command_id is None:
            msg = "a batch begins with a command"
            raise ValueError(msg)
        return self._writing.append(batch)

    def read(self, stream: UUID, after: int = 0) -> list[StoredEvent]:
        """Return the events of *stream* beyond version *after*, in their order."""
        told = self._still(self._lookups.story(stream, after))
        found = [(event_of(self._subjects, kept), link_of(kept)) for kept in told]
        self._writing.links.note(found[-1:])
        return [event for event, _ in found]

    def scan(self, after: int, limit: int) -> list[StoredEvent]:
        """Return the next events beyond position *after*."""
        found: list[StoredEvent] = []
        while len(found) < limit and after < self._until:
            asked = min(limit - len(found), PAGE)
            page = self._lookups.pages.whole(self._subjects.events, after, asked)
            found += [event_of(self._subjects, kept) for kept in self._still(page)]
            if len(page) < asked:
                break
            after = page[-1].place
        return found

    def bucket(
        self, bucket: Bucket, until: int, names: Collection[str] | None = None
    ) -> Iterator[StoredEvent]:
        """Yield the events of a bucket up to position *until*, in the order of the log.

        A cluster knows no ranges of ids: the whole log is read, and the rest passed over.
        """
        for kept in self._lookups.pages.every(self._subjects.events):
            if kept.place > until:
                return
            event = event_of(self._subjects, kept)
            if event.stream in bucket and (names is None or event.name in names):
                yield event

    def head(self) -> int:
        """Return the position of the last event, 0 when there is none."""
        if self._head is not None:
            return self._head
        return self._lookups.head()

    def outcome(self, command_ids: Collection[UUID]) -> dict[UUID, StoredEvent]:
        """Return the event of each of these commands that was recorded.

        Of a few that are not there the places are closed: what was sent of them and has
        not arrived is refused when it does. Whoever sends one of them again says so, and
        is let in.
        """
        asked = dict.fromkeys(command_ids)
        done = self._done(list(asked))
        if self._until == LATEST and len(asked) <= CLOSED_AT_ONCE:
            missing = [one for one in asked if one not in done]
            found = {one: self._writing.closed(one) for one in missing}
            done |= {one: was for one, was in found.items() if was is not None}
        subjects = {
            self._subjects.event(one.stream, one.version): of for of, one in done.items()
        }
        events = self._look_up(list(subjects))
        return {subjects[at]: event_of(self._subjects, kept) for at, kept in events.items()}

    def unled(self) -> list[int]:
        """Return the places of events that are not the first of their command."""
        return unled(self._lookups)

    def holders(self, claims: Collection[bytes]) -> dict[bytes, Holder]:
        """Return who holds each of *claims* that is held."""
        subjects = {self._subjects.claim(claim): claim for claim in claims}
        found = self._look_up(list(subjects))
        held = {subjects[at]: holder_of(kept) for at, kept in found.items()}
        return {claim: holder for claim, holder in held.items() if holder is not None}

    def held(self, command_ids: Collection[UUID]) -> dict[UUID, list[bytes]]:
        """Return the claims of each of these commands that holds any."""
        asked = list(dict.fromkeys(command_ids))
        had = {one: list(done.claims) for one, done in self._done(asked).items()}
        left = {self._subjects.left(one): one for one in asked}
        for at, kept in self._look_up(list(left)).items():
            had.setdefault(left[at], []).extend(left_of(kept))
        holders = self.holders({claim for claims in had.values() for claim in claims})
        still = {
            one: [c for c in dict.fromkeys(claims) if _holds(holders.get(c), one)]
            for one, claims in had.items()
        }
        return {one: claims for one, claims in still.items() if claims}

    def mentioned(self, subject: UUID, kind: str) -> list[UUID]:
        """Return the streams that speak of *subject* as *kind*."""
        filtered = self._subjects.named(subject, kind, None)
        found = self._still(self._lookups.pages.every(filtered))
        last = {self._subjects.part(kept.subject, 3): kept.body for kept in found}
        return [UUID(hex=stream) for stream, body in last.items() if body != GONE]

    def mentions(self, stream: UUID, kind: str) -> list[UUID]:
        """Return the subjects that *stream* speaks of as *kind*."""
        told = (mentions_of(kept) for kept in self._still(self._lookups.story(stream, 0)))
        who = dict.fromkeys(who for said in told for who, k in said if k == kind)
        if kind != CLAIM:  # of anything else a story says nothing is ever let go of
            return list(who)
        at = {self._subjects.named(one, kind, stream): one for one in who}
        gone = {s for s, kept in self._look_up(list(at)).items() if kept.body == GONE}
        return [one for subject, one in at.items() if subject not in gone]

    def changed(self, after: int) -> list[UUID]:
        """Return the streams with events beyond position *after*."""
        found = self._still(self._lookups.pages.every(self._subjects.events, after))
        return list(dict.fromkeys(event_of(self._subjects, kept).stream for kept in found))

    def forget(self, streams: Collection[UUID]) -> None:
        """Let go of the claims of *streams*, and of what they said to have.

        Nothing is deleted on a cluster: it is said that they have it no more. Their keyed
        hashes stay in older messages, and say nothing to who has not the vault.
        """
        told = (event for stream in streams for event in self.read(stream))
        own = {command for event in told for command in _command_of(event)}
        held = self.held(own)
        for claim in {claim for claims in held.values() for claim in claims}:
            self._let_go_of(claim, own)
        said = {
            self._subjects.named(who, CLAIM, stream)
            for stream in streams
            for who in self.mentions(stream, CLAIM)
        }
        self._writing.say([Message(subject, GONE) for subject in said])

    def _let_go_of(self, claim: bytes, own: Collection[UUID]) -> None:
        """Free *claim*, if one of these commands holds it.

        Raises:
            BusyError: others take it and leave it again and again.

        """
        subject = self._subjects.claim(claim)
        for _ in range(LET_GO_TRIES):
            kept = self._lookups.last_of([subject]).get(subject)
            holder = holder_of(kept)
            if kept is None or holder is None or holder.command_id not in own:
                return
            if self._writing.said_after(Message(subject), kept.place):
                return
        code = "casemgmt_nats:cluster.same-again"
        raise BusyError.because(code, address=self._address.shown)

    def unfit(self) -> list[str]:
        """Return in words what does not fit in how the engine keeps the log."""
        return [*deleted(self._lookups), *lost(self._lookups)]

    @contextmanager
    def snapshot(self) -> Iterator[EventLog]:
        """Return the log as it stands at one moment, to be read while others write."""
        view = copy(self)
        view._head, view._until = moment(self._lookups, self._address.shown)  # noqa: SLF001 - its own kind
        yield view

    def lease(self, name: str) -> AbstractContextManager[Held]:
        """Hold *name*, which one at a time may hold, on whatever machine."""
        return self._leases.lease(name)

    def listening(self, woken: Callable[[], None]) -> Callable[[], None]:
        """Call *woken* when something may be new, until what is returned is called."""
        try:
            return self._lookups.listening(woken)
        except LineError as error:
            raise self._lookups.busy(error) from None

    def close(self) -> None:
        """Let go of the connection."""
        self._line.close()

    def _still(self, found: Iterable[Kept]) -> Iterator[Kept]:
        """Yield what was there at the moment of a snapshot; everything, without one."""
        return takewhile(lambda kept: kept.place <= self._until, found)

    def _look_up(self, subjects: Sequence[str]) -> dict[str, Kept]:
        """Return what stands last at each of *subjects*, or stood at a moment."""
        if self._until != LATEST:
            return self._lookups.last_of(subjects, until=max(self._until, 1))
        if len(subjects) > ASKED_OF_THE_LEADER:
            return self._lookups.told_of(subjects)
        return self._lookups.last_of(subjects)

    def _done(self, command_ids: Sequence[UUID]) -> dict[UUID, Done]:
        """Return what each of these commands brought about that was recorded."""
        subjects = {self._subjects.command(one): one for one in command_ids}
        found = self._look_up(list(subjects)).items()
        done = {subjects[at]: done_of(kept) for at, kept in found}
        return {one: was for one, was in done.items() if was is not None}


def _holds(holder: Holder | None, command_id: UUID) -> bool:
    return holder is not None and holder.command_id == command_id


def _command_of(event: StoredEvent) -> list[UUID]:
    """Return the command that told *event*; nothing where it was damaged."""
    try:
        return [UUID(orjson.loads(event.state)["c"])]
    except (AttributeError, LookupError, TypeError, ValueError):
        return []
