"""The first assessment and the plan of an episode, by the clock of I07 and I08."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from casemgmt.domain.policy import Policy

from .items import Item
from .resting import Rest, running

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.enrolment.case_episodes import Episode
    from casemgmt.domain.journey import Journey

LEVELS = ("high", "medium", "low")


def assessment(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield the first assessment, while nobody has completed one since the clock began."""
    episode = running(journey, day)
    if episode is None:
        return
    began = _clock(journey, episode, day, policy)
    completed_on = journey.assessment.completed_on
    if completed_on is None or completed_on < began:
        risk = journey.assessment.risk_since(began)
        limit = days_at(risk, "assessment", day, policy)
        yield Item("assessment", Rest.of(journey.case).moved(began, began + limit))


def plan_approval(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield the first approval of a plan; after it, each plan that waits for an answer."""
    episode = running(journey, day)
    if episode is None:
        return
    began = _clock(journey, episode, day, policy)
    waiting = journey.plan.waiting_in(episode.number)
    approved_on = journey.plan.approved_on
    if approved_on is not None and approved_on >= began:
        yield from (Item("plan-approval", asked, about=plan) for plan, asked in waiting)
    else:
        limit = timedelta(days=policy.value("plan.days", day, 21))
        due = Rest.of(journey.case).moved(began, began + limit)
        yield Item("plan-approval", due, about=waiting[-1][0] if waiting else None)


def days_at(risk: str | None, clock: str, day: date, policy: Policy) -> timedelta:
    """Return the limit of *clock* at *risk*; without a known risk the shortest there is."""
    levels = LEVELS if risk is None else (risk,)
    limits = (policy.value(f"{clock}.days_{level}", day, 0) for level in levels)
    return timedelta(days=min(limits))


def _clock(journey: Journey, episode: Episode, day: date, policy: Policy) -> date:
    """Return the day on which the clock of *episode* began."""
    if episode.number > 1:
        return episode.start
    known = journey.registration
    registered_on = known.first[0] if known.first else episode.start
    if policy.value("clock_start", day) == "identification":
        return journey.identification.first_on or registered_on
    return registered_on
