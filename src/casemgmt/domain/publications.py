"""Publications: figures that went out, frozen as they were then; the store tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from attrs import field, frozen

from .area import Area
from .dates import Day
from .told import Told


@frozen(kw_only=True)
class FrozenFigure:
    """One row of a published report, exactly as it was computed.

    Attributes:
        indicator: Its id; ``version`` is that of its definition.
        cell: Such as ``sex=female,district=mediouna``; empty for the whole.
        numerator: Whole, or as a fraction: ``3/4``; None for a median.
        denominator: The same; None for a count.
        value: The figure itself, exactly; None where there is nothing to divide by.

    """

    indicator: str
    version: int
    unit: str
    cell: str
    numerator: str | None = None
    denominator: str | None = None
    value: str | None = None
    unknown: int
    excluded: int


@frozen(kw_only=True)
class ReportPublished:
    """A report went out with these figures; what is learnt later never moves them.

    Attributes:
        ref: Under what it was published.
        report: The report's name.
        first: The first day of its period.
        last: The last day.
        as_of: The last day that counted.
        known_at: The instant whose knowledge counted, in UTC.
        policy: Name and version of the thresholds.
        rules: The thresholds themselves, as JSON.
        figures: Every figure that the report was made of, shown or not.

    """

    ref: str
    report: str
    first: Day
    last: Day
    as_of: Day
    known_at: str
    policy: str
    rules: str = field(repr=False)
    figures: tuple[FrozenFigure, ...] = field(repr=False)


@frozen
class Published:
    """Who published what, and when it was told."""

    by: str
    on: Day
    report: ReportPublished


@frozen
class Publications:
    """What was published, by its reference; the first under a reference stays."""

    published: Mapping[str, Published] = field(factory=dict)


def evolve(state: Publications, event: ReportPublished, told: Told) -> Publications:
    """Return what was published after *event*."""
    match event:
        case ReportPublished(ref=ref):
            return Publications(
                {ref: Published(told.by, told.on, event), **state.published}
                if ref not in state.published
                else state.published
            )
        case _:
            assert_never(event)


AREA = Area(
    name="publications",
    subject="system",
    initial=Publications(),
    evolve=evolve,
    events={"report-published.1": ReportPublished},
    commands={},
)
