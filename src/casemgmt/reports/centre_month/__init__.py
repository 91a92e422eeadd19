"""A centre's month: attendance, absences to follow up, visits due, stock, occupancy.

Its figures are those of ``casemgmt indicators`` in the cell of the centre, its work that of
``casemgmt due``. It names children and stays in the house: nothing in it is hidden.
"""

from __future__ import annotations

from casemgmt.reports.declaring import Audience, Declared, Parameter
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Headline, Report
from casemgmt.reports.people import People
from casemgmt.reports.period import Period
from casemgmt.reports.reading import Reading, counted
from casemgmt.reports.work import how_many

from . import attendance, occupancy, stock, visits
from .words import WORDS

ASKED = (*attendance.ASKED, *stock.ASKED, *occupancy.ASKED)


def centre_month(desk: CaseDesk, period: Period, *, centre: str) -> Report:
    """Return the report of a centre for the days of *period*."""
    reading = Reading.of(desk, period, ASKED)
    people = People(desk, reading.period)
    absent = attendance.to_follow_up(desk, reading, centre)
    asked = visits.due(desk, reading.period, centre)
    return Report(
        name="centre-month",
        title=WORDS("report.title"),
        subtitle=people.centre(centre),
        period=reading.period,
        headlines=_headlines(reading, centre, asked),
        sections=(
            attendance.section(reading, centre),
            attendance.absences(reading, people, absent, centre),
            visits.section(people, asked, centre),
            stock.section(reading, centre),
            occupancy.section(desk, reading, centre),
        ),
        foot=reading.foot(hides=False),
    )


def _headlines(reading: Reading, centre: str, asked: visits.Asked) -> tuple[Headline, ...]:
    cell = (("centre", centre),)
    children = reading.count_here("I01", centre=centre)
    absences = attendance.how_many(reading, centre)
    visits_due = how_many(asked.visits, "visits-due", *cell)
    late = how_many(asked.late, "visits-overdue", *cell) if asked.visits else None
    return (
        Headline(
            counted(WORDS, "headline.children", children),
            children,
            WORDS("headline.children-meaning"),
        ),
        Headline(
            WORDS("headline.present"),
            reading.share("I31", centre=centre),
            WORDS("headline.present-meaning"),
        ),
        Headline(
            counted(WORDS, "headline.absences", absences),
            absences,
            WORDS("headline.absences-meaning"),
        ),
        Headline(
            counted(WORDS, "headline.due", visits_due),
            visits_due,
            WORDS("headline.due-meaning"),
            late,
            WORDS("headline.late"),
        ),
    )


CENTRE_MONTH = Declared(
    title=WORDS("report.title"),
    audience=Audience.TEAM,
    make=centre_month,
    parameters=(Parameter("centre", WORDS("parameter.centre"), of="centre"),),
)
