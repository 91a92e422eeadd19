"""Bringing one read model up to date: batch by batch, from where it stands.

A read model that stands in another epoch - the log was restored - begins anew. Whoever runs
holds the lease of the destination; what the store knows of it stands in its ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from threading import Event as Stop
from uuid import UUID

from attrs import define, evolve, field, frozen

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import RepairNeededError
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.port import Bucket, EventLog, Held, StoredEvent
from casemgmt.telemetry import Span, span

from .adapter import Adapter, Batch, Position, Settling, Shareable
from .dividing import Hands
from .giving import (
    Giving,
    PoisonError,
    StoppedError,
    UnreachedError,
    plainly,
)
from .ledger import Destination, Ledger
from .patience import Patience
from .reading import Reading

BATCH = 1_000
SCANNED_FOR_ONE = 50
"""So many pages of the log are looked through for one batch, where little is read."""
MOST_PARKED = 1_000
TOO_MANY = "TooManyStoriesWait"
"""Said when so many stories wait that the destination is at fault, not they."""


def _still_held() -> None:
    """Say nothing: nobody else may give where no lease was asked for."""


@frozen
class Source:
    """What is followed: a log, how it is read, and what the store knows of the reader."""

    log: EventLog
    reading: Reading
    ledger: Ledger

    @property
    def of(self) -> Destination:
        """Which read model is brought up to date."""
        return self.ledger.of


@frozen
class Asked:
    """How a read model is to be brought up to date.

    Attributes:
        rebuild: Whether everything is given again.
        until: The position to stop at; the head of the log if None.
        subject: The one subject to be forgotten and given again.
        stop: Set when it is to end, after the batch in hand.
        patience: How often something is tried.
        executor: Who does the parts of a rebuild, where the adapter can be built so.

    """

    rebuild: bool = False
    until: int | None = None
    subject: str | Subject | None = None
    stop: Stop = field(factory=Stop)
    patience: Patience = field(factory=Patience)
    executor: Executor | None = None

    @property
    def is_all_that_is_new(self) -> bool:
        """Whether only what was not given yet is to be given: several may share in it."""
        return not self.rebuild and self.subject is None


@define
class Run:
    """One run of one adapter; whoever makes it holds the lease.

    Attributes:
        source: What is followed.
        adapter: What keeps the read model.
        strict: Whether an event that cannot be taken ends the run, rather than waits.
        mark: What lies before it in the log is history: no message is sent for it.
        patience: How often something is tried.
        stop: Set when it is to end, after the batch in hand.
        still_held: Raises when somebody else holds the lease.
        hands: Who does the parts of a rebuild, where the adapter can be built in parts.
        given: How many events it was given.

    """

    source: Source
    adapter: Adapter
    strict: bool = False
    mark: int = 0
    patience: Patience = field(factory=Patience)
    stop: Stop = field(factory=Stop)
    still_held: Held = _still_held
    hands: Hands | None = None
    given: int = 0
    _waiting: dict[UUID, int] = field(factory=dict)
    _has_told: bool = False

    def follow(self, until: int | None = None) -> None:
        """Bring the adapter up to the head of the log, or to the position *until*.

        Raises:
            UnreachedError: the destination takes nothing.
            PoisonError: an event cannot be taken, and nothing may wait.
            RepairNeededError: it is ahead of the log: it followed another one.

        """
        self._look_who_waits()
        try:
            self._follow(self.giving(), until)
        except StoppedError:
            return
        except UnreachedError as error:
            self._down(error.error)
            raise UnreachedError(error.error, self.source.of.projection) from None
        self.source.ledger.reached()

    def _follow(self, giving: Giving, until: int | None) -> None:
        at = self._start(giving)
        for wanted, scanned in self._pages(at, until):
            self._give(giving, wanted, scanned)
            if self.stop.is_set() or self.source.ledger.paused():
                return
        if isinstance(self.adapter, Settling):
            with plainly(self.source.of.projection):
                self.adapter.settle()

    def shares(self) -> Iterator[Run]:
        """Yield what gives to each bucket, where several may bring it up; else itself."""
        if not isinstance(self.adapter, Shareable):
            yield self
            return
        for rank, bucket in enumerate(Bucket.divided(self.adapter.buckets)):
            source = evolve(self.source, reading=self.source.reading.within(bucket))
            yield evolve(self, source=source, adapter=self.adapter.bucket(rank))

    def _look_who_waits(self) -> None:
        known = self.source.ledger.read()
        if not self.strict and known is not None:
            self._waiting = {s: w.version for s, w in known.waiting.items()}

    def giving(self) -> Giving:
        """Return what gives to the adapter."""
        return Giving(
            self.adapter,
            self._refuse if self.strict else self._park,
            self.patience,
            self.stop,
            self._down,
            self.still_held,
        )

    def _start(self, giving: Giving) -> int:
        """Return the position to go on from; what was kept of another log is dropped."""
        log = self.source.log
        position = giving.position()
        if position is None:
            return 0
        if position.epoch != log.epoch:
            self.begin_anew(giving)
            return 0
        if position.number > log.head():
            raise RepairNeededError.because("adapter.ahead")
        return position.number

    def begin_anew(self, giving: Giving) -> None:
        """Let the adapter drop what it has; all of it is history when it comes again."""
        log = self.source.log
        self.mark = log.head()
        self.source.ledger.begun_anew(self.mark)
        nothing = Position(log.epoch, 0)
        with self._watched(0, afresh=True):
            giving.give(Batch((), nothing, afresh=True, caught_up=False))

    def _watched(
        self, events: int, *, afresh: bool = False
    ) -> AbstractContextManager[object]:
        name = self.source.of.projection
        return span(Span.BATCH, projection=name, events=events, afresh=afresh)

    def _give(self, giving: Giving, wanted: list[StoredEvent], scanned: int) -> None:
        flowing = [stored for stored in wanted if not self._waits(stored)]
        events = self.source.reading.given(flowing)
        until = Position(self.source.log.epoch, scanned)
        new = (wanted[0].position if wanted else scanned) > self.mark
        with self._watched(len(events)):
            giving.give(Batch(events, until, caught_up=new))
        self.given += len(events)

    def _waits(self, stored: StoredEvent) -> bool:
        version = self._waiting.get(stored.stream)
        return version is not None and stored.version >= version

    def _pages(self, at: int, until: int | None) -> Iterator[tuple[list[StoredEvent], int]]:
        """Yield what is read of the log, a batch at a time, and how far it was scanned."""
        log, reads = self.source.log, self.source.reading.reads
        ends = log.head() if until is None else min(until, log.head())
        while at < ends:
            wanted: list[StoredEvent] = []
            for _ in range(SCANNED_FOR_ONE):
                page = [e for e in log.scan(at, BATCH) if e.position <= ends]
                wanted += filter(reads, page)
                at = page[-1].position if page else ends
                if len(wanted) >= BATCH or at >= ends:
                    break
            yield from self._cut(wanted, at)
            if until is None and (self._has_told or log.head() - at >= BATCH):
                ends, self._has_told = log.head(), False
            # less waits for the next run: whoever records is not run after

    def _cut(
        self, wanted: list[StoredEvent], scanned: int
    ) -> Iterator[tuple[list[StoredEvent], int]]:
        """Yield history apart from what is new, where a batch would hold both."""
        history = [e for e in wanted if e.position <= self.mark]
        if history and len(history) < len(wanted):
            yield history, self.mark
            yield wanted[len(history) :], scanned
        else:
            yield wanted, scanned

    def _park(self, guilty: RecordedEvent, error: str) -> None:
        """Let the story of *guilty* wait: it is told first, then the rest flows."""
        if len(self._waiting) >= MOST_PARKED:
            raise UnreachedError(TOO_MANY)
        story = UUID(guilty.subject.key)
        self.source.ledger.park(guilty, story, error)
        self._has_told = True
        self._waiting[story] = guilty.version

    def _refuse(self, guilty: RecordedEvent, error: str) -> None:
        raise PoisonError(error, self.source.of.projection, guilty)

    def _down(self, error: str | None) -> None:
        ledger = self.source.ledger
        ledger.reached() if error is None else ledger.unreached(error)


def first_mark(source: Source) -> int:
    """Return what was told before the read model was begun, or begun anew last."""
    return source.ledger.begun(source.log.head()).head
