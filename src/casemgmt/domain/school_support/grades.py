"""Grades: the age at which a grade is usually reached, and who is older than that."""

from __future__ import annotations

from datetime import date

from casemgmt.domain.policy import Policy

NOMINAL_AGES = {
    grade: age
    for age, grade in enumerate(
        "ps1 ps2 p1 p2 p3 p4 p5 p6 c1 c2 c3 tc bac-1 bac-2".split(), start=4
    )
}
"""Completed years at which a child usually is in a grade: two years of preschool from 4,
six of primary from 6, three of lower secondary from 12, three of upper secondary from 15
(counting.md I38)."""


def over_age(
    grade: str | None, ages: tuple[int, int] | None, policy: Policy, day: date
) -> bool | None:
    """Return whether a child is older than the grade by ``overage.years`` on *day*.

    None where it cannot be told: no grade, one without a usual age, no birth date, or one
    so uncertain that the lowest and the highest age answer differently.
    """
    usual = NOMINAL_AGES.get(grade or "")
    if usual is None or ages is None:
        return None
    answers = {policy.fits("overage.years", age - usual, day) for age in ages}
    return answers.pop() if len(answers) == 1 else None
