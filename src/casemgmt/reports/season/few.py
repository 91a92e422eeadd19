"""Reported counts of few people: what a body counted leaves the house as our own counts do.

A threshold speaks of people, not of who counted them: four children of a kind of centre, in
a region, are as easily known when a body reported them. So beneficiaries and girls among
them are hidden where they are few, boys who could be worked out too; structures are not
people. Bounds and estimates (at least, about) count with their value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casemgmt.reports.amounts import Number
from casemgmt.reports.model import Row, Section, Table
from casemgmt.reports.suppression import Cell, Sum

BENEFICIARIES, FEMALE = 1, 2
"""The columns that count people."""


def cells_of(sections: Iterable[Section]) -> Iterator[Cell]:
    """Yield every count of people in what was reported, and of the boys among them."""
    for row in _rows(sections):
        for told in _people(row):
            yield Cell(told.source, int(told.amount))
        match _people(row):
            case [whole, female] if whole.amount >= female.amount:
                others = int(whole.amount) - int(female.amount)
                yield Cell(_others(whole), others, printed=False)


def sums_of(sections: Sequence[Section]) -> Iterator[Sum]:
    """Yield how they add up: girls and boys, the kinds of structures, the regions."""
    for row in _rows(sections):
        match _people(row):
            case [whole, female] if whole.amount >= female.amount:
                yield Sum(whole.source, (female.source, _others(whole)))
    for section in sections:
        for column in (BENEFICIARIES, FEMALE):
            yield from _down(section, column)


def _down(section: Section, column: int) -> Iterator[Sum]:
    by_kind, *others = _tables(section)
    kinds = [row for row in by_kind.rows if not row.total]
    if not kinds:
        return
    if len(kinds) > 1:  # the sum of the kinds stands below them
        kinds = [row for row in by_kind.rows if row.total]
        others = [by_kind, *others]
    whole = _number(kinds[0], column)
    for table in others:
        rows = [row for row in table.rows if not row.total]
        told = [n for row in rows if (n := _number(row, column)) is not None]
        if whole is not None and sum(int(n.amount) for n in told) == int(whole.amount):
            yield Sum(whole.source, tuple(n.source for n in told))


def _tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


def _rows(sections: Iterable[Section]) -> Iterator[Row]:
    for section in sections:
        for table in _tables(section):
            yield from table.rows


def _people(row: Row) -> list[Number]:
    told = (_number(row, column) for column in (BENEFICIARIES, FEMALE))
    return [number for number in told if number is not None]


def _number(row: Row, column: int) -> Number | None:
    cell = row.cells[column]
    return cell if isinstance(cell, Number) else None


def _others(whole: Number) -> tuple[str, object]:
    return "not female", whole.source
