"""Following a log until one is asked to stop: looked at often, brought up when it grew.

Nothing wakes a follower: it looks. One look is one small question to the log, on every
engine, and nobody depends on a message that may be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event as Stop

from casemgmt.errors import BusyError

from .giving import Patience, UnreachedError
from .progress import Progress, State

LOOK_EVERY = 0.2
"""Seconds between two looks."""
PATIENT = Patience(rounds=72, longest=60.0)
"""A destination is asked for about an hour before it is left."""


def follow(bring_up: Callable[[], Progress], head: Callable[[], int], stop: Stop) -> None:
    """Bring a read model up whenever the log has grown, until *stop* is set.

    Where somebody else is bringing it up, or the store is busy, the next look comes.

    Raises:
        UnreachedError: the destination took nothing for about an hour.

    """
    seen = -1
    while not stop.is_set():
        try:
            if head() > seen:
                seen = _brought_up(bring_up())
        except UnreachedError:
            raise
        except BusyError:
            seen = -1
        stop.wait(LOOK_EVERY)


def _brought_up(progress: Progress) -> int:
    """Return up to where nothing is to be done; nothing is done while it rests."""
    return -1 if progress.state is State.PAUSED else progress.position or -1
