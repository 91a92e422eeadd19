"""From a question to figures: every indicator's answers, counted for the whole and by cell.

Indicators that share a table are counted in one pass over it. Where each row is one unit,
one sum carries the four counts of an indicator, twenty bits each: far faster than a count
for each when a table has tens of thousands of cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from attrs import frozen

from casemgmt.errors import ConfigurationError, InvalidError
from casemgmt.facts import Facts

from .answering import Answering
from .core import CORE, FURTHER
from .definition import Indicator, Measure, Table, Units
from .figure import Amount, Figure, Question
from .own import units_of
from .places import BANDS, place
from .shared import CONSENTS

_BITS = 20
_MOST = 2**_BITS
_MASK = _MOST - 1


def figures(
    facts: Facts, question: Question, extra: Iterable[Indicator] = ()
) -> tuple[Figure, ...]:
    """Return the answer to *question*: one row for the whole of each, then one for a cell.

    Args:
        facts: Where the answer is computed from.
        question: What is asked.
        extra: An organisation's own indicators, asked besides the core ones.

    Raises:
        InvalidError: there is no such indicator or dimension.

    """
    asked = chosen(question, extra)
    if question.empty:
        return tuple(_row(one, question, {}, _NOTHING) for one in asked)
    found: dict[str, list[Figure]] = {}
    with Answering(facts, question) as answering:
        for shared in _sharing(answering, asked):
            for indicator, figure in shared.figures(answering):
                found.setdefault(indicator, []).append(figure)
    return tuple(figure for one in asked for figure in found[one.id])


def chosen(question: Question, extra: Iterable[Indicator] = ()) -> tuple[Indicator, ...]:
    """Return the indicators a question asks for: without names the core and one's own.

    Raises:
        InvalidError: there is no such indicator or dimension.

    """
    own = {one.id: one for one in extra}
    usual = {**CORE, **own}
    known = {**usual, **FURTHER}
    for asked in question.only:
        if asked not in known:
            raise InvalidError("only", "unknown-indicator")
    dimensions = {d for one in known.values() for d in one.dimensions}
    if not dimensions.issuperset(question.by):
        raise InvalidError("by", "unknown-dimension")
    return tuple(known[name] for name in (question.only or usual))


@frozen
class _Sums:
    """What is counted of one indicator: for the whole, or for one cell."""

    rows: int
    numerator: Fraction
    denominator: Fraction
    unknown: int
    excluded: int


_NOTHING = _Sums(0, Fraction(0), Fraction(0), 0, 0)


@frozen
class _Shared:
    """Indicators counted in one pass: of one table, split by the same dimensions."""

    table: Table
    by: tuple[str, ...]
    of: tuple[tuple[Indicator, Units], ...]

    def figures(self, answering: Answering) -> Iterator[tuple[str, Figure]]:
        """Yield the rows of each indicator, the whole first."""
        source = units_source(answering, self.table)
        packed = answering.count(self.table) < _MOST
        counted = [_counted(units, answering, packed=packed) for _, units in self.of]
        sums = ", ".join(sql for sql, _, _ in counted)
        whole = answering.rows(f"SELECT {sums} FROM {source}")
        cells = list(self._by_cell(answering, source, sums)) if self.by else []
        question = answering.question
        for at, (indicator, units) in enumerate(self.of):
            first = sum(width for _, width, _ in counted[:at])
            _, width, read = counted[at]
            told = read(whole[0][first : first + width], units)
            yield indicator.id, _row(indicator, question, {}, told)
            for cell, row in cells:
                told = read(row[first : first + width], units)
                if told.rows:
                    yield indicator.id, _row(indicator, question, cell, told)

    def _by_cell(
        self, answering: Answering, source: str, sums: str
    ) -> Iterator[tuple[dict[str, str], Sequence[Any]]]:
        """Yield each cell and its sums; cells are numbered in the order of their values."""
        said = self.of[0][1].own
        placed = [dimension for dimension in self.by if dimension not in said]
        own = [dimension for dimension in self.by if dimension in said]
        columns = [said[dimension] for dimension in own]
        if placed:
            source = f"{source} AS units JOIN place USING (person)"
            columns.insert(0, "cell")
        values = place_all(answering, placed)
        width = len(columns)
        keys = ", ".join(f"{sql} AS key_{n}" for n, sql in enumerate(columns))
        order = ", ".join(f"key_{n}" for n in range(width))
        sql = f"SELECT {keys}, {sums} FROM {source} GROUP BY {order} ORDER BY {order}"
        for row in answering.rows(sql):
            held = dict(zip(placed, values[row[0]], strict=True)) if placed else {}
            held.update(zip(own, row[width - len(own) : width], strict=True))
            yield {dimension: held[dimension] for dimension in self.by}, row[width:]


def units_source(answering: Answering, table: Table) -> str:
    """Return the rows of a table of units; with who may be counted, where that matters."""
    answering.make(table)
    if not requires_consent(answering) or not table.of_persons:
        return table.name
    answering.make(CONSENTS)
    return (
        f"(SELECT t.*, coalesce(c.reporting, FALSE) AS may_be_counted"
        f" FROM {table.name} t LEFT JOIN consents c ON c.person = t.person)"
    )


def requires_consent(answering: Answering) -> bool:
    """Whether only persons who consented to reporting are counted."""
    return bool(answering.words.value("reporting.require_consent"))


def split(
    answering: Answering, source: str, by: Sequence[str], units: Units
) -> tuple[dict[str, str], str]:
    """Return an expression for each dimension, and the rows that have them."""
    placed = [dimension for dimension in by if dimension not in units.own]
    columns = {
        dimension: f"cells.d{placed.index(dimension)}"
        if dimension in placed
        else units.own[dimension]
        for dimension in by
    }
    if placed:
        place_all(answering, placed)
        source = f"{source} AS units JOIN place USING (person) JOIN cells USING (cell)"
    return columns, source


def place_all(answering: Answering, placed: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Place everyone in the dimensions, and return the values of each cell."""
    if not placed:
        return {}
    if not answering.cells:
        answering.make(*place(placed, _bands(answering)))
        told = answering.rows("FROM cells")
        answering.cells = {cell: tuple(values) for cell, *values in told}
    return answering.cells


def _bands(answering: Answering) -> str:
    name = str(answering.words.value("age_bands"))
    if name not in BANDS:
        raise ConfigurationError.because(
            "config.age-bands", name=repr(name), bands=", ".join(BANDS)
        )
    return name


def answer_of(units: Units, answering: Answering) -> str:
    """Return SQL for the answer of a row, left out without consent where that matters."""
    if not units.table.of_persons or not requires_consent(answering):
        return f"({units.answer})"
    return (
        f"(CASE WHEN ({units.answer}) IS NULL THEN NULL"
        f" WHEN may_be_counted THEN ({units.answer}) ELSE 3 END)"
    )


def _sharing(answering: Answering, asked: Sequence[Indicator]) -> Iterator[_Shared]:
    """Yield groups of indicators that are counted together."""
    by = answering.question.by
    told = []
    for one in asked:
        units = units_of(one, answering)
        split_by = by if set(by) <= set(one.dimensions) else ()
        own = tuple(sorted(set(split_by) & set(units.own)))
        told.append(((units.table.name, split_by, own), one, units))
    told.sort(key=lambda item: item[0])
    for (_, split_by, _), group in groupby(told, key=lambda item: item[0]):
        of = [(one, units) for _, one, units in group]
        yield _Shared(of[0][1].table, split_by, tuple(of))


def _counted(units: Units, answering: Answering, *, packed: bool) -> tuple[str, int, Any]:
    """Return the sums of an indicator, how many they are, and how they are read."""
    answer = answer_of(units, answering)
    shares = units.numerator or units.median or any(units.once)
    plain = not shares and units.weight == "1"
    if plain and packed and "THEN 4" not in units.answer:
        return f"sum(1::BIGINT << ({_BITS} * {answer}))", 1, _unpacked
    top, bottom = units.once
    weight = units.weight
    sums = (
        f"count({answer})",
        _top(units, answer),
        f"count(DISTINCT {bottom}) FILTER ({answer} IN (0, 1))"
        if bottom
        else f"sum({units.denominator or weight}) FILTER ({answer} IN (0, 1, 4))",
        _total(top, weight, f"{answer} IN (2, 4)"),
        _total(top, weight, f"{answer} = 3"),
    )
    return ", ".join(sums), len(sums), _as_told


def _top(units: Units, answer: str) -> str:
    """Return the sum of the numerator; twice the median, which may lie between two."""
    if units.median:
        return f"2 * median({units.median}) FILTER ({answer} IN (0, 1))"
    if units.once[0]:
        return f"count(DISTINCT {units.once[0]}) FILTER ({answer} = 1)"
    counted = f"{answer} IN (0, 1)" if units.numerator else f"{answer} = 1"
    return f"sum({units.numerator or units.weight}) FILTER ({counted})"


def _total(once: str, weight: str, condition: str) -> str:
    counted = f"count(DISTINCT {once})" if once else f"sum({weight})"
    return f"{counted} FILTER ({condition})"


def _unpacked(row: Sequence[Any], units: Units) -> _Sums:
    del units
    packed = int(row[0] or 0)
    no, yes, unknown, excluded = (packed >> _BITS * at & _MASK for at in range(4))
    rows = no + yes + unknown + excluded
    return _Sums(rows, Fraction(yes), Fraction(no + yes), unknown, excluded)


def _as_told(row: Sequence[Any], units: Units) -> _Sums:
    rows, unknown, excluded = (int(row[at] or 0) for at in (0, 3, 4))
    top = _exact(row[1], 2 if units.median else units.scale)
    return _Sums(rows, top, _exact(row[2], units.scale), unknown, excluded)


def _exact(amount: float | Decimal | None, scale: int) -> Fraction:
    """Return a share as it is: a whole number, an own decimal, the middle of two."""
    if amount is None:
        return Fraction(0)
    return Fraction(amount) if scale == 1 else Fraction(amount) / scale


def _row(
    indicator: Indicator, question: Question, by: Mapping[str, str], told: _Sums
) -> Figure:
    top, bottom = _plain(told.numerator), _plain(told.denominator)
    return Figure(
        indicator=indicator.id,
        version=indicator.version,
        unit=indicator.unit,
        numerator=None if indicator.measure == "median" else top,
        denominator=None if indicator.measure == "count" else bottom,
        value=_value(told, indicator.measure),
        unknown=told.unknown,
        excluded=told.excluded,
        by=by,
        question=question,
    )


def _plain(amount: Fraction) -> Amount:
    return int(amount) if amount.denominator == 1 else amount


def _value(told: _Sums, measure: Measure) -> int | float | None:
    if measure == "count":
        whole = told.numerator.denominator == 1
        return int(told.numerator) if whole else float(told.numerator)
    if not told.denominator:
        return None
    middle = measure == "median"
    return float(told.numerator if middle else told.numerator / told.denominator)
