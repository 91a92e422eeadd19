"""Assessment: how great the risk is, how the child fares, and when that was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, assert_never

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Personal, personal_text
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Level, Reference, Text, as_codes, as_day
from casemgmt.errors import InvalidError

REQUIRED_DOMAINS = frozenset({"educational", "psychological", "social"})


@frozen(kw_only=True)
class RiskAssessed:
    """Somebody judged how great the risk is for the child."""

    level: Level
    factors: tuple[Reference, ...] = field(default=(), converter=as_codes)


@frozen(kw_only=True)
class Domain:
    """How the child fares in one domain of life, in a score and in words."""

    score: Literal[1, 2, 3, 4] | None = None
    note: Personal[Text] | None = field(default=None, converter=optional(personal_text))


def _by_name(
    domains: Mapping[str, Domain] | Iterable[tuple[str, Domain]],
) -> Mapping[str, Domain]:
    return dict(domains)


@frozen(kw_only=True)
class AssessmentCompleted:
    """Somebody looked at how the child fares in every domain that has to be looked at."""

    domains: Mapping[Reference, Domain] = field(converter=_by_name)


@frozen(kw_only=True)
class CaseReviewed:
    """The case was looked at again, and the plan with it.

    Attributes:
        risk: The risk as judged now; None leaves it.
        next_review_on: The day by which to look again.

    """

    risk: Level | None = None
    next_review_on: Day | None = field(default=None, converter=optional(as_day))
    decisions: Personal[Text] | None = field(
        default=None, converter=optional(personal_text)
    )


Event = RiskAssessed | AssessmentCompleted | CaseReviewed


@frozen
class Judgement:
    """How great the risk was judged to be in an assessment, and on which day."""

    day: date
    level: Level


@frozen
class Assessment:
    """How great the risk is, and when the child's situation was last looked at.

    Attributes:
        risk: As judged last, in an assessment or a review.
        judgements: Of the assessments alone, in order.
        completed_on: The day of the last complete assessment.
        reviewed_on: The day of the last review.
        next_review_on: The day by which the last review wanted the next.

    """

    risk: Level | None = None
    judgements: tuple[Judgement, ...] = ()
    completed_on: date | None = None
    reviewed_on: date | None = None
    next_review_on: date | None = None

    def risk_since(self, day: date) -> Level | None:
        """Return the risk assessed first on *day* or after; if none was, last before it."""
        since = (j.level for j in self.judgements if j.day >= day)
        before = (j.level for j in reversed(self.judgements) if j.day < day)
        return next(since, next(before, None))


def evolve(state: Assessment, event: Event, told: Told) -> Assessment:
    """Return the assessment after *event*."""
    match event:
        case RiskAssessed(level=level):
            judged = (*state.judgements, Judgement(told.day, level))
            return with_(state, risk=level, judgements=judged)
        case AssessmentCompleted():
            return with_(state, completed_on=told.day)
        case CaseReviewed(risk=risk, next_review_on=next_on):
            return with_(
                state,
                risk=risk or state.risk,
                reviewed_on=told.day,
                next_review_on=next_on.last if next_on else None,
            )
        case _:
            assert_never(event)


class AssessRisk(RiskAssessed, Command):
    """Tell how great the risk is."""


class CompleteAssessment(AssessmentCompleted, Command):
    """Tell how the child fares in each domain."""

    def check(self) -> None:
        """Check that every domain that has to be looked at is there.

        Raises:
            InvalidError: one is missing.

        """
        if REQUIRED_DOMAINS - self.domains.keys():
            raise InvalidError("data.domains", "missing-domain")


class ReviewCase(CaseReviewed, Command):
    """Tell that the case was looked at again."""


AREA = Area(
    name="assessment",
    subject="child",
    initial=Assessment(),
    evolve=evolve,
    events={
        "risk-assessed.1": RiskAssessed,
        "assessment-completed.1": AssessmentCompleted,
        "case-reviewed.1": CaseReviewed,
    },
    commands={
        "assess-risk": AssessRisk,
        "complete-assessment": CompleteAssessment,
        "review-case": ReviewCase,
    },
)
