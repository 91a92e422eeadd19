"""A read model built in parts: each of whole stories, by whoever is there to do it.

A story belongs to a bucket by its random id alone, the same on every machine and every
engine. A worker - a thread, a process, a machine - opens the log itself, reads one bucket
of it up to the place where the log stood at the start, and gives it to the adapter's
``part``. What comes back is gathered in the order of the buckets, in one transaction with
the position: the result is that of one process, to the last byte.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager
from typing import Any, overload

from attrs import define, frozen

from casemgmt.errors import RetryableError
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.codec import UPCASTERS
from casemgmt.recording.port import Bucket, EventLog, StoredEvent

from .adapter import AdapterApiError, Divisible, Position
from .reading import Reading

FEWEST = 4
"""Buckets of a log, however small, so that there is work for several."""
EVENTS_AT_ONCE = 400_000
EVENTS_AT_ONCE_OF_MANY = 100_000
"""Events of the log for each bucket: what a worker has at hand. Up to eight buckets each is
found by reading the whole log, which is worth it for few and large ones."""
BY_READING_ALL = 8
AHEAD = 2
"""Parts for each worker that are ready, or on their way, before they are gathered."""
WORKERS = 8
"""Where an executor does not say how many it has."""

Opened = tuple[EventLog, Reading]
Open = Callable[[], AbstractContextManager[Opened]]
"""Opens the log to be read, in whichever process it is called."""


class WorkerLostError(RetryableError):
    """A worker ended before its part was done: nothing was changed, run it again."""


class Stories(Sequence[RecordedEvent]):
    """The events of a bucket, each read when it is looked at."""

    def __init__(self, reading: Reading, stored: Sequence[StoredEvent]) -> None:
        self._reading = reading
        self._stored = stored

    def __len__(self) -> int:
        return len(self._stored)

    def __iter__(self) -> Iterator[RecordedEvent]:
        return self._reading.events(self._stored)

    @overload
    def __getitem__(self, at: int) -> RecordedEvent: ...

    @overload
    def __getitem__(self, at: slice) -> Stories: ...

    def __getitem__(self, at: int | slice) -> RecordedEvent | Stories:
        if isinstance(at, slice):
            return Stories(self._reading, self._stored[at])
        return self._reading.event(self._stored[at])


@frozen
class Share:
    """What one worker does at a time. It can be sent to another process.

    Attributes:
        bucket: Which stories.
        until: Where the log stood at the start.
        names: The stored names that are read; all, where there are none.
        part: What is made of them: the adapter's own.

    """

    bucket: Bucket
    until: Position
    names: frozenset[str] | None
    part: Callable[[Sequence[RecordedEvent]], Any]

    def done(self, log: EventLog, reading: Reading) -> tuple[int, Any]:
        """Return how many events there were, and the adapter's part of them."""
        found = [*log.bucket(self.bucket, self.until.number, self.names)]
        return len(found), self.part(Stories(reading, found))

    def done_apart(self, opens: Open) -> tuple[int, Any]:
        """Return the same from wherever this runs: the log is opened for it.

        Raises:
            WorkerLostError: another log is there now.

        """
        with opens() as (log, reading):
            if log.epoch != self.until.epoch:
                msg = "the log is another one than when this began: run it again"
                raise WorkerLostError(msg)
            return self.done(log, reading)


@define
class Dividing:
    """Builds one divisible read model.

    Attributes:
        log: What it follows.
        reading: How its events are read here.
        executor: Who does the parts; this very thread, where there is none.
        opens: How a worker opens the log; None where only this process has it.
        events: How many events were read so far.

    """

    log: EventLog
    reading: Reading
    executor: Executor | None = None
    opens: Open | None = None
    events: int = 0

    def build(self, adapter: Divisible) -> Position:
        """Build the read model of *adapter* up to the head of the log, and say how far.

        Raises:
            AdapterApiError: its parts cannot be sent to another process.
            WorkerLostError: a worker ended; what was kept before is untouched.

        """
        until = Position(self.log.epoch, self.log.head())
        shares = self._shares(adapter, until)
        adapter.gather(self._parts(shares), until)
        return until

    def _shares(self, adapter: Divisible, until: Position) -> list[Share]:
        names: Collection[str] | None = getattr(adapter, "events", None)
        read = None if names is None else frozenset(names) | UPCASTERS.keys()
        buckets = Bucket.divided(buckets_of(until.number))
        return [Share(bucket, until, read, adapter.part) for bucket in buckets]

    def _parts(self, shares: Sequence[Share]) -> Iterator[Any]:
        for events, part in self._done(shares):
            self.events += events
            yield part

    def _done(self, shares: Sequence[Share]) -> Iterator[tuple[int, Any]]:
        if self.executor is None or self.opens is None:
            return (share.done(self.log, self.reading) for share in shares)
        _refuse_what_cannot_be_sent(shares[0])
        opens = self.opens
        return in_order(self.executor, ((share.done_apart, opens) for share in shares))


def buckets_of(events: int) -> int:
    """Return into how many buckets a log of so many events is divided."""
    few = FEWEST
    while few <= BY_READING_ALL:
        if events <= few * EVENTS_AT_ONCE:
            return few
        few *= 2
    return -(-events // EVENTS_AT_ONCE_OF_MANY)


def in_order(
    executor: Executor, tasks: Iterable[tuple[Callable[[Any], Any], Any]]
) -> Iterator[Any]:
    """Yield what comes of *tasks*, in their order; only a few are done ahead of it.

    Raises:
        WorkerLostError: a worker ended.

    """
    ahead = AHEAD * int(getattr(executor, "_max_workers", WORKERS))
    waiting: deque[Future[Any]] = deque()
    try:
        for work, of in tasks:
            waiting.append(executor.submit(work, of))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor:
        msg = "a worker ended before its part was done: nothing was changed, run it again"
        raise WorkerLostError(msg) from None
    finally:
        for future in waiting:
            future.cancel()


def _refuse_what_cannot_be_sent(share: Share) -> None:
    try:
        pickle.dumps(share)
    except Exception as error:  # noqa: BLE001 - whatever it is that cannot be sent
        msg = (
            "the adapter's part cannot be sent to another process"
            f" ({type(error).__name__}): make it a static method"
        )
        raise AdapterApiError(msg) from None
