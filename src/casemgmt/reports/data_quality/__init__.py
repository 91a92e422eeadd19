"""Data quality: late entries, contradictions, missing consents, unknowns by field.

Its figures are those of ``casemgmt indicators``, its contradictions those of ``casemgmt
contradictions``. It names records to be put right and stays in the house.
"""

from __future__ import annotations

from casemgmt.reports.amounts import Value
from casemgmt.reports.declaring import Audience, Declared
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Headline, Report
from casemgmt.reports.people import People
from casemgmt.reports.period import Period
from casemgmt.reports.reading import Reading, counted

from . import consent, contradictions, late, unknown
from .words import WORDS

ASKED = (*late.ASKED, *consent.ASKED, *unknown.ASKED)


def data_quality(desk: CaseDesk, period: Period) -> Report:
    """Return the report on the quality of what is kept."""
    reading = Reading.of(desk, period, ASKED)
    people = People(desk, reading.period)
    found = contradictions.Found.of(desk, reading.period)
    missing = consent.missing(desk, reading)
    return Report(
        name="data-quality",
        title=WORDS("report.title"),
        subtitle=WORDS("report.subtitle"),
        period=reading.period,
        headlines=_headlines(reading, found),
        sections=(
            late.section(desk, reading),
            contradictions.section(found),
            consent.section(reading, people, missing),
            unknown.section(reading),
        ),
        foot=reading.foot(hides=False),
    )


def _headlines(reading: Reading, found: contradictions.Found) -> tuple[Headline, ...]:
    prompt = Headline(
        WORDS("headline.prompt"), reading.share("I19"), WORDS("headline.prompt-meaning")
    )
    unresolved = _headline("contradictions", found.number("unresolved"))
    return (prompt, unresolved, _headline("consent", consent.how_many(reading)))


def _headline(name: str, value: Value) -> Headline:
    label = counted(WORDS, f"headline.{name}", value)
    return Headline(label, value, WORDS(f"headline.{name}-meaning"))


DATA_QUALITY = Declared(
    title=WORDS("report.title"), audience=Audience.TEAM, make=data_quality
)
