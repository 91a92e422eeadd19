"""Resemblance: two records that may be of one child, and how likely they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Subject

from .record import Record
from .weighing import Reason, Weighed, weigh


class Band(StrEnum):
    """How likely two records are of one child."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@frozen
class Resemblance:
    """Two records that may be of one child.

    Attributes:
        a: One of them; the one whose reference comes first.
        b: The other.
        band: ``certain`` where they have one verified official number; ``likely`` where
            more than names and neighbourhood agrees; else ``possible``.
        score: How likely it is, from 0 to 1, by fixed weights.
        because: What speaks for it, the weightiest first.

    """

    a: Subject
    b: Subject
    band: Band
    score: float
    because: tuple[Reason, ...]

    @property
    def order(self) -> tuple[float, str, str]:
        """The place in a list: the likeliest first."""
        return -self.score, str(self.a), str(self.b)


def resemblance(a: Record, b: Record, policy: Policy, day: date) -> Resemblance | None:
    """Return how *a* and *b* resemble each other; None where they do not enough."""
    weighed = weigh(a, b)
    band = _band(weighed, policy, day)
    if band is None:
        return None
    first, second = sorted((a.subject, b.subject), key=str)
    return Resemblance(first, second, band, weighed.score, weighed.because)


def _band(weighed: Weighed, policy: Policy, day: date) -> Band | None:
    score = Decimal(str(weighed.score))
    if Reason.VERIFIED_NUMBER in weighed.because:
        return Band.CERTAIN
    if weighed.beyond_a_name and policy.fits("duplicates.likely", score, day):
        return Band.LIKELY
    return Band.POSSIBLE if policy.fits("duplicates.possible", score, day) else None
