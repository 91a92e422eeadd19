"""Consent in use: whether what is known of a child may go to others, asked on that day.

What for decides which purpose is asked: a list for a donor needs consent to be reported, a
referral or a transfer to share with that very organisation, a photo and a sponsor's news
their own. Without consent only two grounds hand anything out, and somebody answers for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from .accesses import Ground, Use
from .area import require
from .journey import Journey
from .policy import Policy
from .rules import RuleBook
from .vocabulary import Subject

SHARE = "share"
PURPOSES: Mapping[Use, str] = {
    "donor-list": "reporting",
    "referral": SHARE,
    "transfer": SHARE,
    "photo": "photo",
    "sponsor-updates": "sponsor-updates",
}
"""The purpose of consent that each use asks for."""
OVERRIDES: frozenset[Ground] = frozenset({"safeguarding", "legal-duty"})


class HandingRule(RuleBook):
    """What refuses that something goes to others."""

    CONSENT = (
        "consent-to-hand-out",
        "Nothing on a child goes to others without consent to it on that day",
    )
    ANSWERED_FOR = (
        "handing-out-answered-for",
        "Whoever hands out without consent names who answers for it",
    )


@frozen
class Handing:
    """What is to go out: what for, to whom, and by what right.

    Attributes:
        ground: ``consent``, or what stands over it.
        answers: Who answers for it, where it is not by consent.

    """

    use: Use
    to: str
    ground: Ground = "consent"
    answers: str | None = None


@frozen
class Consenting:
    """Who of some children may be told of, and how many may not.

    Attributes:
        subjects: Those with consent on the day, in their order.
        without: How many have none; they are counted and named nowhere.

    """

    subjects: tuple[Subject, ...]
    without: int


def covered(journey: Journey, use: Use, to: str, day: date, policy: Policy) -> bool:
    """Return whether consent covers a use on *day*, as the person's records say together.

    *to* matters to a referral and a transfer: to share is with an organisation by name.
    """
    person = journey.person
    birth = person.registration.birth
    grace = policy.value("consent.grace_days_at_18", day, 30)
    purpose = PURPOSES[use]
    if purpose == SHARE:
        return person.consent.shares_with(to, day, birth, grace)
    return person.consent.covers(purpose, day, birth, grace)


def refuse(journey: Journey, out: Handing, day: date, policy: Policy) -> None:
    """Refuse to hand out what nothing permits.

    Raises:
        RuleBrokenError: there is no consent, or nobody answers for going without.

    """
    if out.ground in OVERRIDES:
        named = out.answers is not None and bool(out.answers.strip())
        require(named, HandingRule.ANSWERED_FOR)
    else:
        agreed = covered(journey, out.use, out.to, day, policy)
        require(agreed, HandingRule.CONSENT)
