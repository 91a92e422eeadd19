"""A report that goes out is laid beside those that went out before, about the same days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import evolve

from casemgmt.desk.frozen import FrozenDesk, figures_of
from casemgmt.domain.publications import (
    CountsHeldBack,
    HeldCount,
    Published,
    ReportPublished,
)
from casemgmt.errors import ConfigurationError
from casemgmt.reports import Period, Report, Source, report_named
from casemgmt.reports.beside import Edition, comparable, hidden_beside
from casemgmt.reports.relations import indicators_of

if TYPE_CHECKING:
    from casemgmt.reports import ReportDesk


def held_back(
    desk: ReportDesk,
    event: ReportPublished,
    earlier: Mapping[str, Published],
    *,
    knowingly: bool,
) -> CountsHeldBack | None:
    """Return what a report must not show since others went out; None where nothing.

    Args:
        desk: Whom the reports are asked of.
        event: The report that goes out.
        earlier: What went out before.
        knowingly: Whether it is shown all the same.

    """
    later, below = _edition(desk, event)
    beside = [one for one in _editions(desk, earlier.values()) if comparable(later, one)]
    hidden = hidden_beside(later, beside, below) if beside else frozenset()
    if not hidden:
        return None
    told = tuple(HeldCount(one.name, one.part, one.cell) for one in _in_order(hidden))
    return CountsHeldBack(
        ref=event.ref,
        beside=tuple(one.ref for one in beside),
        counts=() if knowingly else told,
        knowingly=knowingly,
    )


def sources_of(held: CountsHeldBack | None) -> frozenset[Source]:
    """Return the numbers of a report that are held back."""
    counts = () if held is None else held.counts
    return frozenset(Source(one.indicator, one.part, _by(one.cell)) for one in counts)


def asked_of(event: ReportPublished, *, inside: bool) -> Period:
    """Return what a published report was asked for."""
    return Period(
        event.first.first,
        event.last.last,
        event.as_of.last,
        datetime.fromisoformat(event.known_at),
        inside=inside,
    )


def _editions(desk: ReportDesk, earlier: Iterable[Published]) -> Iterator[Edition]:
    for one in earlier:
        try:
            edition, _ = _edition(desk, one.report)
        except ConfigurationError:  # a report that is not installed any more
            continue
        yield evolve(edition, hidden=edition.hidden | sources_of(one.held))


def _edition(desk: ReportDesk, event: ReportPublished) -> tuple[Edition, int]:
    """Return a report as its readers have it, and below what a count is small in it."""
    frozen = FrozenDesk.of(desk, event)
    made = report_named(event.report).of(frozen, asked_of(event, inside=True))
    figures = indicators_of(figures_of(event).values())
    return Edition.of(event.ref, made, figures), _below(frozen, made)


def _below(desk: FrozenDesk, made: Report) -> int:
    return int(desk.policy.value("small_cells.below", made.period.until, 0))


def _in_order(sources: Iterable[Source]) -> list[Source]:
    return sorted(sources, key=lambda one: (one.name, one.by, one.part))


def _by(cell: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.partition("=") for pair in cell.split(",") if pair)
    return tuple((dimension, code) for dimension, _, code in pairs)
