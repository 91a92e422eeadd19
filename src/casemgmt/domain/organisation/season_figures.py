"""Season figures: counts of a body that gives numbers, not persons."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import CentreKindOrAll, Quantity, Season, as_quantity


@frozen(kw_only=True)
class SeasonFiguresReported:
    """A body reported how many structures and beneficiaries it had in a season.

    Attributes:
        season: A school year (``2009-2010``) or a calendar year (``2010``).
        kind: The kind of its structures; ``all`` is the body's own total, never the sum
            of its kinds.

    """

    season: Season
    kind: CentreKindOrAll
    structures: Quantity = field(converter=as_quantity)
    beneficiaries: Quantity = field(converter=as_quantity)
    female: Quantity | None = field(default=None, converter=optional(as_quantity))
    agreements: Quantity | None = field(default=None, converter=optional(as_quantity))
    partners: Quantity | None = field(default=None, converter=optional(as_quantity))

    @property
    def per_structure(self) -> Fraction | None:
        """Beneficiaries per structure, exactly; None where either is unknown or none."""
        if self.beneficiaries.value is None or not self.structures.value:
            return None
        return Fraction(self.beneficiaries.value) / Fraction(self.structures.value)


@frozen
class SeasonFigures:
    """What the body reported last of each season and kind of structure."""

    reports: Mapping[tuple[str, str], SeasonFiguresReported] = field(factory=dict)

    def of(self, season: str, kind: str) -> SeasonFiguresReported | None:
        """Return what it reported of its structures of *kind* in *season*."""
        return self.reports.get((season, kind))

    def kinds(self, season: str) -> tuple[str, ...]:
        """Return the kinds it reported of in *season*; the total of all is no kind."""
        return tuple(k for s, k in self.reports if s == season and k != "all")


def evolve(state: SeasonFigures, event: SeasonFiguresReported, told: Told) -> SeasonFigures:
    """Return the figures after *event*."""
    del told
    match event:
        case SeasonFiguresReported(season=season, kind=kind):
            return SeasonFigures({**state.reports, (season, kind): event})
        case _:
            assert_never(event)


class ReportSeasonFigures(SeasonFiguresReported, Command):
    """Tell what a body reported for a season."""


AREA = Area(
    name="season_figures",
    subject="centre",
    initial=SeasonFigures(),
    evolve=evolve,
    events={"season-figures-reported.1": SeasonFiguresReported},
    commands={"report-season-figures": ReportSeasonFigures},
)
