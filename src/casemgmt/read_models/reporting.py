"""Reports of a store: for a period, with what its figures mean and where the log stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from casemgmt.care.standing import standing
from casemgmt.opening.parts import Parts
from casemgmt.read_models.figuring import days, moment, passed_over
from casemgmt.reports import Period, report_named, rests_on_figures
from casemgmt.reports.meanings import with_meanings
from casemgmt.telemetry import Span, span

if TYPE_CHECKING:
    from casemgmt.reports import Report
    from casemgmt.reports.desk import ReportDesk


def report(
    parts: Parts,
    desk: ReportDesk,
    name: str,
    asked: Period,
    about: Mapping[str, str] | None = None,
) -> Report:
    """Return the report *name* of a period, what its figures mean, and at its foot the log.

    Raises:
        ConfigurationError: there is no such report.
        InvalidError: what it is *about* is not what the report has to be told.

    """
    named = report_named(name)
    with span(Span.REPORT, report=name):
        made = named.of(desk, asked, about)
        tree = standing(parts.shelf.log, parts.facts_at)
    foot = evolve(made.foot, events=tree.size, root=tree.root().hex())
    if rests_on_figures(made):
        passed = passed_over(parts)
        foot = evolve(foot, unread=passed.events, parked=passed.parked)
    return with_meanings(evolve(made, foot=foot))


def period(  # the contract's words, one for each part
    parts: Parts,
    first: str | date,
    last: str | date,
    *,
    as_of: str | date | None,
    known_at: datetime | None,
    policy: Path | None,
) -> Period:
    """Return the period a report is asked for, known now unless it is said otherwise.

    Raises:
        InvalidError: there is no such day, or the period ends before it begins.

    """
    begin, end, cut = days(parts, first, last, as_of)
    return Period.of(begin, end, moment(parts, known_at), as_of=cut, policy=policy)
