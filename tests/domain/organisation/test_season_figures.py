"""A body's own total is never the sum of its kinds, and what it said last holds."""

from decimal import Decimal
from fractions import Fraction

from tests.domain.given import journey, told

from casemgmt.domain.organisation.season_figures import ReportSeasonFigures
from casemgmt.domain.vocabulary import Quantity


def reported(kind, structures, beneficiaries, season="2009-2010"):
    figures = ReportSeasonFigures(
        season=season, kind=kind, structures=structures, beneficiaries=beneficiaries
    )
    return told("2011-04-26", figures)


def season_figures(*tellings):
    return journey(*tellings, of="centre:entraide").season_figures


HOMES = reported("social-protection", 925, 67860)
TOTAL = reported("all", 2669, Quantity(Decimal(284366), about=True), season="2010")


def test_what_was_reported_last_of_a_season_and_kind_holds():
    state = season_figures(HOMES, reported("social-protection", 926, 67900))

    assert state.of("2009-2010", "social-protection").structures.value == 926
    assert state.of("2010", "social-protection") is None


def test_the_total_of_a_body_is_none_of_its_kinds():
    state = season_figures(HOMES, reported("kindergarten", 583, 20668), TOTAL)

    assert state.kinds("2009-2010") == ("social-protection", "kindergarten")
    assert state.kinds("2010") == ()
    assert state.of("2010", "all").beneficiaries.about


def test_beneficiaries_per_structure_are_exact_or_unknown():
    state = season_figures(HOMES)

    assert state.of("2009-2010", "social-protection").per_structure == Fraction(67860, 925)
    for structures, beneficiaries in [(Quantity(), 10), (10, Quantity()), (0, 10)]:
        unknown = season_figures(reported("disability", structures, beneficiaries))
        assert unknown.of("2009-2010", "disability").per_structure is None
