"""A report made fit to leave the organisation: its small cells hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import evolve

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Text

from .amounts import Form, Hidden, Missing, Number, Source, Value
from .model import (
    Block,
    Choice,
    Entry,
    Headline,
    Note,
    Point,
    Report,
    Row,
    Series,
    Table,
    holds_back,
    values_of,
)
from .reading import WORDS
from .relations import Figures, cells_of, sums_of
from .suppression import Cell, Sum, hidden_cells

ANY: Final = "any"
"""The code of a cell that stands for all of a dimension, none of which is told."""


def protected(
    report: Report,
    figures: Figures,
    reckoned: Sequence[Sum],
    below: int,
    people: Sequence[Cell] = (),
) -> Report:
    """Return *report* with its small cells hidden, and what would give them away.

    In the edition that stays in the house they are shown, and noted as held back.

    Args:
        report: What it would show if everything might be shown.
        figures: The figures it was made of.
        reckoned: What adds up among numbers that are no figures, such as goods.
        below: Counts of fewer people than this are small.
        people: Counts of people among what was told, such as a body reported.

    """
    printed = frozenset(printed_in(report))
    told = {cell.key: cell for cell in _records(report, reckoned)}
    told |= {cell.key: cell for cell in people}
    cells = [*cells_of(figures, printed, report.period), *told.values()]
    hidden = hidden_cells(cells, [*sums_of(figures), *reckoned], below)
    sources = frozenset(key for key in hidden if isinstance(key, Source))
    return veiled(report, sources)


def veiled(report: Report, sources: frozenset[Source]) -> Report:
    """Return *report* with *sources* hidden too; in the house, noted as held back."""
    noted = evolve(report, held_back=report.held_back | sources)
    if report.period.inside:
        return noted
    return evolve(_Veil(noted).over(noted), held_back=frozenset())


def printed_in(report: Report) -> Iterator[Source]:
    """Yield each count that a reader of *report* has of it."""
    for value in values_of(report):
        match value:
            case Number(form=Form.SHARE, source=Source(name=name, by=by)):
                # who reads a share and one of its counts has the other
                yield Source(name, "numerator", by)
                yield Source(name, "denominator", by)
            case Number(source=source):
                yield source
            case _:
                pass


def _records(report: Report, reckoned: Sequence[Sum]) -> Iterator[Cell]:
    """Yield what was told of goods; only what is reckoned from people can be hidden."""
    differences = {part for one in reckoned for part in one.parts}
    numbers = (value for value in values_of(report) if isinstance(value, Number))
    amounts = {n.source: n.amount for n in numbers if n.source.kind == "record"}
    for source, amount in amounts.items():
        yield Cell(source, int(amount), people=0, public=source not in differences)


class _Veil:
    """Puts ``Hidden`` in the place of numbers."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def over(self, report: Report) -> Report:
        sections = tuple(
            evolve(section, blocks=tuple(self._block(block) for block in section.blocks))
            for section in report.sections
        )
        headlines = tuple(self._headline(headline) for headline in report.headlines)
        return evolve(report, headlines=headlines, sections=sections)

    def _block(self, block: Block) -> Block:
        match block:
            case Headline():
                return self._headline(block)
            case Table() | Series():
                return self._shown(block)
            case Choice(of=several):
                return evolve(block, of=tuple(self._shown(one) for one in several))
            case Note():
                return block

    def _shown(self, block: Table | Series) -> Table | Series:
        match block:
            case Table(rows=rows):
                return _bare(evolve(block, rows=tuple(self._row(row) for row in rows)))
            case Series(points=points):
                shown = tuple(self._point(point) for point in points)
                return evolve(
                    block, points=() if _all_hidden(p.value for p in shown) else shown
                )

    def _headline(self, headline: Headline) -> Headline:
        out_of = None if headline.out_of is None else self._value(headline.out_of)
        return evolve(headline, value=self._value(headline.value), out_of=out_of)

    def _row(self, row: Row) -> Row:
        cells = (c if isinstance(c, Day | Text) else self._value(c) for c in row.cells)
        return evolve(row, cells=tuple(cells))

    def _point(self, point: Point) -> Point:
        return evolve(point, value=self._value(point.value))

    def _value(self, value: Value) -> Value:
        if isinstance(value, Number) and holds_back(self.report, value):
            return Hidden(value.source)
        return value


def _bare(table: Table) -> Table:
    """Return a table without its parts where the whole is hidden too.

    A line stands where somebody does: of very few it would say how old they are, and where
    they live.
    """
    totals = tuple(row for row in table.rows if row.total)
    if totals and _all_hidden(cell for row in totals for cell in row.cells):
        return evolve(table, rows=totals)
    cells = [cell for row in table.rows for cell in row.cells]
    parts = [c for c in cells if isinstance(c, Hidden) and c.source.by]
    unshown = all(isinstance(cell, Missing) or cell in parts for cell in cells)
    return evolve(table, rows=(_together(table.rows[0]),)) if parts and unshown else table


def _together(row: Row) -> Row:
    """Return one line in the place of all, that says of nobody where they stand."""
    cells = (_any(cell) if isinstance(cell, Hidden) else cell for cell in row.cells)
    return Row(WORDS("together"), tuple(cells))


def _any(hidden: Hidden) -> Hidden:
    by = tuple((dimension, ANY) for dimension, _ in hidden.source.by)
    return Hidden(evolve(hidden.source, by=by))


def _all_hidden(entries: Iterable[Entry]) -> bool:
    several = tuple(entries)
    return bool(several) and all(isinstance(one, Hidden) for one in several)
