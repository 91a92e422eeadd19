"""Weighing: how much speaks for two records being of one child, and what it is.

Each thing that is told of both adds to the weight or takes from it; together they give a
score, as in the record linkage of Fellegi and Sunter (1969): the weights are logarithms to
the base two of how many times likelier it is among records of one child. Two records of
which nothing is known but that they are two stand at ``APART``.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from casemgmt.domain.dates import Day, Precision

from .likeness import Likeness, likeness
from .record import Name, Record

APART = -10.0


class Reason(StrEnum):
    """What speaks for one child."""

    VERIFIED_NUMBER = "same-verified-number"
    CLAIMED_NUMBER = "same-claimed-number"
    GIVEN_NAME = "same-given-name"
    LIKE_GIVEN_NAME = "like-given-name"
    FAMILY_NAME = "same-family-name"
    LIKE_FAMILY_NAME = "like-family-name"
    NAMES_EXCHANGED = "names-exchanged"
    BIRTH_DAY = "same-birth-day"
    BIRTH_DAY_TURNED = "birth-day-turned"
    BIRTH_MONTH = "same-birth-month"
    BIRTH_YEAR = "same-birth-year"
    MOTHER = "same-mother"
    FATHER = "same-father"
    PHONE = "same-phone"
    DISTRICT = "same-district"


WEIGHTS = {
    Reason.VERIFIED_NUMBER: 20.0,
    Reason.CLAIMED_NUMBER: 12.0,
    Reason.GIVEN_NAME: 6.0,
    Reason.LIKE_GIVEN_NAME: 3.0,
    Reason.FAMILY_NAME: 6.0,
    Reason.LIKE_FAMILY_NAME: 3.0,
    Reason.NAMES_EXCHANGED: 10.0,
    Reason.BIRTH_DAY: 8.0,
    Reason.BIRTH_DAY_TURNED: 5.0,
    Reason.BIRTH_MONTH: 4.0,
    Reason.BIRTH_YEAR: 2.0,
    Reason.MOTHER: 4.0,
    Reason.FATHER: 4.0,
    Reason.PHONE: 5.0,
    Reason.DISTRICT: 2.0,
}
OTHER_GIVEN, OTHER_FAMILY, OTHER_PARENT = -6.0, -4.0, -3.0
OTHER_SEX, OTHER_DISTRICT, OTHER_NUMBER = -8.0, -1.0, -12.0
OTHER_BIRTH, NEXT_YEAR = -10.0, -1.0
BEYOND_A_NAME = frozenset(Reason) - {
    Reason.GIVEN_NAME,
    Reason.LIKE_GIVEN_NAME,
    Reason.FAMILY_NAME,
    Reason.LIKE_FAMILY_NAME,
    Reason.NAMES_EXCHANGED,
    Reason.DISTRICT,
}
"""What a namesake of the neighbourhood does not share."""
_NUMBERS = frozenset({Reason.VERIFIED_NUMBER, Reason.CLAIMED_NUMBER})
_GUESSED = ((1, 1), (12, 31), (7, 1))
"""Days that forms are filled with where only the year is known."""
_LIKELY_ALIKE = {Likeness.SAME, Likeness.NEAR}


@frozen
class Weighed:
    """What was found of two records.

    Attributes:
        score: From 0 to 1: how likely they are of one child.
        because: What speaks for it, the weightiest first.

    """

    score: float
    because: tuple[Reason, ...]

    @property
    def beyond_a_name(self) -> bool:
        """Whether they share more than two namesakes of one neighbourhood do."""
        return not BEYOND_A_NAME.isdisjoint(self.because)


def weigh(a: Record, b: Record) -> Weighed:
    """Return how likely *a* and *b* are of one child, and why.

    Two children of one family are told apart: where the given names are two names, only an
    official number makes them one.
    """
    names = list(_names(a, b))
    told = [*_numbers(a, b), *names, *_birth(a, b), *_around(a, b)]
    reasons = [what for what in told if isinstance(what, Reason)]
    against = [what for what in told if not isinstance(what, Reason)]
    if OTHER_GIVEN in names and _NUMBERS.isdisjoint(reasons):
        return Weighed(0.0, ())
    weight = APART + sum(against) + sum(WEIGHTS[reason] for reason in reasons)
    in_order = tuple(sorted(reasons, key=lambda reason: -WEIGHTS[reason]))
    return Weighed(round(1 / (1 + 2**-weight), 4), in_order)


def _numbers(a: Record, b: Record) -> Iterator[Reason | float]:
    shared = a.numbers & b.numbers
    if shared & (a.verified | b.verified):
        yield Reason.VERIFIED_NUMBER
    elif shared:
        yield Reason.CLAIMED_NUMBER
    elif {n.kind for n in a.verified} & {n.kind for n in b.verified} - {"other"}:
        yield OTHER_NUMBER


def _names(a: Record, b: Record) -> Iterator[Reason | float]:
    given, family = likeness(a.given, b.given), likeness(a.family, b.family)
    if _are_exchanged(a, b, given, family):
        yield Reason.NAMES_EXCHANGED
        return
    if given is Likeness.SAME:
        yield Reason.GIVEN_NAME
    elif given is Likeness.NEAR:
        yield Reason.LIKE_GIVEN_NAME
    elif given is not None:
        yield OTHER_GIVEN
    if family is Likeness.SAME:
        yield Reason.FAMILY_NAME
    elif family in {Likeness.NEAR, Likeness.ANOTHER}:
        yield Reason.LIKE_FAMILY_NAME
    elif family is not None:
        yield OTHER_FAMILY


def _are_exchanged(
    a: Record, b: Record, given: Likeness | None, family: Likeness | None
) -> bool:
    """Whether one has the given name where the other has the family name."""
    if given in _LIKELY_ALIKE or family in _LIKELY_ALIKE:
        return False
    crossed = likeness(a.given, b.family), likeness(a.family, b.given)
    return crossed == (Likeness.SAME, Likeness.SAME)


def _birth(a: Record, b: Record) -> Iterator[Reason | float]:
    if a.born is None or b.born is None:
        return
    one, other = _as_known(a.born, counted=a.counted), _as_known(b.born, counted=b.counted)
    exact = one.exact and other.exact
    if exact and one == other:
        yield Reason.BIRTH_DAY
    elif exact and _is_turned(one, other):
        yield Reason.BIRTH_DAY_TURNED
    elif one.first <= other.last and other.first <= one.last:
        years = {one.precision, other.precision} & {Precision.YEAR, Precision.SCHOOL_YEAR}
        yield Reason.BIRTH_YEAR if years else Reason.BIRTH_MONTH
    elif abs(one.last.year - other.last.year) <= 1 and not exact:
        yield NEXT_YEAR
    else:
        yield NEXT_YEAR if _is_a_slip(one, other) else OTHER_BIRTH


def _as_known(born: Day, *, counted: bool) -> Day:
    """Return *born* as far as it says something: a day filled in for a year is a year."""
    if counted or (born.exact and (born.first.month, born.first.day) in _GUESSED):
        return Day.of(f"{born.first.year:04d}")
    return born


def _is_turned(one: Day, other: Day) -> bool:
    """Whether day and month changed places."""
    a, b = one.first, other.first
    return (a.year, a.month, a.day) == (b.year, b.day, b.month)


def _is_a_slip(one: Day, other: Day) -> bool:
    """Whether one digit differs between two days."""
    pairs = zip(one.first.isoformat(), other.first.isoformat(), strict=True)
    return sum(a != b for a, b in pairs) == 1


def _around(a: Record, b: Record) -> Iterator[Reason | float]:
    if a.sex != b.sex and "unknown" not in (a.sex, b.sex):
        yield OTHER_SEX
    if "unknown" not in (a.district, b.district):
        yield Reason.DISTRICT if a.district == b.district else OTHER_DISTRICT
    if a.phone and a.phone == b.phone:
        yield Reason.PHONE
    yield from _parent(a.mother, b.mother, Reason.MOTHER)
    yield from _parent(a.father, b.father, Reason.FATHER)


def _parent(a: Name, b: Name, reason: Reason) -> Iterator[Reason | float]:
    found = likeness(a, b)
    if found is Likeness.SAME:
        yield reason
    elif found is Likeness.DIFFERENT:
        yield OTHER_PARENT
