"""What each report of the invented season is about: the days, the centre, the child."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from attrs import frozen

from casemgmt.desk.desk import Desk
from casemgmt.desk.worklists import CaseLine
from casemgmt.errors import InvalidError
from casemgmt.reports import Declared, Report, reports

from .clock import SEASON_ENDS, SEASON_STARTS
from .stays import PUPILS_HOME

SEASON = (SEASON_STARTS.isoformat(), SEASON_ENDS.isoformat())
DAYS: Mapping[str, tuple[str, str]] = {
    "caseworker-week": ("2025-12-15", "2025-12-21"),
    "centre-month": ("2026-01-01", "2026-01-31"),
}
IN_THE_SEASON = "2025-12-15"
ABOUT: Mapping[str, dict[str, str]] = {"register": {"centre": PUPILS_HOME}}
DONOR = "Kazyon"


@frozen
class Example:
    """A report, its days, and what it is about."""

    name: str
    first: str
    last: str
    about: Mapping[str, str]

    def of(self, desk: Desk) -> Report:
        """Return the report itself.

        Raises:
            InvalidError: it may not be handed over.

        """
        about: dict[str, Any] = dict(self.about)
        return desk.report(self.name, self.first, self.last, **about)


def examples(desk: Desk) -> Iterator[Example]:
    """Yield one example of every report that the season has something for."""
    known = _known(desk)
    for name, one in reports():
        if not one.lacks(known):
            first, last = DAYS.get(name, SEASON)
            yield Example(name, first, last, _asked(one, known | ABOUT.get(name, {})))


def _asked(one: Declared, known: Mapping[str, str]) -> dict[str, str]:
    return {p.name: known[p.name] for p in one.parameters if p.name in known}


def _known(desk: Desk) -> dict[str, str]:
    """Return a case of the season; its child too where a family may be given the file."""
    found = list(desk.cases(IN_THE_SEASON))
    if not found:
        return {}
    apprentices = (one for one in found if desk.journey(one.subject).contract.terms)
    told = next(
        (one for one in chain(apprentices, found) if _is_handed_over(desk, one)), None
    )
    case = told or found[0]
    known = {"centre": case.centre, "caseworker": case.caseworker, "donor": DONOR}
    return known if told is None else known | {"subject": str(told.subject)}


def _is_handed_over(desk: Desk, case: CaseLine) -> bool:
    """Whether consent covers it that the file of this child is handed to the family."""
    try:
        desk.report("child-file", *SEASON, subject=str(case.subject))
    except InvalidError:
        return False
    return True
