"""The partner report: what a season of the partnership has brought about.

Its figures are those of ``casemgmt indicators`` for the same days; its goods are those the
agreement and the centres tell of. Small cells are hidden: it leaves the organisation.
"""

from __future__ import annotations

from casemgmt.domain.vocabulary import Text
from casemgmt.reports.declaring import Audience, Declared
from casemgmt.reports.desk import ReportDesk
from casemgmt.reports.model import Headline, Report
from casemgmt.reports.period import Period
from casemgmt.reports.protecting import protected
from casemgmt.reports.reading import Reading
from casemgmt.reports.words import filled

from . import accompanied, accompaniment, closing, kits, school
from .goods import Partnership
from .tables import WORDS

ASKED = (
    *accompanied.ASKED, *school.ASKED, *kits.ASKED, *accompaniment.ASKED, *closing.ASKED
)  # fmt: skip


def partner(desk: ReportDesk, period: Period) -> Report:
    """Return the partner report of *period*, as *desk* knows it."""
    reading = Reading.of(desk, period, ASKED)
    partnership = Partnership.of(reading)
    bags = kits.Kits.of(reading, partnership)
    full = Report(
        name="partner",
        title=WORDS("report.title"),
        subtitle=_subtitle(partnership),
        period=reading.period,
        headlines=_headlines(reading, bags),
        sections=(
            accompanied.section(reading),
            school.places(reading),
            kits.section(reading, bags),
            school.attendance(reading),
            accompaniment.training(reading),
            accompaniment.families(reading),
            accompaniment.work(reading),
            closing.equipment(reading, partnership),
            closing.trust(reading),
        ),
        foot=reading.foot(),
    )
    return protected(full, reading.figures, bags.sums(), reading.small_cells_below)


def _subtitle(partnership: Partnership) -> Text:
    names = closing.partners_of(partnership)
    if names is None:
        return WORDS("report.without")
    return filled(WORDS("report.with"), partners=names)


def _headlines(reading: Reading, bags: kits.Kits) -> tuple[Headline, ...]:
    return (
        Headline(
            WORDS("accompanied.headline"),
            reading.count("I01"),
            WORDS("accompanied.meaning"),
        ),
        kits.headline(bags),
        _part(reading, "school", "I29"),
        Headline(
            WORDS("attendance.headline"), reading.share("I31"), WORDS("attendance.meaning")
        ),
        _part(reading, "work", "I24"),
    )


def _part(reading: Reading, section: str, indicator: str) -> Headline:
    return Headline(
        label=WORDS(f"{section}.headline"),
        value=reading.count(indicator),
        meaning=WORDS(f"{section}.meaning"),
        out_of=reading.count(indicator, "denominator"),
        out_of_label=WORDS(f"{section}.headline-of"),
    )


PARTNER = Declared(WORDS("report.title"), Audience.PARTNER, partner)
