"""Home visits: who was there, and what was found."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command, unchanged
from casemgmt.domain.personal import Personal, personal_text
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


class VisitHome(HomeVisited, Command):
    """Tell of a visit to the household's home."""


AREA = Area(
    name="visits",
    subject="household",
    initial=None,
    evolve=unchanged,
    events={"home-visited.1": HomeVisited},
    commands={"visit-home": VisitHome},
)
