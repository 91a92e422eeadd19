"""The kinds of contradiction, and one of them as it is shown.

Each sentence is also the title of a ``Rule:`` under ``features/``; a check holds the two
equal. The order is that in which they are shown: the gravest first.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID

from attrs import frozen

from casemgmt.domain.rules import RuleBook
from casemgmt.domain.vocabulary import Subject

Severity = Literal["high", "medium"]


class Kind(RuleBook):
    """What the field counts on; two commands that go against it contradict each other."""

    AFTER_DEATH = "after-death", "A child is not seen after the day of death"
    AT_SCHOOL_AND_AT_WORK = (
        "at-school-and-at-work",
        "A child who worked long hours in a week was not at school on all its days",
    )
    ATTENDS_AFTER_DROPOUT = (
        "attends-after-dropout",
        "A child who dropped out attends again only once back in school",
    )
    IN_TWO_CENTRES = "in-two-centres", "A child is in one centre on a day"
    TWO_SCHOOL_PLACES = (
        "two-school-places",
        "A child takes a place in one school on a day for one school year",
    )
    DECIDED_ON_EARLIER_KNOWLEDGE = (
        "decided-on-earlier-knowledge",
        "A decision stands, and is shown when it would be refused on what is known now",
    )

    @property
    def severity(self) -> Severity:
        """How grave it is: ``high`` when a child who died was seen."""
        return "high" if self is Kind.AFTER_DEATH else "medium"


@frozen
class Contradiction:
    """Two commands that cannot both hold, or a decision and what it did not know.

    Attributes:
        subject: The record that holds the later of the two; the request's own subject.
        kind: What they go against.
        between: The ids of the two commands, the earlier first; of a decision the request,
            then the command that changed it.
        day: The day of the later of the two, of a decision the day of the request.
        resolved: Whether somebody said which of the two holds.
        holds: The id of the one that holds, or ``neither``; None while nobody has said.
        rule: Of a decision, the rule by which it would be refused.

    """

    subject: Subject
    kind: Kind
    between: tuple[UUID, UUID]
    day: date
    resolved: bool = False
    holds: str | None = None
    rule: StrEnum | None = None

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.kind.severity

    @property
    def order(self) -> tuple[int, str, date, tuple[str, str]]:
        """Its place among others: the gravest first, then by subject and day."""
        rank = list(Kind).index(self.kind)
        one, other = self.between
        return rank, str(self.subject), self.day, (str(one), str(other))
