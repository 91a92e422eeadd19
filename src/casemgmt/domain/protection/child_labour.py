"""Child labour: what one week of work seen is, under the policy of its day.

This is the statistical reading (counting.md §1.7); the national legal one is another
answer about the same week. It is computed when asked and never stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from casemgmt.domain.policy import Policy

YOUNGEST, OLDEST = 5, 17
"""The ages, in completed years, that the question is asked for."""

LIGHT_WORK_FROM, WORK_FROM = 12, 15
"""The ages from which light work, and work that is not hazardous, may be done."""


class WorkClass(StrEnum):
    """What a week of work is, in the order in which it is asked."""

    OUT_OF_SCOPE = "out-of-scope"
    WORST_FORM = "worst-form"
    HAZARDOUS = "hazardous"
    CHILD_LABOUR_AGE = "child-labour-age"
    CHILD_LABOUR_HOUSEHOLD = "child-labour-household"
    PERMITTED_WORK = "permitted-work"
    LIGHT_WORK = "light-work"
    NOT_WORKING = "not-working"


CHILD_LABOUR = frozenset(
    {
        WorkClass.WORST_FORM,
        WorkClass.HAZARDOUS,
        WorkClass.CHILD_LABOUR_AGE,
        WorkClass.CHILD_LABOUR_HOUSEHOLD,
    }
)


class Reading(StrEnum):
    """What can be said of a week although the age or the hazard may be uncertain."""

    LABOUR = "labour"
    FREE = "free"
    OUT = "out"
    UNDETERMINED = "undetermined"


class Week(Protocol):
    """A week of work as it was seen; ``WorkObserved`` is one."""

    @property
    def economic_hours(self) -> Decimal:
        """Hours of economic work."""

    @property
    def chores_hours(self) -> Decimal:
        """Hours of unpaid household services."""

    @property
    def hazardous(self) -> str:
        """``yes``, ``no`` or ``unknown``."""

    @property
    def worst_form(self) -> str | None:
        """The worst form it is, if it is one."""


def reading(week: Week, ages: tuple[int, int] | None, day: date, policy: Policy) -> Reading:
    """Return what can be said of *week*, which ended on *day*.

    *ages* are the lowest and the highest age the child may have had that day.
    """
    classes = work_classes(week, ages, day, policy)
    if classes and classes <= CHILD_LABOUR:
        return Reading.LABOUR
    if classes == {WorkClass.OUT_OF_SCOPE}:
        return Reading.OUT
    if classes and classes.isdisjoint({*CHILD_LABOUR, WorkClass.OUT_OF_SCOPE}):
        return Reading.FREE
    return Reading.UNDETERMINED


def work_classes(
    week: Week, ages: tuple[int, int] | None, day: date, policy: Policy
) -> frozenset[WorkClass]:
    """Return every class *week* may be in; none at all without a birth date."""
    if ages is None:
        return frozenset()
    return frozenset(
        _work_class(week, age, day, policy, hazardous=hazardous)
        for age in range(ages[0], ages[1] + 1)
        for hazardous in _answers(week.hazardous)
    )


def _answers(hazardous: str) -> Iterator[bool]:
    """Yield what the answer may be; of an unknown one both."""
    if hazardous != "no":
        yield True
    if hazardous != "yes":
        yield False


def _work_class(
    week: Week, age: int, day: date, policy: Policy, *, hazardous: bool
) -> WorkClass:
    """Return the class of *week* at one age: the first line of the table that fits."""
    worked = week.economic_hours > 0
    if not YOUNGEST <= age <= OLDEST:
        return WorkClass.OUT_OF_SCOPE
    if week.worst_form is not None:
        return WorkClass.WORST_FORM
    if (hazardous and worked) or _is_long_week(week, age, day, policy):
        return WorkClass.HAZARDOUS
    if _is_too_young(week, age, day, policy):
        return WorkClass.CHILD_LABOUR_AGE
    if _has_too_many_chores(week, age, day, policy):
        return WorkClass.CHILD_LABOUR_HOUSEHOLD
    if worked and age >= WORK_FROM:
        return WorkClass.PERMITTED_WORK
    if worked and age >= LIGHT_WORK_FROM:
        return WorkClass.LIGHT_WORK
    return WorkClass.NOT_WORKING


def _is_long_week(week: Week, age: int, day: date, policy: Policy) -> bool:
    hours = week.economic_hours
    return age >= WORK_FROM and policy.fits("child_labour.hours_15_17", hours, day)


def _is_too_young(week: Week, age: int, day: date, policy: Policy) -> bool:
    """Whether these are more hours than may be worked below the age for work."""
    if age >= WORK_FROM:
        return False
    ages = "12_14" if age >= LIGHT_WORK_FROM else "5_11"
    return policy.fits(f"child_labour.hours_{ages}", week.economic_hours, day)


def _has_too_many_chores(week: Week, age: int, day: date, policy: Policy) -> bool:
    """Whether household services alone make it child labour, where they count at all."""
    if not policy.value("child_labour.general_boundary", day, default=False):
        return False
    ages = "15_17" if age >= WORK_FROM else "5_14"
    return policy.fits(f"child_labour.chores_{ages}", week.chores_hours, day)
