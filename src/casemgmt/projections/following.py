"""Following a log until one is asked to stop: looked at often, brought up when it grew.

A follower looks: one small question to the log, on every engine, and nobody depends on a
message that may be lost. A log that hints when something may be new is looked at then, and
the more rarely the longer nothing came. While others record all the time it gives what came
about once a second, and not as often as it can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event as Stop
from time import monotonic

from casemgmt.errors import RetryableError

from .giving import UnreachedError
from .patience import Patience
from .progress import Progress, State

LOOK_EVERY = 0.2
"""Seconds between two looks; twice as long after each that came to nothing."""
RESTS = 0.8
"""Seconds without a look after something was given: what comes meanwhile is given together.

Each time a read model is written to costs whoever records on the same disk.
"""
LONGEST = 10.0
RARELY = 5.0
"""Seconds between two looks at most where the log hints: a hint may be lost."""
Listening = Callable[[Callable[[], None]], Callable[[], None]]
AN_HOUR = 3600.0
PATIENT = Patience(rounds=72, longest=60.0, rests=AN_HOUR)
"""A destination is asked for about an hour before it is left."""


def follow(
    bring_up: Callable[[], Progress],
    head: Callable[[], int],
    stop: Stop,
    listening: Listening | None = None,
) -> None:
    """Bring a read model up whenever the log has grown, until *stop* is set.

    Where somebody else is bringing it up, or the store is busy, another look comes later.

    Raises:
        UnreachedError: the destination took nothing for about an hour.

    """
    hinted = Stop()
    with _hinting(listening, hinted) as hints:
        _follow(bring_up, head, stop, hinted if hints else None)


def _follow(
    bring_up: Callable[[], Progress],
    head: Callable[[], int],
    stop: Stop,
    hinted: Stop | None,
) -> None:
    seen, wait = -1, LOOK_EVERY
    while not stop.is_set():
        try:
            if head() > seen:
                progress = bring_up()
                seen, wait = _brought_up(progress), LOOK_EVERY
                if progress.events:
                    stop.wait(RESTS)
            else:
                wait = LOOK_EVERY if hinted is None else min(RARELY, wait * 2)
        except UnreachedError:
            raise
        except RetryableError:
            seen, wait = -1, min(LONGEST, wait * 2)
        _wait(stop, hinted, wait)


def _wait(stop: Stop, hinted: Stop | None, seconds: float) -> None:
    """Wait until the next look: so long, or until it is hinted at."""
    until = monotonic() + seconds
    if hinted is None:
        stop.wait(seconds)
        return
    while not hinted.is_set() and (left := until - monotonic()) > 0:
        if stop.wait(min(LOOK_EVERY, left)):
            return
    hinted.clear()


@contextmanager
def _hinting(listening: Listening | None, hinted: Stop) -> Iterator[bool]:
    """Let *hinted* be set at each hint; say whether there will be any."""
    stop_listening = None
    with suppress(RetryableError):
        stop_listening = listening(hinted.set) if listening is not None else None
    try:
        yield stop_listening is not None
    finally:
        if stop_listening is not None:
            stop_listening()


def _brought_up(progress: Progress) -> int:
    """Return up to where nothing is to be done; nothing is done while it rests."""
    return -1 if progress.state is State.PAUSED else progress.position or -1
