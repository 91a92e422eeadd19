"""Withdrawal from child labour: how a child came out of it, one observation after another.

An observation that says nothing - the age or the hazard leaves it open, or the child is
out of scope - neither breaks a run of free ones nor adds to it (counting.md
I20, I23-I26).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import dropwhile, takewhile

from attrs import frozen

from casemgmt.domain.policy import Policy


class Standing(StrEnum):
    """Where a child stands, as the last observation that says anything leaves it."""

    NOT_LOOKED_AT = "not-looked-at"
    UNDETERMINED = "undetermined"
    NEVER_FOUND = "never-found"
    IN_CHILD_LABOUR = "in-child-labour"
    WITHDRAWN_PROVISIONALLY = "withdrawn-provisionally"
    WITHDRAWN = "withdrawn"
    BACK_IN_CHILD_LABOUR = "back-in-child-labour"


@frozen
class Answer:
    """What one observation said: child labour, none, or nothing that could be told."""

    day: date
    labour: bool | None


@frozen
class Withdrawal:
    """Where a child stands, and what it rests on.

    Attributes:
        at_first: What the first observation said; the figures follow those it found (I20).
        free_observations: Those in a row, up to the last, that found no child labour.
        free_days: Days from the first of them to the last.
        came_back: Whether child labour was ever seen again after it had ended (I25).
        later_observations: Those after the first one, whatever they said.
        followed_up: Whether those are as many as the policy asks for (I26).

    """

    standing: Standing
    at_first: bool | None
    free_observations: int
    free_days: int
    came_back: bool
    later_observations: int
    followed_up: bool


def withdrawal(observations: Sequence[Answer], day: date, policy: Policy) -> Withdrawal:
    """Return where a child stands after *observations*, by the policy of *day*."""
    said = [one for one in observations if one.labour is not None]
    free = list(takewhile(lambda one: not one.labour, reversed(said)))
    days = (free[0].day - free[-1].day).days if free else 0
    came_back = _came_back(said)
    after = max(len(observations) - 1, 0)
    return Withdrawal(
        standing=_standing(
            observations,
            said,
            enough=_is_enough(len(free), days, day, policy),
            came_back=came_back,
        ),
        at_first=observations[0].labour if observations else None,
        free_observations=len(free),
        free_days=days,
        came_back=came_back,
        later_observations=after,
        followed_up=after >= policy.value("follow_up.min_observations", day, default=2),
    )


def _standing(
    observations: Sequence[Answer], said: Sequence[Answer], *, enough: bool, came_back: bool
) -> Standing:
    if not said:
        return Standing.UNDETERMINED if observations else Standing.NOT_LOOKED_AT
    if said[-1].labour:
        return Standing.BACK_IN_CHILD_LABOUR if came_back else Standing.IN_CHILD_LABOUR
    if not any(one.labour for one in said):
        return Standing.NEVER_FOUND
    return Standing.WITHDRAWN if enough else Standing.WITHDRAWN_PROVISIONALLY


def _is_enough(free: int, days: int, day: date, policy: Policy) -> bool:
    """Whether so many free observations over so many days confirm that a child came out."""
    least: int = policy.value("withdrawal.min_observations", day, default=2)
    least_days: int = policy.value("withdrawal.min_days", day, default=90)
    return free >= least and days >= least_days


def _came_back(said: Sequence[Answer]) -> bool:
    """Whether child labour was seen, then none, then child labour again."""
    found = dropwhile(lambda one: not one.labour, said)
    ended = dropwhile(lambda one: one.labour, found)
    return any(one.labour for one in ended)
