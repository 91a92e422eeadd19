"""What a publication tells together with earlier ones: counts of few that nobody printed.

Who holds two reports takes the one from the other. Where they are about the same days, an
equal count is the same people; where the days of one lie within those of the other, what a
longer time only adds to is larger by people of whom neither report speaks. Earlier counts
went out and can be hidden no more, so what is hidden is in the later report.

What shrinks as well as grows, what lies in days that merely overlap, and what was told of
goods or reported by bodies is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import evolve, field, frozen

from .amounts import Source
from .model import Report
from .period import Period
from .protecting import printed_in
from .relations import PARTS, Figures, cells_of, counts_of, sums_of
from .suppression import Cell, Key, Sum, hidden_cells

BOTH: Final = frozenset({"numerator", "denominator"})
COUNTED: Final = frozenset({"numerator"})
GROWING: Final[Mapping[str, frozenset[str]]] = {
    "I01": COUNTED,
    "I02": COUNTED,
    "I04": BOTH,
    "I18": frozenset({"denominator"}),
    "I20": BOTH,
    "I22": COUNTED,
    "I28": BOTH,
    "I29": BOTH,
    "S02": COUNTED,
}
"""What a longer time only adds to: whoever is counted stays counted."""


@frozen
class Edition:
    """A report as its readers have it.

    Attributes:
        ref: The reference under which it went out.
        period: The days it is about.
        figures: The figures it was made of.
        printed: What it would show, if everything might be shown.
        hidden: What of it is not shown.

    """

    ref: str
    period: Period
    figures: Figures = field(repr=False)
    printed: frozenset[Source] = field(repr=False)
    hidden: frozenset[Source] = field(repr=False)

    @classmethod
    def of(cls, ref: str, inside: Report, figures: Figures) -> Edition:
        """Return what readers have of a report; *inside* is the edition of the house."""
        printed = frozenset(printed_in(inside))
        return cls(ref, inside.period, figures, printed, printed & inside.held_back)

    @property
    def days(self) -> tuple[date, date, date]:
        """Its first day, its last, and the last that was looked at."""
        return self.period.first, self.period.last, self.period.asked_until

    def lies_in(self, other: Edition) -> bool:
        """Whether its days lie within those of *other*."""
        mine, theirs = self.period, other.period
        ends = mine.until <= theirs.until and mine.asked_until <= theirs.asked_until
        return theirs.first <= mine.first and ends


def comparable(later: Edition, earlier: Edition) -> bool:
    """Whether the days of the one lie within those of the other."""
    return later.lies_in(earlier) or earlier.lies_in(later)


def hidden_beside(
    later: Edition, earlier: Sequence[Edition], below: int
) -> frozenset[Source]:
    """Return what *later* must hide more, since *earlier* ones went out."""
    cells = list(cells_of(later.figures, later.printed, later.period))
    sums = list(sums_of(later.figures))
    unseen: set[Key] = {*later.hidden}
    for one in earlier:
        cells += _gone_out(one)
        sums += (_of(one, told) for told in sums_of(one.figures))
        unseen |= {(one.ref, source) for source in one.hidden}
        for since, together in _between(later, one):
            cells += since
            sums.append(together)
    found = hidden_cells(cells, sums, below, hidden=unseen)
    return frozenset(key for key in found if isinstance(key, Source)) - later.hidden


def _gone_out(one: Edition) -> Iterator[Cell]:
    """Yield the counts of an earlier report: what it showed is known, whatever follows."""
    for cell in cells_of(one.figures, one.printed, one.period):
        shown = cell.printed and cell.key not in one.hidden
        yield evolve(cell, key=(one.ref, cell.key), public=shown or cell.public)


def _of(one: Edition, told: Sum) -> Sum:
    parts = tuple((one.ref, part) for part in told.parts)
    return Sum((one.ref, told.whole), parts, told.overlap)


def _between(later: Edition, one: Edition) -> Iterator[tuple[tuple[Cell, ...], Sum]]:
    """Yield how the counts of both hang together, and who lies between."""
    for (indicator, by), figure in later.figures.items():
        before = one.figures.get((indicator, by))
        if before is None:
            continue
        then, now = dict(counts_of(before)), dict(counts_of(figure))
        same = then == now and later.days == one.days
        for part in PARTS:
            if part not in then or part not in now:
                continue
            source = Source(indicator, part, by)
            if same:
                yield (), Sum(source, ((one.ref, source),))
            elif _grows(source):
                yield _grown(later, one, source, now[part] - then[part])


def _grown(
    later: Edition, one: Edition, source: Source, more: int
) -> tuple[tuple[Cell, ...], Sum]:
    between = Cell(("between", one.ref, source), abs(more), printed=False)
    longer = later.days != one.days and one.lies_in(later)
    if longer or (later.days == one.days and more > 0):
        return (between,), Sum(source, ((one.ref, source), between.key))
    return (between,), Sum((one.ref, source), (source, between.key))


def _grows(source: Source) -> bool:
    """Whether a longer time only adds to it; who grows older, or joins, leaves a cell."""
    moving = any(d == "age-band" or code == "none" for d, code in source.by)
    return source.part in GROWING.get(source.name, frozenset()) and not moving
