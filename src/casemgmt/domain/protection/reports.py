"""Mandatory reports: what the law obliges the association to tell an authority."""

from __future__ import annotations

from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command, unchanged
from casemgmt.domain.personal import Personal, personal_text
from casemgmt.domain.vocabulary import Reference, Text


@frozen(kw_only=True)
class MandatoryReportMade:
    """The association reported the child's situation to an authority."""

    authority: Reference
    reference: Personal[Text] | None = field(
        default=None, converter=optional(personal_text)
    )
    facts: Personal[Text] | None = field(default=None, converter=optional(personal_text))


class MakeMandatoryReport(MandatoryReportMade, Command):
    """Tell that a report was made to an authority."""


AREA = Area(
    name="reports",
    subject="child",
    initial=None,
    evolve=unchanged,
    events={"mandatory-report-made.1": MandatoryReportMade},
    commands={"make-mandatory-report": MakeMandatoryReport},
)
