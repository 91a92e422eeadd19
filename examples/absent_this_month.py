"""Who was absent too much in a month, by centre and school, and whom nobody can judge yet.

    python examples/absent_this_month.py insaf.db --month 2025-11

A child is read by the policy in force at the end of the month (``absence.*``): chronic,
warning, regular, or too few days of school to say. A report counts where its last day lies.
"""

from __future__ import annotations

from datetime import date, timedelta

from showing import asked, desk_of, show

from casemgmt import Desk, Subject
from casemgmt.adapters import as_told
from casemgmt.events import ReturnedToSchool, SchoolPlaceTaken

TOLD_WITHIN = timedelta(days=31)
"""A school tells of a month in the next one."""
WORST_FIRST = ("chronic", "warning", "too-few-days")
HEADINGS = {
    "en": ("centre", "school", "child", "absent", "of days", "percent", "reading"),
    "fr": ("centre", "école", "enfant", "absences", "jours", "pour cent", "lecture"),
    "ar": ("المركز", "المدرسة", "الطفل", "أيام الغياب", "من الأيام", "في المئة", "القراءة"),
}


def main() -> None:
    line = asked("Who was absent too much in a month")
    options = line.parse_args()
    first, last = options.month
    with desk_of(options.store, options.person) as desk:
        rows = sorted(absences(desk, first, last), key=place)
    show(HEADINGS[options.lang], rows, as_csv=options.csv)


def absences(desk: Desk, first: date, last: date):
    """Yield a row for each child with an open case whose absence is not regular."""
    for case in desk.cases(last):
        journey = desk.journey(case.subject, as_of=last + TOLD_WITHIN)
        attendance = journey.attendance
        reading = attendance.reading(first, last, desk.policy)
        if reading in {None, "regular"}:  # no report at all, or nothing to follow up
            continue
        counts = desk.policy.value("absence.counts", last, "all")
        absent, days = (
            attendance.away(first, last, counts),
            attendance.possible(first, last),
        )
        if absent == 0:
            continue
        percent = f"{100 * absent / days:.1f}"
        school = school_on(desk, case.subject, last)
        yield case.centre, school, case.subject, absent, days, percent, reading


def school_on(desk: Desk, child: Subject, day: date) -> str | None:
    """Return the school of the child's last place by *day*, as it is told now."""
    schools = [
        told.event.school
        for told in as_told(desk.history(child))
        if isinstance(told.event, SchoolPlaceTaken | ReturnedToSchool)
        and told.on.last <= day
    ]
    return schools[-1] if schools else None


def place(row):
    """Order by centre and school, the worst first."""
    centre, school, child, *_, percent, reading = row
    return centre, school or "", WORST_FIRST.index(reading), -float(percent), str(child)


if __name__ == "__main__":
    main()
