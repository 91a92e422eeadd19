"""A read model built in parts: each of whole stories, by whoever is there to do it.

A story belongs to a bucket by its random id alone, the same on every machine and every
engine. A worker - a thread, a process, a machine - opens the log itself, reads one bucket
of it up to the place where the log stood at the start, and gives it to the adapter's
``part``. What comes back is gathered in the order of the buckets, in one transaction with
the position: the result is that of one process, to the last byte.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from itertools import chain
from typing import Any, overload

from attrs import define, frozen

from casemgmt.errors import RepairNeededError
from casemgmt.locale import sentence
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.port import Bucket, EventLog, Row

from .adapter import AdapterApiError, Divisible, Position
from .reading import Reading, pages
from .workers import WorkerLostError, in_order, workers_of

FEWEST = 2
"""Buckets of a log, however small; as many as there are workers, if they are more. For each
of them the log is read through again.
"""
EVENTS_A_PART = 100_000
"""Events of the log for each part, where an adapter does not say how many it takes."""

Opened = tuple[EventLog, Reading]
Open = Callable[[], AbstractContextManager[Opened]]
"""Opens the log to be read, in whichever process it is called."""


class PartError(RepairNeededError):
    """An adapter cannot build a part; built without workers, its event is named."""

    def __init__(self, error: str, projection: str) -> None:
        self.error, self.projection = error, projection
        super().__init__(self.sentence())

    def sentence(self, language: str = "en") -> str:
        """Return what is wrong, in ``ar``, ``fr`` or ``en``."""
        of, error = self.projection, self.error
        return sentence("projection.part-failed", language, projection=of, error=error)


class Stories(Sequence[RecordedEvent]):
    """The events of a bucket, read from the log whenever they are gone through.

    None stays at hand but for whoever keeps it: gone through once, they take no room.
    """

    def __init__(self, reading: Reading, log: EventLog, bucket: Bucket, until: int) -> None:
        self._reading = reading
        self._asked = log, bucket, until, reading.names
        self._length: int | None = None

    def __iter__(self) -> Iterator[RecordedEvent]:
        found, of_row = pages(*self._asked)
        return self._reading.in_rows(chain.from_iterable(self._counted(found)), of_row)

    def _counted(self, found: Iterable[Sequence[Row]]) -> Iterator[Sequence[Row]]:
        length = 0
        for rows in found:
            length += len(rows)
            yield rows
        self._length = length

    def __len__(self) -> int:
        if self._length is None:
            self._length = sum(map(len, pages(*self._asked)[0]))
        return self._length

    @cached_property
    def _all(self) -> tuple[RecordedEvent, ...]:
        return tuple(self)

    @overload
    def __getitem__(self, at: int) -> RecordedEvent: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[RecordedEvent, ...]: ...

    def __getitem__(self, at: int | slice) -> RecordedEvent | tuple[RecordedEvent, ...]:
        return self._all[at]


@frozen
class Share:
    """What one worker does at a time. It can be sent to another process.

    Attributes:
        bucket: Which stories.
        until: Where the log stood at the start.
        part: What is made of them: the adapter's own.

    """

    bucket: Bucket
    until: Position
    part: Callable[[Sequence[RecordedEvent]], Any]

    def done(self, log: EventLog, reading: Reading) -> tuple[int, Any]:
        """Return how many events there were, and the adapter's part of them."""
        stories = Stories(reading, log, self.bucket, self.until.number)
        with _without_garbage_collection():
            part = self.part(stories)
        return len(stories), part

    def done_apart(self, opens: Open) -> tuple[int, Any]:
        """Return the same from wherever this runs: the log is opened for it.

        Raises:
            WorkerLostError: another log is there now.

        """
        with opens() as (log, reading):
            if log.epoch != self.until.epoch:
                raise WorkerLostError
            return self.done(log, reading)


@frozen
class Hands:
    """Who does the parts.

    Attributes:
        executor: Of threads, processes or machines.
        opens: How a worker opens the log, and reads it for this adapter; None where only
            this process has it, which then does everything.

    """

    executor: Executor
    opens: Open | None


def _go_on() -> None:
    """Let it go on to its end."""


@define
class Dividing:
    """Builds one divisible read model.

    Attributes:
        log: What it follows.
        reading: How its events are read here.
        hands: Who does the parts; this very thread, where there is nobody.
        going_on: Called before each part is kept: it raises when this is to end.
        events: How many events were read so far.

    """

    log: EventLog
    reading: Reading
    hands: Hands | None = None
    going_on: Callable[[], None] = _go_on
    events: int = 0

    def build(self, adapter: Divisible, until: int) -> None:
        """Build the read model of *adapter* up to position *until*.

        Raises:
            AdapterApiError: its parts cannot be sent to another process.
            WorkerLostError: a worker ended; what was kept before is untouched.

        """
        place = Position(self.log.epoch, until)
        at_once: int = getattr(adapter, "events_a_part", EVENTS_A_PART)
        buckets = Bucket.divided(max(self._workers, -(-until // at_once)))
        shares = [Share(bucket, place, adapter.part) for bucket in buckets]
        adapter.gather(self._parts(shares), place)

    @property
    def _workers(self) -> int:
        hands = self.hands
        return FEWEST if hands is None else max(FEWEST, workers_of(hands.executor))

    def _parts(self, shares: Sequence[Share]) -> Iterator[Any]:
        for events, part in self._done(shares):
            self.going_on()
            self.events += events
            yield part

    def _done(self, shares: Sequence[Share]) -> Iterator[tuple[int, Any]]:
        if self.hands is None or self.hands.opens is None:
            return (share.done(self.log, self.reading) for share in shares)
        _refuse_what_cannot_be_sent(shares[0])
        opens = self.hands.opens
        return in_order(
            self.hands.executor, ((share.done_apart, opens) for share in shares)
        )


def _refuse_what_cannot_be_sent(share: Share) -> None:
    try:
        pickle.dumps(share)
    except Exception as error:  # noqa: BLE001 - whatever it is that cannot be sent
        raise AdapterApiError.because(
            "adapter.not-sent", kind=type(error).__name__
        ) from None


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Read without looking for cycles: there are none, and looking takes its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
