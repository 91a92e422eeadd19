"""Handing out: what goes to others is asked of consent on that day, and recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casemgmt.desk import stories
from casemgmt.desk.accessing import tell_shown
from casemgmt.domain import consent_in_use
from casemgmt.domain.accesses import Ground, HandedOut, Use
from casemgmt.domain.consent_in_use import (
    OVERRIDES,
    PURPOSES,
    Consenting,
    Handing,
    covered,
)
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.opening.parts import Parts

AT_ONCE = 1_000
"""Children named in one event of what went out."""


def asked(use: str, to: str) -> tuple[Use, str]:
    """Return a use and a receiver, once they can be.

    Raises:
        InvalidError: there is no such use, or nobody it goes to.

    """
    known = next((one for one in PURPOSES if one == use), None)
    if known is None:
        raise InvalidError("use", "unknown-code")
    if not to.strip() or not to.isprintable():
        raise InvalidError("to", "empty")
    return known, to


def may_go(parts: Parts, subject: Subject, use: Use, to: str, day: date) -> bool:
    """Return whether consent on *day* lets something of *subject* go to *to*."""
    journey = stories.journey(parts, subject, day, None)
    return covered(journey, use, to, day, parts.config.policy)


def consenting(
    parts: Parts, subjects: Iterable[Subject], use: Use, to: str, day: date
) -> Consenting:
    """Return which of *subjects* may be told of, and how many may not."""
    every = tuple(subjects)
    found = tuple(one for one in every if may_go(parts, one, use, to, day))
    return Consenting(found, len(every) - len(found))


def refuse(parts: Parts, subject: Subject, out: Handing, day: date) -> None:
    """Refuse to hand out what nothing permits.

    Raises:
        RuleBrokenError: there is no consent, or nobody answers for going without.
        InvalidError: there is no such ground.

    """
    if out.ground not in {"consent", *OVERRIDES}:
        raise InvalidError("ground", "unknown-code")
    journey = stories.journey(parts, subject, day, None)
    consent_in_use.refuse(journey, out, day, parts.config.policy)


def tell_out(
    parts: Parts,
    by: str,
    role: str | None,
    subjects: tuple[Subject, ...],
    out: Handing,
    form: str | None,
) -> None:
    """Record that something of *subjects* goes out, before it does.

    Raises:
        ConflictError: it could not be recorded, so that nothing goes out.

    """
    ground: Ground = out.ground
    for first in range(0, len(subjects), AT_ONCE):
        event = HandedOut(
            subjects=subjects[first : first + AT_ONCE],
            use=out.use,
            to=out.to,
            ground=ground,
            answers=out.answers,
            form=form,
            role=role,
        )
        tell_shown(parts, by, event)
