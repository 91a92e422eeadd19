"""Deciding: a request is put to the rules, on the story as it was known."""

from __future__ import annotations

from datetime import datetime

from casemgmt.domain.policy import Policy
from casemgmt.domain.told import Told

from .attempt import Attempt
from .persons import Cluster, PersonBeside
from .story import Story


def decided(
    attempt: Attempt,
    story: Story,
    cluster: Cluster,
    policy: Policy,
    known_at: datetime | None,
    recorded_at: datetime,
) -> tuple[object, ...]:
    """Return what *attempt* brings about on *story*; *cluster* knows who else is meant.

    Raises:
        RuleBrokenError: a rule forbids it.

    """
    as_of = attempt.on.last
    beside = PersonBeside(cluster, story, known_at, as_of)
    journey = story.journey_at(known_at, as_of).knowing(beside)
    episode = len(journey.case.episodes)
    told = Told(attempt.on, attempt.by, attempt.role, recorded_at, episode)
    events: tuple[object, ...] = attempt.command.decide(journey, told, policy)
    return events
