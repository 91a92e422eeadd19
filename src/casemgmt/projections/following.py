"""Following a log until one is asked to stop: looked at often, brought up when it grew.

Nothing wakes a follower: it looks. One look is one small question to the log, on every
engine, and nobody depends on a message that may be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event as Stop

from casemgmt.errors import RetryableError

from .giving import Patience, UnreachedError
from .progress import Progress, State

LOOK_EVERY = 0.2
"""Seconds between two looks; twice as long after each that came to nothing."""
LONGEST = 10.0
PATIENT = Patience(rounds=72, longest=60.0)
"""A destination is asked for about an hour before it is left."""


def follow(bring_up: Callable[[], Progress], head: Callable[[], int], stop: Stop) -> None:
    """Bring a read model up whenever the log has grown, until *stop* is set.

    Where somebody else is bringing it up, or the store is busy, another look comes later.

    Raises:
        UnreachedError: the destination took nothing for about an hour.

    """
    seen, wait = -1, LOOK_EVERY
    while not stop.is_set():
        try:
            if head() > seen:
                seen = _brought_up(bring_up())
            wait = LOOK_EVERY
        except UnreachedError:
            raise
        except RetryableError:
            seen, wait = -1, min(LONGEST, wait * 2)
        stop.wait(wait)


def _brought_up(progress: Progress) -> int:
    """Return up to where nothing is to be done; nothing is done while it rests."""
    return -1 if progress.state is State.PAUSED else progress.position or -1
