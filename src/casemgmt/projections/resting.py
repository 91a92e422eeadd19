"""How long an adapter rests whose process was ended again and again.

To be started, and to use up what it may, costs whoever records beside it. An adapter that
is broken for hours is asked for hours: so rarely that nobody feels it.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from attrs import define, field

IN_A_ROW = 3
"""From so many ends on, with nothing taken between, it rests as its work says."""
TIMES = 100
"""It rests so many times as long as it worked: it has a hundredth of a processor."""
LEAST, MOST = 30.0, 900.0
"""Seconds."""


def rest_after(ended: int, worked: float) -> float:
    """Return how long is waited before it is started again, in seconds.

    Args:
        ended: How often its process was ended, with nothing taken between.
        worked: How long it was starting and answering since it was ended last, in seconds.

    """
    if ended < IN_A_ROW:
        return float(2 ** (ended - 1))
    return min(MOST, max(LEAST, TIMES * worked))


@define
class Endurance:
    """What is known of an adapter's process: how often it was ended, how long it worked.

    Attributes:
        now: What the time is, in seconds from anywhere.

    """

    now: Callable[[], float] = monotonic
    _ended: int = field(default=0, init=False)
    _worked: float = field(default=0.0, init=False)
    _since: float | None = field(default=None, init=False)

    def begins(self) -> None:
        """Count from now on, unless it is at work already."""
        if self._since is None:
            self._since = self.now()

    def is_over(self) -> None:
        """Count no further."""
        if self._since is not None:
            self._worked += self.now() - self._since
            self._since = None

    def took_events(self) -> None:
        """Hold nothing of the past against it."""
        self._ended, self._worked = 0, 0.0

    def was_ended(self) -> float:
        """Return how long it rests now, in seconds."""
        self.is_over()
        self._ended += 1
        rests, self._worked = rest_after(self._ended, self._worked), 0.0
        return rests
