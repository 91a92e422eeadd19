"""Attendance that goes against what else was told of school and of work.

Of several reports for the same days only the latest counts (counting.md, I31). A
contradiction is shown only where it holds whichever day an uncertain one was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from casemgmt.domain.dates import Day
from casemgmt.domain.policy import Policy
from casemgmt.domain.protection.work import WorkObserved
from casemgmt.domain.school_support.attendance import AttendanceReported
from casemgmt.domain.school_support.schooling import (
    DropoutRecorded,
    ReturnedToSchool,
    SchoolPlaceTaken,
)

from .person import Person, Said

Pair = tuple[Said, Said]
WORK_HOURS = "contradictions.work_hours"
NO_DAY, ONE_DAY = timedelta(0), timedelta(days=1)
BEFORE_ITS_LAST = timedelta(days=6)
"""A reference week is the seven days that end on its day."""


def counted(person: Person) -> list[Said]:
    """Return the reports that count: of those for the same days the latest."""
    latest: dict[tuple[date, date], Said] = {}
    for said in person.said(AttendanceReported):
        latest[said.event.from_.last, said.event.to.last] = said
    return list(latest.values())


def days_present(report: AttendanceReported) -> int:
    """Return the days on which the child was there."""
    absent = report.days_absent + (report.days_absent_authorised or 0)
    return report.days_possible - absent


def at_school_and_at_work(person: Person, policy: Policy) -> Iterator[Pair]:
    """Yield reports without absence, with the long work seen in a week they contain."""
    full = [s for s in counted(person) if _without_absence(s.event)]
    weeks = [s for s in person.said(WorkObserved) if _is_long(s, policy)]
    return ((report, work) for report in full for work in weeks if _holds(report, work))


def attends_after_dropout(person: Person, policy: Policy) -> Iterator[Pair]:
    """Yield dropouts, with days present in a later period without a way back before."""
    del policy
    back = list(person.said(SchoolPlaceTaken, ReturnedToSchool))
    present = [s for s in counted(person) if days_present(s.event) > 0]
    for dropout in person.said(DropoutRecorded):
        for report in present:
            period, last_day = report.event, dropout.event.last_day.last
            is_back = any(_may_be_back(dropout, way, period.to.last) for way in back)
            if period.from_.first > last_day and not is_back:
                yield dropout, report


def two_school_places(person: Person, policy: Policy) -> Iterator[Pair]:
    """Yield places taken in two schools for one school year on one day."""
    del policy
    places = (s for s in person.said(SchoolPlaceTaken) if s.on.exact)
    for one, other in combinations(places, 2):
        same = (one.on, one.event.school_year) == (other.on, other.event.school_year)
        if same and one.event.school != other.event.school:
            yield one, other


def _may_be_back(dropout: Said, way_back: Said, ends: date) -> bool:
    """Whether the child may have gone back since the dropout, by the day *ends*.

    On the last day itself what was recorded later holds, as in schooling order
    (counting.md §1.8).
    """
    told_later = way_back.version.order[1:] > dropout.version.order[1:]
    last_day: Day = dropout.event.last_day
    since = last_day.first + (NO_DAY if told_later else ONE_DAY)
    return max(since, way_back.on.first) <= min(way_back.on.last, ends)


def _without_absence(report: AttendanceReported) -> bool:
    return 0 < report.days_possible == days_present(report)


def _is_long(work: Said, policy: Policy) -> bool:
    return policy.fits(WORK_HOURS, work.event.economic_hours, work.on.last)


def _holds(report: Said, work: Said) -> bool:
    """Whether the period of *report* holds the whole reference week of *work*."""
    begins, ends = work.on.first - BEFORE_ITS_LAST, work.on.last
    return bool(report.event.from_.last <= begins and ends <= report.event.to.first)
