"""Legality: whether a week of work is lawful, under the law in force on its day.

The national reading, beside the statistical one of ``child_labour``; both are computed when
asked and never stored. The law is the ``legal.*`` of the policy, dated: a rule that is off,
or not in force on the day, forbids nothing. What nobody told is tried every way it may be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import product
from typing import Protocol, Self

from attrs import fields, frozen

from casemgmt.domain.policy import Policy

ANY_AGE = (0, 120)
"""Without a birth date: the youngest and the oldest a person may be."""

SETTINGS = ("enterprise", "household", "domestic", "own-account")
DOMESTIC_WORK = "domestic-work"


class Answer(StrEnum):
    """Whether the work was lawful."""

    LAWFUL = "lawful"
    PROHIBITED = "prohibited"
    UNKNOWN = "unknown"


class Ground(StrEnum):
    """Why work is prohibited, in the order in which it is asked.

    The law behind each is the ``source`` of its parameter in the policy of the day.

    Attributes:
        parameter: What the policy calls it; empty where no policy lifts it.

    """

    parameter: str

    def __new__(cls, code: str, parameter: str) -> Self:
        """Return the ground of this code and parameter."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.parameter = parameter
        return member

    WORST_FORM = "worst-form", ""
    """ILO Convention 182, art. 3; at any age and any hours, since nobody may be forced,
    trafficked or exploited."""

    MINIMUM_AGE = "minimum-age", "legal.min_employment_age"
    """Labour Code art. 143: employment in an enterprise; work on one's own account or for
    one's own household is not in it."""

    HAZARDOUS = "hazardous", "legal.hazardous_age"
    """Labour Code art. 147 and the list of decree 2-10-183, in every setting."""

    LONG_WEEK = "long-week", "legal.long_week_hazardous"
    """A draft counts a long week as hazardous work; off unless the policy turns it on."""

    DOMESTIC_AGE = "domestic-age", "legal.domestic_age"
    """Law 19-12: 16 from 2 October 2018, 18 from 2 October 2023."""

    DOMESTIC_PAPERS = "domestic-papers", "legal.domestic_papers_age"
    """Law 19-12, its first five years: at 16 and 17 only with the guardian's papers."""

    DOMESTIC_HOURS = "domestic-hours", "legal.domestic_hours"
    """Law 19-12, its first five years: at 16 and 17 at most 40 hours a week."""

    NIGHT = "night", "legal.night_age"
    """Labour Code, night work, in every setting."""


class Missing(StrEnum):
    """What nobody told, named after what it leaves open in a ``Way``."""

    AGE = "age"
    HAZARDOUS = "hazardous"
    SETTING = "setting"
    PAPERS = "papers"


class Week(Protocol):
    """A week of work as it was seen; ``WorkObserved`` is one."""

    @property
    def economic_hours(self) -> Decimal:
        """Hours of economic work; chores at home are none of them."""

    @property
    def hazardous(self) -> str:
        """``yes``, ``no`` or ``unknown``."""

    @property
    def worst_form(self) -> str | None:
        """The worst form it is, if it is one."""

    @property
    def activity(self) -> str | None:
        """What work it was, if it was said."""

    @property
    def setting(self) -> str | None:
        """One of ``SETTINGS``, if it was said."""

    @property
    def night(self) -> bool | None:
        """Whether it was at night; told when it was seen, as a worst form is."""


@frozen
class Way:
    """One way a week may have been, where what was told leaves several open.

    Attributes:
        papers: Whether the guardian's written authorisation for domestic work exists.

    """

    age: int
    hazardous: bool
    setting: str
    papers: bool


@frozen
class Finding:
    """What the law says of a week.

    Attributes:
        answer: Prohibited if it is so whatever nobody told, lawful likewise, else unknown.
        grounds: What prohibits it whatever nobody told.
        possible: What else would, depending on what nobody told.
        missing: What would decide the answer.

    """

    answer: Answer
    grounds: tuple[Ground, ...]
    possible: tuple[Ground, ...]
    missing: tuple[Missing, ...]


@frozen
class Legality:
    """The two answers where a birth date is uncertain; with a certain one they are one.

    Attributes:
        stated: Over every age the child may have had: what may be counted.
        protective: At the youngest of them: what protecting the child goes by.

    """

    stated: Finding
    protective: Finding


def legality(
    week: Week, ages: tuple[int, int] | None, day: date, policy: Policy
) -> Legality:
    """Return whether *week*, which ended on *day*, was lawful that day.

    *ages* are the lowest and the highest age the child may have had; None without a birth
    date, when protection takes the child for the youngest.
    """
    possible = ANY_AGE if ages is None else range(ages[0], ages[1] + 1)
    return Legality(
        stated=_finding(week, possible, day, policy),
        protective=_finding(week, possible[:1], day, policy),
    )


def source(ground: Ground, day: date, policy: Policy) -> str:
    """Return the law behind *ground* on *day*."""
    if not ground.parameter:
        return "ILO Convention 182, art. 3"
    rule = policy.threshold(ground.parameter, day)
    return rule.source if rule else ""


def _finding(week: Week, ages: Sequence[int], day: date, policy: Policy) -> Finding:
    ways = _ways(week, ages, day, policy)
    found = {way: _grounds(week, way, day, policy) for way in ways}
    always = frozenset.intersection(*found.values())
    ever = frozenset().union(*found.values())
    return Finding(
        answer=_answer(found.values()),
        grounds=tuple(g for g in Ground if g in always),
        possible=tuple(g for g in Ground if g in ever - always),
        missing=tuple(m for m in Missing if _decides(m, found)),
    )


def _ways(week: Week, ages: Sequence[int], day: date, policy: Policy) -> Iterator[Way]:
    """Yield every way the week may have been; nobody tells of papers."""
    either = (True, False)
    hazards = {"yes": (True,), "no": (False,)}.get(week.hazardous, either)
    if week.activity in policy.value("legal.hazardous_activities", day, default=()):
        hazards = (True,)
    return (Way(*way) for way in product(ages, hazards, _settings(week), either))


def _settings(week: Week) -> tuple[str, ...]:
    """Return the settings it may have been in; domestic work says its own."""
    if week.activity == DOMESTIC_WORK and week.setting != "enterprise":
        return ("domestic",)
    return SETTINGS if week.setting is None else (week.setting,)


def _answer(found: Iterable[frozenset[Ground]]) -> Answer:
    prohibited = {bool(grounds) for grounds in found}
    if len(prohibited) > 1:
        return Answer.UNKNOWN
    return Answer.PROHIBITED if True in prohibited else Answer.LAWFUL


def _decides(missing: Missing, found: Mapping[Way, frozenset[Ground]]) -> bool:
    """Whether two ways that differ in nothing else have different answers."""
    alike: defaultdict[tuple[object, ...], set[bool]] = defaultdict(set)
    for way, grounds in found.items():
        others = [f.name for f in fields(Way) if f.name != missing]
        alike[tuple(getattr(way, name) for name in others)].add(bool(grounds))
    return any(len(answers) > 1 for answers in alike.values())


def _grounds(week: Week, way: Way, day: date, policy: Policy) -> frozenset[Ground]:
    """Return what prohibits the week, had it been that way."""

    def bars(ground: Ground, value: int | Decimal = way.age) -> bool:
        return policy.fits(ground.parameter, value, day)

    worst = {Ground.WORST_FORM: week.worst_form is not None}
    if not week.economic_hours > 0:
        return _those_that_hold(worst)
    hours, domestic = week.economic_hours, way.setting == "domestic"
    tolerated = domestic and bars(Ground.DOMESTIC_PAPERS) and not bars(Ground.DOMESTIC_AGE)
    return _those_that_hold(
        worst
        | {
            Ground.MINIMUM_AGE: way.setting == "enterprise" and bars(Ground.MINIMUM_AGE),
            Ground.HAZARDOUS: way.hazardous and bars(Ground.HAZARDOUS),
            Ground.LONG_WEEK: bars(Ground.HAZARDOUS) and bars(Ground.LONG_WEEK, hours),
            Ground.DOMESTIC_AGE: domestic and bars(Ground.DOMESTIC_AGE),
            Ground.DOMESTIC_PAPERS: tolerated and not way.papers,
            Ground.DOMESTIC_HOURS: tolerated and bars(Ground.DOMESTIC_HOURS, hours),
            Ground.NIGHT: week.night is True and bars(Ground.NIGHT),
        }
    )


def _those_that_hold(grounds: Mapping[Ground, bool]) -> frozenset[Ground]:
    return frozenset(ground for ground, holds in grounds.items() if holds)
