"""The season report: structures, beneficiaries and girls among them, by kind and region.

The table of an agency's season, from two sources that are never added up: what bodies
reported as counts, and the children whose stories are kept here.
"""

from __future__ import annotations

from casemgmt.domain.vocabulary import Text
from casemgmt.reports.declaring import Audience, Declared
from casemgmt.reports.desk import ReportDesk
from casemgmt.reports.model import Headline, Report
from casemgmt.reports.period import Period
from casemgmt.reports.protecting import protected
from casemgmt.reports.reading import Reading

from . import few, kept, reported
from .words import WORDS


def season(desk: ReportDesk, period: Period) -> Report:
    """Return the tables of the seasons in *period*, as *desk* knows them."""
    reading = Reading.of(desk, period, kept.ASKED)
    by_bodies = reported.sections(reading, tuple(reported.of(reading)))
    full = Report(
        name="season",
        title=WORDS("report.title"),
        subtitle=WORDS("report.subtitle"),
        period=reading.period,
        headlines=_headlines(reading),
        sections=(
            *by_bodies,
            kept.section(reading),
        ),
        foot=reading.foot(),
    )
    return protected(
        full,
        reading.figures,
        tuple(few.sums_of(by_bodies)),
        reading.small_cells_below,
        tuple(few.cells_of(by_bodies)),
    )


def _headlines(reading: Reading) -> tuple[Headline, ...]:
    said = (("S01", "structures"), ("S02", "children"))
    return tuple(
        Headline(WORDS(f"kept.{name}"), reading.count(indicator), _meaning(name))
        for indicator, name in said
    )


def _meaning(name: str) -> Text:
    return WORDS(f"kept.{name}-meaning")


SEASON = Declared(WORDS("report.title"), Audience.PARTNER, season)
