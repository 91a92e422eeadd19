"""Mandatory reports: what the law obliges the association to tell an authority."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.personal import Personal, personal_text
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Reference, Text


@frozen(kw_only=True)
class MandatoryReportMade:
    """The association reported the child's situation to an authority."""

    authority: Reference
    reference: Personal[Text] | None = field(
        default=None, converter=optional(personal_text)
    )
    facts: Personal[Text] | None = field(default=None, converter=optional(personal_text))


@frozen
class Report:
    """A report that was made: the day, and to whom. What it said stays with its event."""

    day: date
    authority: str


@frozen
class Reports:
    """The reports made of the child, in order; they need nobody's consent."""

    made: tuple[Report, ...] = ()

    def last_to(self, authority: str) -> date | None:
        """Return the day of the last report to *authority*, None without one."""
        days = [report.day for report in self.made if report.authority == authority]
        return days[-1] if days else None


def evolve(state: Reports, event: MandatoryReportMade, told: Told) -> Reports:
    """Return the reports after *event*."""
    match event:
        case MandatoryReportMade(authority=authority):
            return Reports((*state.made, Report(told.day, authority)))
        case _:
            assert_never(event)


class MakeMandatoryReport(MandatoryReportMade, Command):
    """Tell that a report was made to an authority."""


AREA = Area(
    name="reports",
    subject="child",
    initial=Reports(),
    evolve=evolve,
    events={"mandatory-report-made.1": MandatoryReportMade},
    commands={"make-mandatory-report": MakeMandatoryReport},
)
