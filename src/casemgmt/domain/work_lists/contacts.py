"""Seeing the child and looking at the case again, as often as the risk and the plan ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casemgmt.domain.dates import add_months
from casemgmt.domain.policy import Policy

from .beginnings import days_at
from .items import Item
from .resting import Rest, running

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


def follow_up(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield the next follow-up: the child is to be seen; an attempt is not enough."""
    episode = running(journey, day)
    if episode is None:
        return
    seen = max(episode.start, journey.follow_up.seen_on or episode.start)
    limit = days_at(journey.assessment.risk, "follow_up", day, policy)
    yield Item("follow-up", Rest.of(journey.case).moved(seen, seen + limit))


def planned_visit(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield each visit of the open episode that was planned and not yet made or tried."""
    del day, policy
    episode = journey.case.latest
    if episode is None or not episode.is_open:
        return
    for kind, planned_for in dict.fromkeys(journey.follow_up.still_planned()):
        if planned_for >= episode.start:
            yield Item("planned-visit", planned_for, about=kind)


def visits_to_come(journey: Journey, later: Journey, day: date) -> Iterator[Item]:
    """Yield the visits planned for days after *day*, which *later* has already."""
    if journey.case.is_open:
        for kind, planned_for in dict.fromkeys(later.follow_up.planned):
            if planned_for > day:
                yield Item("planned-visit", planned_for, about=kind)


def review(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield the next review: within the months of the policy, or earlier if so agreed."""
    episode = running(journey, day)
    if episode is None:
        return
    began, agreed = episode.start, None
    reviewed_on = journey.assessment.reviewed_on
    if reviewed_on is not None and reviewed_on >= began:
        began, agreed = reviewed_on, journey.assessment.next_review_on
    due = add_months(began, policy.value("review.months", day, 3))
    sooner = due if agreed is None else min(due, agreed)
    yield Item("review", Rest.of(journey.case).moved(began, sooner))
