"""What adds up to what among the core figures: what a reader could subtract.

Follows counting.md word for word. A relation that does not hold for the figures at hand
is left aside; one that is missing here would leave a small cell to be worked out, so a new
figure in a report comes with its relations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from typing import Final

from .amounts import Source
from .desk import Figure
from .period import Period
from .suppression import Cell, Sum

By = tuple[tuple[str, str], ...]
Figures = Mapping[tuple[str, By], Figure]

PARTS: Final = ("numerator", "denominator", "unknown", "excluded")

# whole = parts, in every cell. "between" stands for who is left over: nobody prints it.
IDENTITIES: Final = (
    ("I01.numerator", "I18.denominator"),
    ("I01.numerator", "I20.denominator", "I20.unknown", "I20.excluded"),
    ("I01.numerator", "I28.denominator", "I28.unknown", "I28.excluded"),
    ("I20.numerator", "I21.denominator", "I21.unknown"),
    ("I20.numerator", "I23.denominator"),
    ("I20.numerator", "I24.denominator"),
    ("I20.numerator", "I25.denominator", "I25.between"),
    (
        "I24.numerator",
        "I23.numerator",
        "I23.between",
    ),  # confirmed: free at the last observation
    ("I28.numerator", "I29.denominator"),
    ("I28.numerator", "I30.denominator"),
    ("I29.numerator", "I30.numerator", "I30.between"),  # still in school had come back
    ("I32.denominator", "I33.denominator"),
    ("I32.denominator", "I32.numerator", "I33.numerator", "I33.between"),
    ("I41.denominator", "I42.denominator"),
    ("I41.denominator", "I41.numerator", "I42.numerator", "I42.between"),
)

RECORDS: Final = frozenset({"I19", "S01"})  # counts what was recorded, or centres
DAYS: Final = frozenset({"I31"})  # counts days; who is behind them is counted by I32
MONTHS: Final = frozenset({"I45"})  # counts months of children


def canonical(by: Mapping[str, str]) -> By:
    """Return a cell so that the same cell is always written the same way."""
    return tuple(sorted(by.items()))


def cells_of(
    figures: Figures, printed: frozenset[Source], period: Period
) -> Iterator[Cell]:
    """Yield every count of the figures, with how many people stand behind it."""
    for (indicator, by), figure in figures.items():
        people = _people_behind(indicator, by, figures, period)
        for part, count in counts_of(figure):
            source = Source(indicator, part, by)
            yield Cell(
                key=source,
                count=count,
                people=people,
                printed=source in printed,
                public=indicator in RECORDS,
                rank=_rank(source),
            )
    yield from _left_over(figures)


def sums_of(figures: Figures) -> Iterator[Sum]:
    """Yield what adds up: shares and their rest, figures in others, cells and wholes."""
    for indicator, by in figures:
        yield Sum(
            Source(indicator, "denominator", by),
            (Source(indicator, "numerator", by), Source(indicator, "rest", by)),
        )
    for by in sorted({by for _, by in figures}):
        for whole, *parts in IDENTITIES:
            yield Sum(_named(whole, by), tuple(_named(part, by) for part in parts))
    yield from _breakdowns(figures)


def counts_of(figure: Figure) -> Iterator[tuple[str, int]]:
    """Yield each count of a figure, and who is left of a share."""
    top, bottom = figure.numerator, figure.denominator
    if top is not None:
        yield "numerator", ceil(top)
    if bottom is not None:
        yield "denominator", ceil(bottom)
    if top is not None and bottom is not None:
        yield "rest", ceil(bottom) - ceil(top)
    yield "unknown", figure.unknown
    yield "excluded", figure.excluded


def _people_behind(indicator: str, by: By, figures: Figures, period: Period) -> int | None:
    """Return how many people at least stand behind a count that is not one of people."""
    if indicator in DAYS:
        pupils = figures.get(("I32", by))
        return 1 if pupils is None else ceil(pupils.denominator or 0) + pupils.excluded
    if indicator in MONTHS:
        months = (period.until.year - period.first.year) * 12
        months += period.until.month - period.first.month + 1
        paid = figures[indicator, by]
        return ceil(ceil(paid.denominator or 0) / months) or None
    return None


def _left_over(figures: Figures) -> Iterator[Cell]:
    for by in sorted({by for _, by in figures}):
        for whole, *parts in IDENTITIES:
            between = next((part for part in parts if part.endswith(".between")), None)
            named = [
                _amount(name, by, figures) for name in (whole, *parts) if name != between
            ]
            if between is None or any(amount is None for amount in named):
                continue
            first, *taken = (amount or 0 for amount in named)
            if first >= sum(taken):
                key = _named(between, by)
                yield Cell(key=key, count=first - sum(taken), printed=False)


def _amount(name: str, by: By, figures: Figures) -> int | None:
    indicator, part = name.split(".")
    figure = figures.get((indicator, by))
    return None if figure is None else dict(counts_of(figure)).get(part)


def _named(name: str, by: By) -> Source:
    indicator, part = name.split(".")
    return Source(indicator, part, by)


def _breakdowns(figures: Figures) -> Iterator[Sum]:
    """Yield the sums over one dimension more; people may stand in several cells."""
    finer: dict[tuple[str, By, str], list[By]] = {}
    for indicator, by in figures:
        for pair in by:
            coarser = tuple(other for other in by if other != pair)
            finer.setdefault((indicator, coarser, pair[0]), []).append(by)
    for (indicator, whole, _), cells in finer.items():
        for part in (*PARTS, "rest"):
            keys = tuple(Source(indicator, part, by) for by in cells)
            yield Sum(Source(indicator, part, whole), keys, overlap=True)


def _rank(source: Source) -> int:
    """Return how much is lost when it is hidden: the whole most, the finest cell least."""
    total = 4 * (2 - min(len(source.by), 2))
    asked_for = 2 if source.name == "I01" else 0
    return total + asked_for + (0 if source.part == "numerator" else 1)


def indicators_of(figures: Iterable[Figure]) -> dict[tuple[str, By], Figure]:
    """Return figures by indicator and cell."""
    return {(f.indicator, canonical(f.by)): f for f in figures}
