"""Publications: figures that went out, frozen as they were then; the store tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from attrs import evolve as changed
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
class HeldCount:
    """A count that is not shown: of which indicator which part, in which cell."""

    indicator: str
    part: str
    cell: str


@frozen(kw_only=True)
class CountsHeldBack:
    """What went out earlier was laid beside a publication, so that both tell of nobody.

    Attributes:
        ref: Under what it was published.
        beside: The earlier references, in the order in which they went out.
        counts: What it does not show because of them.
        knowingly: Whether it shows what it would give away: whoever published it said so.

    """

    ref: str
    beside: tuple[str, ...]
    counts: tuple[HeldCount, ...] = ()
    knowingly: bool = False


@frozen(kw_only=True)
class EventsPassedOver:
    """What was published rests on less than the log holds: something could not be read.

    Attributes:
        ref: Under what it was published.
        events: How many events could not be read.
        stories: In how many stories these stood.
        parked: How many stories could not be folded.

    """

    ref: str
    events: int
    stories: int
    parked: int = 0


@frozen
class Published:
    """Who published what, when it was told, what is held back, and what it passed over."""

    by: str
    on: Day
    report: ReportPublished
    held: CountsHeldBack | None = None
    passed: EventsPassedOver | None = None


@frozen
class Publications:
    """What was published, by its reference; the first under a reference stays."""

    published: Mapping[str, Published] = field(factory=dict)


def evolve(
    state: Publications,
    event: ReportPublished | CountsHeldBack | EventsPassedOver,
    told: Told,
) -> Publications:
    """Return what was published after *event*."""
    match event:
        case CountsHeldBack(ref=ref):
            return _held(state, state.published.get(ref), event)
        case EventsPassedOver(ref=ref):
            return _passed(state, state.published.get(ref), event)
        case ReportPublished(ref=ref):
            return Publications(
                {**state.published, ref: Published(told.by, told.on, event)}
                if ref not in state.published
                else state.published
            )
        case _:
            assert_never(event)


def _held(
    state: Publications, one: Published | None, event: CountsHeldBack
) -> Publications:
    """Return the same, with what is held back of the first that went out so."""
    if one is None or one.held is not None:
        return state
    return Publications({**state.published, event.ref: changed(one, held=event)})


def _passed(
    state: Publications, one: Published | None, event: EventsPassedOver
) -> Publications:
    """Return the same, with what the first that went out so passed over."""
    if one is None or one.passed is not None:
        return state
    return Publications({**state.published, event.ref: changed(one, passed=event)})


AREA = Area(
    name="publications",
    subject="system",
    initial=Publications(),
    evolve=evolve,
    events={
        "report-published.1": ReportPublished,
        "counts-held-back.1": CountsHeldBack,
        "events-passed-over.1": EventsPassedOver,
    },
    commands={},
)
