"""Attendance: what a school, or its register, reports for a stretch of days."""

from __future__ import annotations

from attrs import field, frozen

from casemgmt.domain.area import Area, Command, unchanged
from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Count, Reference, as_day


@frozen(kw_only=True)
class AttendanceReported:
    """The child was away from school on some of the days on which there was school.

    Attributes:
        days_possible: Days on which there was school, from the first to the last day.
        days_absent: Of these, days away without leave.
        days_absent_authorised: Of these, days away with leave.

    """

    from_: Day = field(converter=as_day)
    to: Day = field(converter=as_day)
    days_possible: Count
    days_absent: Count
    days_absent_authorised: Count | None = None
    source: Reference


class ReportAttendance(AttendanceReported, Command):
    """Tell on how many of the possible days the child was away."""


AREA = Area(
    name="attendance",
    subject="child",
    initial=None,
    evolve=unchanged,
    events={"attendance-reported.1": AttendanceReported},
    commands={"report-attendance": ReportAttendance},
)
