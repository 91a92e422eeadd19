"""The port of an engine: append, read, scan, head, outcome. Nothing above it knows SQL.

Its promises are tests to inherit: ``casemgmt.testing.StoreContract``. An engine whose
tables are made beforehand has a static ``migrate(address) -> int``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import pairwise
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from attrs import field, frozen

LINK = "link"
NAMED = "named"
CLAIM = "claim"
"""Not of a subject but of what may be once in the store: who ever said to have it."""
_ID_BITS = 128
MENTIONS = (LINK, NAMED, CLAIM)
Row = tuple[Any, Any, Any, Any, Any]
"""Place, story, rank, name and state of an event as it lies there, not looked at yet."""
Held = Callable[[], None]
"""Says nothing while a lease is held, and raises ``BusyError`` once it was lost."""


@frozen
class StoredEvent:
    """One event as an engine keeps it.

    Attributes:
        stream: The random id of whose story it is.
        version: Its rank in the stream, from 1, without gaps.
        name: Its stored name, such as ``kit-delivered.1``; any text without a NUL.
        state: Envelope and sealed payload, as canonical JSON.
        position: Its place in the log, from 1; it may have gaps. Zero before it is stored.
            An event that has one is appended at this place, if the engine can.
        link: Its link in the chain of the log's proof, None where the engine keeps none; a
            ``StoryLink`` where the chain is that of its story.

    """

    stream: UUID
    version: int
    name: str
    state: bytes = field(repr=False)
    position: int = 0
    link: bytes | None = field(default=None, repr=False, eq=False)


class StoryLink(bytes):
    """A link over the one of the event before it in its own story, not in the log."""


@frozen
class Bucket:
    """A part of all stories: those whose random ids lie from *first* to *last*.

    The ids are random, so that buckets of the same width hold about as many stories each,
    the same ones on every machine and every engine.
    """

    first: UUID
    last: UUID

    @classmethod
    def divided(cls, number: int) -> tuple[Bucket, ...]:
        """Return *number* buckets in which every story is once."""
        borders = [(rank << _ID_BITS) // number for rank in range(number + 1)]
        return tuple(
            cls(UUID(int=first), UUID(int=after - 1)) for first, after in pairwise(borders)
        )

    @property
    def share(self) -> float:
        """Which part of all stories lies in it."""
        return float((self.last.int - self.first.int + 1) / (1 << _ID_BITS))

    @property
    def is_lowest(self) -> bool:
        """Whether no id lies below it."""
        return self.first.int == 0

    @property
    def is_highest(self) -> bool:
        """Whether no id lies beyond it."""
        return self.last.int == (1 << _ID_BITS) - 1

    def __contains__(self, stream: UUID) -> bool:
        return self.first.bytes <= stream.bytes <= self.last.bytes


@frozen
class Holder:
    """Who holds a claim."""

    stream: UUID
    command_id: UUID


@frozen
class Append:
    """One event to be stored, and what is stored with it or not at all.

    Attributes:
        event: The event; its version is the one expected to be free.
        command_id: The command that brings it about, None for a second event of one.
        claims: What only one command in the store may hold: refused when taken.
        releases: The command whose claims end; they end before the others are taken.
        reclaims: Claims an amendment leaves to another command: taken where they are free.
        mentions: Other subjects it speaks of, each as ``link`` or ``named``; what it says
            to have, as ``claim``.

    """

    event: StoredEvent
    command_id: UUID | None
    claims: tuple[bytes, ...] = ()
    releases: UUID | None = None
    reclaims: tuple[tuple[bytes, Holder], ...] = ()
    mentions: tuple[tuple[UUID, str], ...] = ()


class VersionTakenError(Exception):
    """Somebody else appended to one of the streams first."""


class CommandTakenError(Exception):
    """One of the command ids was recorded before."""


class ClaimTakenError(Exception):
    """One of the claims is held."""


@runtime_checkable
class TakesMany(Protocol):
    """An engine that may be told that many large batches follow each other."""

    def many(self) -> AbstractContextManager[None]:
        """Return what surrounds them."""


class EventLog(Protocol):
    """What every engine does. An append is durable when it returns, whole or not at all.

    One that takes more than a thousand events in one append may say how many, in
    ``events_at_once``: a large file is recorded in so many at a time. One that is to be
    told that many such follow each other has ``many()``, a context.
    """

    epoch: str

    def append(self, batch: Sequence[Append]) -> list[int]:
        """Store *batch* in one transaction and return the positions, in its order.

        A batch begins with a command. What is taken in several ways may be said in any.

        Raises:
            VersionTakenError: a version is taken; nothing was stored.
            CommandTakenError: a command id was met before; nothing was stored.
            ClaimTakenError: a claim is held; nothing was stored.
            BusyError: the engine could not take the batch; nothing was stored.
            OutcomeUnknownError: the reply was lost.

        """

    def read(self, stream: UUID, after: int = 0) -> list[StoredEvent]:
        """Return the events of *stream* beyond version *after*, in their order."""

    def scan(self, after: int, limit: int) -> list[StoredEvent]:
        """Return the next events beyond position *after*."""

    def bucket(
        self, bucket: Bucket, until: int, names: Collection[str] | None = None
    ) -> Iterable[StoredEvent]:
        """Yield the events of a bucket up to position *until*, in the order of the log.

        Those of *names* alone, where names are given, and without their links. What was
        damaged belongs to one of the buckets into which a log is divided too. They come as
        they are found: however many they are, few of them are at hand.
        """

    def head(self) -> int:
        """Return the position of the last event, 0 when there is none."""

    def outcome(self, command_ids: Collection[UUID]) -> dict[UUID, StoredEvent]:
        """Return the event of each of these commands that was recorded.

        One that is not there was not recorded by anybody who is gone.
        """

    def unled(self) -> list[int]:
        """Return the places of events that are not the first of their command.

        So says the index of commands: the first has its id, and stands where it says.
        """

    def holders(self, claims: Collection[bytes]) -> dict[bytes, Holder]:
        """Return who holds each of *claims* that is held."""

    def held(self, command_ids: Collection[UUID]) -> dict[UUID, list[bytes]]:
        """Return the claims of each of these commands that holds any."""

    def mentioned(self, subject: UUID, kind: str) -> list[UUID]:
        """Return the streams that speak of *subject* as *kind*."""

    def mentions(self, stream: UUID, kind: str) -> list[UUID]:
        """Return the subjects that *stream* speaks of as *kind*."""

    def changed(self, after: int) -> Iterable[UUID]:
        """Return the streams with events beyond position *after*."""

    def forget(self, streams: Collection[UUID]) -> None:
        """Let go of what *streams* have in the store beside their events, for good.

        Their claims are free, and nobody finds them by what they said to have. The events
        stay, and who is linked to whom. Nothing of it is left in the engine's own files.

        Raises:
            BusyError: it is gone from the log, and others who read keep its bytes from
                being written over: it is to be called again.

        """

    def unfit(self) -> list[str]:
        """Return in words what does not fit in how the engine keeps the log."""

    def snapshot(self) -> AbstractContextManager[EventLog]:
        """Return the log as it stands at one moment, to be read while others write."""

    def lease(self, name: str) -> AbstractContextManager[Held]:
        """Hold *name*, which one at a time may hold, whoever shares the log.

        It ends with the block, and with the process of its holder, however that ends.

        Raises:
            BusyError: somebody else holds it.

        """

    def close(self) -> None:
        """Let go of the engine."""


@runtime_checkable
class Hinting(Protocol):
    """A log that says when something may be new, so that nobody has to look often."""

    def listening(self, woken: Callable[[], None]) -> Callable[[], None]:
        """Call *woken* at each hint, until what is returned is called.

        A hint may come too early, for nothing, or never: who is woken looks, and looks now
        and then without. *woken* must not wait.

        Raises:
            BusyError: nobody can be listened to just now.

        """


@runtime_checkable
class GivesRows(Protocol):
    """What an engine may do beside: nothing is made yet of what is only read through."""

    def bucket_rows(
        self, bucket: Bucket, until: int, names: Collection[str] | None = None
    ) -> Iterator[Sequence[Row]]:
        """Yield what ``EventLog.bucket`` does as it lies there, some rows at a time."""

    def of_row(self, row: Row) -> StoredEvent:
        """Return *row* as an event; of a damaged one what can be read of it."""
