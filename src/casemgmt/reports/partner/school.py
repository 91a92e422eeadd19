"""School: places, the way back to them, and days present."""

from __future__ import annotations

from casemgmt.reports.model import Point, Section, Series
from casemgmt.reports.reading import Question, Reading

from .tables import WORDS, share_breakdown, share_table, steps

PLACES = ("I28", "I29", "I30", "I34", "I38")
ATTENDANCE = ("I31", "I32", "I33")
ASKED = (
    Question((*PLACES, *ATTENDANCE)),
    Question(("I31", "I32"), ("district",)),  # I32 says how many children stand behind I31
)


def places(reading: Reading) -> Section:
    """Return the section on school places."""
    return Section(
        "school",
        WORDS("school.title"),
        (
            steps(reading, "school", (("I28", "I28"), ("I29", "I29"), ("I30", "I30"))),
            share_table(reading, "school", PLACES),
        ),
        lead=WORDS("school.lead"),
    )


def attendance(reading: Reading) -> Section:
    """Return the section on attendance."""
    columns = (WORDS("attendance.present"), WORDS("attendance.possible"))
    by_district = share_breakdown(
        reading, "I31", "district", WORDS("attendance.by-district"), columns
    )
    return Section(
        "attendance",
        WORDS("attendance.title"),
        (_chart(reading), by_district, share_table(reading, "attendance", ATTENDANCE)),
        lead=WORDS("attendance.lead"),
    )


def _chart(reading: Reading) -> Series:
    points = (
        Point(WORDS("attendance.all"), reading.share("I31")),
        *(
            Point(reading.label("district", code), reading.share("I31", district=code))
            for code in reading.codes("I31", "district")
        ),
    )
    title, caption = WORDS("attendance.chart"), WORDS("attendance.chart-caption")
    return Series(title, "bar", points, caption)
