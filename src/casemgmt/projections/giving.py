"""Giving events to an adapter, whatever it does: tried again, halved, and set aside.

A destination that refuses even an empty batch is at fault itself: nothing is set aside for
it. Otherwise a batch that is refused is halved until the event is known that cannot be
taken; its story waits from there on, and every other flows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event as Stop
from typing import Any

from attrs import define, evolve, field

from casemgmt.errors import (
    BusyError,
    CaseManagementError,
    RepairNeededError,
    RetryableError,
)
from casemgmt.locale import sentence
from casemgmt.locale.saying import Saying
from casemgmt.recorded import RecordedEvent

from .adapter import Adapter, Batch, Position
from .patience import Patience

TRANSIENT = (RetryableError, OSError)
"""What passes by itself: a lock, a line that was cut, a disk that was full."""
_CODES = ("sqlstate", "sqlite_errorname", "errno")
_CODE = re.compile(r"[0-9A-Z]{5}|SQLITE_[A-Z_]{1,40}|[0-9]{1,9}")


class UnreachedError(BusyError):
    """The destination takes nothing at all: what is to be given waits in the log.

    Attributes:
        error: The kind of error and its code.
        projection: What takes nothing.

    """

    def __init__(self, error: str, projection: str = "") -> None:
        super().__init__(error, projection)
        self.error, self.projection = error, projection
        words = {"projection": projection, "error": error}
        self.said: Saying = Saying("projection.takes-nothing", words)


class PoisonError(RepairNeededError):
    """An event cannot be taken where everything must be.

    Attributes:
        error: The kind of error and its code.
        projection: What cannot take it.
        guilty: The event.

    """

    def __init__(self, error: str, projection: str, guilty: RecordedEvent) -> None:
        self.error, self.projection, self.guilty = error, projection, guilty
        super().__init__(self.sentence())

    def sentence(self, language: str = "en") -> str:
        """Return what is wrong, in ``ar``, ``fr`` or ``en``."""
        words: dict[str, Any] = {
            "projection": self.projection,
            "error": self.error,
            "position": self.guilty.position,
            "event": self.guilty.name,
            "subject": str(self.guilty.subject),
        }
        return sentence("projection.cannot-take", language, **words)


class RaisedElsewhereError(CaseManagementError):
    """An adapter raised an error where it runs, in a process of its own.

    Attributes:
        raised: Its kind and its code, as ``in_short`` says it; empty where it raised none.
        rests: How long its process should rest, which was ended, in seconds.

    """

    raised: str = ""
    rests: float = 0.0


class StoppedError(Exception):
    """Whoever runs it asked to stop."""


def _nobody_is_told(error: str | None) -> None:
    del error


@define
class Giving:
    """Gives batches to one adapter.

    Attributes:
        adapter: What takes them.
        set_aside: Lets the story of an event wait that cannot be taken, and says why; it
            raises where nothing may wait.
        patience: How often it is tried.
        stop: Set when it is to end.
        down: Is told why the destination takes nothing, and None once it does again.
        still_held: Raises when somebody else gives to the same destination.

    """

    adapter: Adapter
    set_aside: Callable[[RecordedEvent, str], None]
    patience: Patience = field(factory=Patience)
    stop: Stop = field(factory=Stop)
    down: Callable[[str | None], None] = _nobody_is_told
    still_held: Callable[[], None] = field(default=lambda: None)
    _rested: float = field(default=0.0, init=False)

    def give(self, batch: Batch, *, late: bool = False) -> None:
        """Give *batch*, in as many parts as it takes.

        Args:
            batch: What is given.
            late: Whether its events had to wait: the position stays where it is.

        Raises:
            UnreachedError: the destination takes nothing.
            StoppedError: it was asked to stop.

        """
        rest, size = batch.events, max(1, len(batch.events))
        while True:
            part = _part(batch, rest, size, late=late)
            error = self._refused(part)
            if error is None:
                rest, size = rest[size:], size * 2
                if not rest and part.until == batch.until:
                    return
            elif len(part.events) > 1:
                size = len(part.events) // 2
            else:
                guilty = part.events[0]
                self.set_aside(guilty, in_short(error))
                rest = tuple(e for e in rest if e.subject != guilty.subject)
                size = max(1, len(rest))

    def position(self) -> Position | None:
        """Return where the adapter stands, once the destination says it."""
        found: list[Position | None] = []
        self._until_reached(lambda: found.append(self.adapter.position()))
        return found[-1]

    def _refused(self, batch: Batch) -> Exception | None:
        """Return why the events of *batch* cannot be taken, None when they were."""
        for _ in range(self.patience.rounds):
            error = self._tried(batch)
            if error is None or self._takes_nothing_happened(batch):
                return error
        assert error is not None  # noqa: S101 - or it was taken
        raise UnreachedError(in_short(error))

    def _takes_nothing_happened(self, batch: Batch) -> bool:
        """Whether an empty batch is taken at once: then the events were at fault."""
        if not batch.events:
            self._until_reached(lambda: self.adapter.project(batch))
            return False
        return self._until_reached(lambda: self._ask(batch))

    def _ask(self, batch: Batch) -> None:
        """Give that nothing happened where the adapter stands."""
        stands = self.adapter.position() or Position(batch.until.epoch, 0)
        self.adapter.project(Batch((), stands, caught_up=batch.caught_up))

    def _until_reached(self, ask: Callable[[], object]) -> bool:
        """Ask until there is an answer, and return whether the first try had one."""
        for tried in range(self.patience.rounds):
            try:
                ask()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is not taken
                why = in_short(error)
                self.down(why)
                self._rest(error)
                self._wait(tried)
            else:
                if tried:
                    self.down(None)
                return tried == 0
        raise UnreachedError(why)

    def _tried(self, batch: Batch) -> Exception | None:
        stood = _stands(self.adapter)
        for tried in range(self.patience.tries):
            error = self._once(batch)
            if error is None or self._was_kept(batch, stood):
                return None
            if _is_to_be_halved(error) and len(batch.events) > 1:
                return error  # at once: it is found sooner
            if tried + 1 < self.patience.tries:
                self._wait(tried)
        return error

    def _once(self, batch: Batch) -> Exception | None:
        self.still_held()
        try:
            self.adapter.project(batch)
        except Exception as error:  # noqa: BLE001 - an adapter may raise what it likes
            self._rest(error)
            return error
        return None

    def _was_kept(self, batch: Batch, stood: Position | None) -> bool:
        """Whether only the answer was lost: the position moved with the rows."""
        return batch.until != stood and _stands(self.adapter) == batch.until

    def _rest(self, error: Exception) -> None:
        """Let an adapter rest whose process was ended; it has not been started again."""
        rests = error.rests if isinstance(error, RaisedElsewhereError) else 0.0
        if not rests or not self.patience.rests:
            return
        self._rested += rests
        if self._rested > self.patience.rests:
            raise UnreachedError(in_short(error))
        self.down(in_short(error))
        if self.stop.wait(rests):
            raise StoppedError

    def _wait(self, tried: int) -> None:
        if self.stop.wait(self.patience.after(tried)):
            raise StoppedError


@contextmanager
def plainly(projection: str) -> Iterator[None]:
    """Say in one line of ours what an adapter says in any words, when it is asked once.

    Raises:
        UnreachedError: naming the kind of error.

    """
    try:
        yield
    except CaseManagementError:
        raise
    except Exception as error:  # noqa: BLE001 - an adapter may raise what it likes
        raise UnreachedError(in_short(error), projection) from None


def in_short(error: BaseException) -> str:
    """Return the kind of *error* and its code: never its words, which may tell a name."""
    raised = getattr(error, "raised", "")
    if isinstance(error, RaisedElsewhereError) and raised:
        return raised
    kind = type(error).__name__
    codes = (getattr(error, name, None) for name in _CODES)
    code = next((str(c) for c in codes if c is not None and _CODE.fullmatch(str(c))), None)
    return kind if code is None else f"{kind} {code}"


def _part(batch: Batch, rest: tuple[RecordedEvent, ...], size: int, *, late: bool) -> Batch:
    """Return the next *size* of the events, with how far the log is known by then."""
    events = rest[:size]
    if late or len(rest) <= size:
        return evolve(batch, events=events)
    until = Position(batch.until.epoch, events[-1].position)
    return evolve(batch, events=events, until=until)


def _is_to_be_halved(error: Exception) -> bool:
    """Whether another try would come to the same: that it ended its process, too."""
    ended = isinstance(error, RaisedElsewhereError) and error.rests > 0
    return ended or not isinstance(error, TRANSIENT)


def _stands(adapter: Adapter) -> Position | None:
    try:
        return adapter.position()
    except Exception:  # noqa: BLE001 - it will be told of when it is given something
        return None
