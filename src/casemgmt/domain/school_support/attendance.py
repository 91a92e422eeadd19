"""Attendance: what a school, or its register, reports for a stretch of days.

How much a child was away is a share of the days on which there was school, kept exactly.
Whether it is too much is read when asked, with the policy of the day (``absence.*``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal, assert_never

from attrs import field, frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.dates import Day
from casemgmt.domain.policy import Policy
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Count, Reference, as_day

Period = tuple[date, date]
Counts = Literal["all", "unauthorised"]
Reading = Literal["regular", "warning", "chronic", "too-few-days"]


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

    @property
    def period(self) -> Period:
        """Its first and its last day."""
        return self.from_.last, self.to.last

    def away(self, counts: Counts) -> int:
        """Return the days away: all of them, or those without leave."""
        with_leave = self.days_absent_authorised or 0
        return self.days_absent + (with_leave if counts == "all" else 0)


@frozen
class Attendance:
    """The reports that count, by their first and last day.

    Of reports with the same days only the latest does, whatever its source.
    """

    by_period: Mapping[Period, AttendanceReported] = field(factory=dict)

    @property
    def reports(self) -> tuple[AttendanceReported, ...]:
        """The reports that count, in order of their days."""
        return tuple(self.by_period[period] for period in sorted(self.by_period))

    def reported(self, first: date, last: date) -> tuple[AttendanceReported, ...]:
        """Return the reports whose last day is from *first* to *last*; they count whole."""
        return tuple(r for r in self.reports if first <= r.to.last <= last)

    def possible(self, first: date, last: date) -> int:
        """Return the days on which there was school."""
        return sum(r.days_possible for r in self.reported(first, last))

    def away(self, first: date, last: date, counts: Counts) -> int:
        """Return the days on which the child was away."""
        return sum(r.away(counts) for r in self.reported(first, last))

    def share_away(self, first: date, last: date, counts: Counts) -> Fraction | None:
        """Return the share of the days away, None where there was no school."""
        possible = self.possible(first, last)
        return Fraction(self.away(first, last, counts), possible) if possible else None

    def reading(self, first: date, last: date, policy: Policy) -> Reading | None:
        """Return how the absence of a period reads on its last day; it is never kept.

        None where there was no school. Exactly 10 % of the days is chronic where the
        policy has ``absence.chronic_percent`` as 10 and ``>=`` (counting.md I32, I33).
        """
        counts = policy.value("absence.counts", last, "all")
        share = self.share_away(first, last, counts)
        if share is None:
            return None
        if not policy.fits("absence.min_days", self.possible(first, last), last):
            return "too-few-days"
        if policy.fits("absence.chronic_percent", 100 * share, last):
            return "chronic"
        warned = policy.fits("absence.warning_percent", 100 * share, last)
        return "warning" if warned else "regular"


def evolve(state: Attendance, event: AttendanceReported, told: Told) -> Attendance:
    """Return the attendance after *event*."""
    del told
    match event:
        case AttendanceReported():
            return Attendance({**state.by_period, event.period: event})
        case _:
            assert_never(event)


class ReportAttendance(AttendanceReported, Command):
    """Tell on how many of the possible days the child was away."""


AREA = Area(
    name="attendance",
    subject="child",
    initial=Attendance(),
    evolve=evolve,
    events={"attendance-reported.1": AttendanceReported},
    commands={"report-attendance": ReportAttendance},
)
