"""The weeks of work seen of one child: two answers for each, and what they add up to.

Nothing here is stored: ages, classes and legality follow from what was told of the person
and from the policy in force on the day of each week.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from attrs import frozen

from casemgmt.config import read_policy
from casemgmt.domain.dates import Day
from casemgmt.domain.journey import Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.protection.child_labour import (
    Reading,
    WorkClass,
    reading,
    work_classes,
)
from casemgmt.domain.protection.legality import Answer, Ground, Missing, legality, source
from casemgmt.domain.protection.withdrawal import Answer as Observed
from casemgmt.domain.protection.withdrawal import Withdrawal
from casemgmt.domain.protection.withdrawal import withdrawal as walked
from casemgmt.domain.protection.work import Observation
from casemgmt.opening.parts import Parts


@frozen
class Cited:
    """A ground that prohibits work, and the law behind it that day."""

    ground: Ground
    source: str


@frozen
class WeekOfWork:
    """One week of work as it was seen, and the two answers about it.

    Attributes:
        on: The day it ended, with its precision.
        ages: The lowest and highest age the child may have had; None without a birth date.
        classes: Every class it may be in for the statistics; one when nothing is open.
        reading: What the statistics may say of it.
        legality: Whether it was lawful, at every age the child may have had.
        grounds: What prohibits it for certain.
        possible: What else would, depending on what nobody told.
        missing: What nobody told and would decide whether it was lawful.
        protective: Whether it was lawful at the youngest of the ages, which is what
            protecting the child goes by.
        protective_grounds: What prohibits it then.
        command_id: The command that told it.

    """

    on: Day
    economic_hours: Decimal
    chores_hours: Decimal
    ages: tuple[int, int] | None
    classes: tuple[WorkClass, ...]
    reading: Reading
    legality: Answer
    grounds: tuple[Cited, ...]
    possible: tuple[Cited, ...]
    missing: tuple[Missing, ...]
    protective: Answer
    protective_grounds: tuple[Cited, ...]
    command_id: UUID

    @property
    def day(self) -> date:
        """The day that counts: the last of an uncertain one."""
        return self.on.last


def weeks(parts: Parts, journey: Journey, policy: Path | None) -> tuple[WeekOfWork, ...]:
    """Return the weeks seen of the person, in the order of the story.

    Raises:
        ConfigurationError: the policy file cannot be used.

    """
    chosen = _policy(parts, policy)
    person = _person(parts, journey)
    return tuple(_week(one, person, chosen) for one in person.work.observations)


def withdrawal(
    parts: Parts, journey: Journey, day: date, policy: Path | None
) -> Withdrawal:
    """Return whether the person came out of child labour, by the policy of *day*.

    Raises:
        ConfigurationError: the policy file cannot be used.

    """
    chosen = _policy(parts, policy)
    seen = weeks(parts, journey, policy)
    return walked([Observed(w.day, _says(w.reading)) for w in seen], day, chosen)


def _policy(parts: Parts, own: Path | None) -> Policy:
    policy = parts.config.policy
    return policy if own is None else read_policy(own, policy)


def _person(parts: Parts, journey: Journey) -> Journey:
    with parts.recorder.locked():
        return journey.person


def _week(seen: Observation, person: Journey, policy: Policy) -> WeekOfWork:
    week, day, ages = seen.week, seen.day, person.age_on(seen.day)
    found = work_classes(week, ages, day, policy)
    law = legality(week, ages, day, policy)
    return WeekOfWork(
        on=seen.on,
        economic_hours=week.economic_hours,
        chores_hours=week.chores_hours,
        ages=ages,
        classes=tuple(one for one in WorkClass if one in found),
        reading=reading(week, ages, day, policy),
        legality=law.stated.answer,
        grounds=_cited(law.stated.grounds, day, policy),
        possible=_cited(law.stated.possible, day, policy),
        missing=law.stated.missing,
        protective=law.protective.answer,
        protective_grounds=_cited(law.protective.grounds, day, policy),
        command_id=seen.command_id,
    )


def _cited(grounds: Iterable[Ground], day: date, policy: Policy) -> tuple[Cited, ...]:
    return tuple(Cited(ground, source(ground, day, policy)) for ground in grounds)


def _says(reading: Reading) -> bool | None:
    match reading:
        case Reading.LABOUR:
            return True
        case Reading.FREE:
            return False
        case Reading.OUT | Reading.UNDETERMINED:
            return None
