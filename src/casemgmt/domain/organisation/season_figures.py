"""Season figures: counts of a body that gives numbers, not persons."""

from __future__ import annotations

from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command, unchanged
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


class ReportSeasonFigures(SeasonFiguresReported, Command):
    """Tell what a body reported for a season."""


AREA = Area(
    name="season_figures",
    subject="centre",
    initial=None,
    evolve=unchanged,
    events={"season-figures-reported.1": SeasonFiguresReported},
    commands={"report-season-figures": ReportSeasonFigures},
)
