"""A suspension that has lasted long, or whose end has come without a sign of the child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from casemgmt.domain.policy import Policy

from .items import Item
from .resting import ONE_DAY, stretches_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


def suspension_review(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield the next look at a suspension that nobody has ended by resuming the case.

    It is looked at when it has lasted ``suspension.max_days``, again as long after each
    review, and on the day after its agreed end at the latest; from then on until the child
    is seen or the case reviewed. Its days of rest are what is counted here.
    """
    episode = journey.case.latest
    if episode is None or not episode.is_open:
        return
    stretches = stretches_of(p for p in episode.pauses if p.ended_on is None)
    if not stretches:
        return
    first, last = stretches[-1]
    if any(looked > last for looked in _looks(journey)):
        return
    longest = timedelta(days=policy.value("suspension.max_days", day, 30))
    reviewed_on = journey.assessment.reviewed_on or first
    due = max(first, reviewed_on) + longest
    agreed = due if last == date.max else last + ONE_DAY
    yield Item("suspension-review", min(due, agreed), rests=False)


def _looks(journey: Journey) -> tuple[date, ...]:
    """Return the days on which the child was last seen and the case last reviewed."""
    days = (journey.follow_up.seen_on, journey.assessment.reviewed_on)
    return tuple(day for day in days if day is not None)
