"""Attendance: what schools reported, stretch by stretch, to follow up who stays away.

Whether it is too much is read with the policy of the day, and is never kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from casemgmt.events import AttendanceReported

from .register import WHO, Field, Record, Register, Row


def _rows(record: Record) -> Iterator[Row]:
    for report in record.journey.attendance.reports:
        yield record.row(
            report.to.last,
            report.from_,
            report.to,
            report.days_possible,
            report.days_absent,
            report.days_absent_authorised,
            _share_away(report),
            report.source,
            then=report.from_.last.isoformat(),
        )


def _share_away(report: AttendanceReported) -> Decimal | None:
    """Return the days away in 100 of those possible, to one decimal."""
    if not report.days_possible:
        return None
    tenths = round(Fraction(1000 * report.away("all"), report.days_possible))
    return Decimal(tenths) / 10


ATTENDANCE = Register(
    "attendance",
    "child",
    (
        *WHO,
        Field("from", "day"),
        Field("to", "day"),
        Field("days_possible", "number"),
        Field("days_absent", "number"),
        Field("days_absent_authorised", "number"),
        Field("share_away", "number"),
        Field("source_of_days"),
    ),
    _rows,
)
