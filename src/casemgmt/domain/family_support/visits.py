"""Home visits: who was there, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.personal import Personal, personal_text
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Subject, Text


def _subjects(children: Iterable[str | Subject]) -> tuple[Subject, ...]:
    return tuple(Subject.of(child) for child in children)


@frozen(kw_only=True)
class HomeVisited:
    """Somebody of the association was at the household's home.

    Attributes:
        caregiver_present: Whether a caregiver was there; only then it counts as a visit
            of the household.
        children: The children who were seen or spoken of.

    """

    caregiver_present: bool
    children: tuple[Subject, ...] = field(converter=_subjects)
    findings: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen
class Visit:
    """A visit on a day: who was there."""

    day: date
    caregiver_present: bool
    children: frozenset[Subject]


@frozen
class Visits:
    """The visits to the household's home, in order."""

    made: tuple[Visit, ...] = ()

    def between(self, first: date, last: date) -> tuple[Visit, ...]:
        """Return the visits from *first* to *last*."""
        return tuple(visit for visit in self.made if first <= visit.day <= last)

    def visited(self, first: date, last: date) -> bool:
        """Whether a caregiver was met at home: only that is a visit of the household."""
        return any(visit.caregiver_present for visit in self.between(first, last))

    def last_seen(self, children: frozenset[Subject], by: date) -> date | None:
        """Return when one of these records of a child was seen last, at the latest *by*."""
        days = [v.day for v in self.made if v.day <= by and children & v.children]
        return days[-1] if days else None


def evolve(state: Visits, event: HomeVisited, told: Told) -> Visits:
    """Return the visits after *event*."""
    match event:
        case HomeVisited(caregiver_present=present, children=children):
            return Visits((*state.made, Visit(told.day, present, frozenset(children))))
        case _:
            assert_never(event)


class VisitHome(HomeVisited, Command):
    """Tell of a visit to the household's home."""


AREA = Area(
    name="visits",
    subject="household",
    initial=Visits(),
    evolve=evolve,
    events={"home-visited.1": HomeVisited},
    commands={"visit-home": VisitHome},
)
