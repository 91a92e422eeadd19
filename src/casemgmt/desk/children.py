"""Where every child stood on a day, of the facts: no story is read for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.school_support.schooling import NOT_REENROLLED_DAYS
from casemgmt.domain.vocabulary import Subject
from casemgmt.facts.children import Stood, children_on
from casemgmt.facts.tellings import microseconds
from casemgmt.opening.parts import Parts
from casemgmt.read_models.figuring import brought_up, moment


@frozen
class ChildLine:
    """Where one child's record stood on a day.

    Attributes:
        case: Whether its case was open or closed; None where none was opened by the day.
        since: The first day of the case, of its last reopening if it was reopened.
        until: The day it was closed.
        centre: The centre that had the case, or had it last.
        caseworker: Who had it, or had it last.
        programmes: Those of the day while the case was open, in order of joining; one left
            that day included.
        suspended: Whether the case rested on that day.
        enrolled: Whether the child had a school place that day.
        school_year: That of the place, also where it had run out; None after a dropout.
        grade: Of the last place taken.

    """

    subject: Subject
    case: Literal["open", "closed"] | None
    since: date | None
    until: date | None
    centre: str | None
    caseworker: str | None
    programmes: tuple[str, ...]
    suspended: bool
    enrolled: bool | None
    school_year: str | None
    grade: str | None


def children(parts: Parts, day: date, known_at: datetime | None) -> Iterator[ChildLine]:
    """Yield where every child stood on *day*, by reference; who was erased has none."""
    facts = brought_up(parts)
    known = microseconds(moment(parts, known_at))
    stood = {one.id: one for one in children_on(facts, day, known)}
    grace = parts.config.policy.value("school.not_reenrolled_days", day)
    days = timedelta(days=NOT_REENROLLED_DAYS if grace is None else int(grace))
    for subject, id_ in parts.shelf.vault.references("child"):
        if id_ in stood:
            yield _line(subject, stood[id_], day, days)


def held(
    parts: Parts, day: date, known_at: datetime, has: Callable[[Stood], bool]
) -> frozenset[UUID]:
    """Return the children whom *has* picks by where they stood on *day*, by their ids."""
    stood = children_on(brought_up(parts), day, microseconds(known_at))
    return frozenset(one.id for one in stood if has(one))


def _line(subject: Subject, stood: Stood, day: date, grace: timedelta) -> ChildLine:
    is_open = stood.since is not None and stood.until is None
    case: Literal["open", "closed"] | None = "open" if is_open else "closed"
    year = f"{stood.school_year}-{stood.school_year + 1}" if stood.school_year else None
    return ChildLine(
        subject=subject,
        case=None if stood.since is None else case,
        since=stood.since,
        until=stood.until,
        centre=stood.centre,
        caseworker=stood.caseworker,
        programmes=tuple(dict.fromkeys(stood.programmes)) if is_open else (),
        suspended=is_open and stood.suspended,
        enrolled=year is not None and day <= Day.of(year).last + grace,
        school_year=year,
        grade=stood.grade,
    )
