"""Days on which a child's work list changes although nobody tells anything.

A suspension runs out, nobody may answer for a checkpoint any more, another limit holds: who
keeps a work list without a clock keeps it from one such day to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from casemgmt.domain.dates import add_months
from casemgmt.domain.policy import Policy

from .resting import ONE_DAY
from .training import CHECKPOINTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


def next_turn(journey: Journey, day: date, policy: Policy) -> date | None:
    """Return the first day after *day* on which the list may be another; None if never.

    The journey is as of *day*: days for which something is told already - a planned visit,
    a month that is not over - turn the list too, and are not found here.
    """
    turns = (*_limits(policy), *_pauses(journey), *_checkpoints(journey, policy))
    return min((turn for turn in turns if turn > day), default=None)


def _limits(policy: Policy) -> Iterator[date]:
    for named in policy.thresholds.values():
        for threshold in named:
            if threshold.valid_from is not None:
                yield threshold.valid_from
            if threshold.valid_to not in (None, date.max):
                yield threshold.valid_to + ONE_DAY


def _pauses(journey: Journey) -> Iterator[date]:
    for episode in journey.case.episodes:
        for pause in episode.pauses:
            yield pause.first
            if pause.last not in (None, date.max):
                yield pause.last + ONE_DAY


def _checkpoints(journey: Journey, policy: Policy) -> Iterator[date]:
    """Yield the day after the window of each checkpoint, by each window that ever holds."""
    named = policy.thresholds.get("insertion.window_days", ())
    windows = {30, *(int(threshold.value) for threshold in named)}
    for completed_on in journey.contract.completed.values():
        for months in CHECKPOINTS:
            for window in windows:
                yield add_months(completed_on, months) + timedelta(days=window + 1)
