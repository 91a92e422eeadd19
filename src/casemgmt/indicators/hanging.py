"""Whose share in a figure hangs on the day of birth, of whom the month is known.

Of who was erased the month is left: what their day once said nobody knows any more, nor
whether there was one. But whose share is the same on whichever day of the month they were
born has moved nothing, nor has anybody of whom no month was known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final
from uuid import UUID

from attrs import evolve

from casemgmt.facts import Facts
from casemgmt.facts.births import eighteen

from .answering import Answering
from .behind import BehindCell, itemised
from .definition import Indicator
from .engine import chosen
from .figure import Figure
from .own import units_of
from .shared import PEOPLE

Shares = Mapping[UUID, Collection[tuple[object, ...]]]
"""What is counted of each record's person in a figure, and how."""
_SURELY: Final = {
    "on the first day": f"last_ymd = first_ymd, eighteen = {eighteen('first')}",
    "on the last day": "first_ymd = last_ymd",
}


def hanging(
    facts: Facts, figure: Figure, records: Iterable[UUID], extra: Iterable[Indicator] = ()
) -> frozenset[UUID]:
    """Return those of *records* whose share would be another, were their day known.

    Raises:
        InvalidError: there is no such indicator.

    """
    question = evolve(figure.question, only=(figure.indicator,))
    (indicator,) = chosen(question, extra)
    asked = list(records)
    if question.empty or not asked:
        return frozenset()
    figure = evolve(figure, question=question)
    known = _shares(facts, figure, indicator, asked)
    surely = [_shares(facts, figure, indicator, asked, born) for born in _SURELY.values()]
    return frozenset(
        one for one in asked if any(known.get(one) != told.get(one) for told in surely)
    )


def _shares(
    facts: Facts,
    figure: Figure,
    indicator: Indicator,
    records: list[UUID],
    born: str | None = None,
) -> Shares:
    """Return the shares of the persons of *records*, each perhaps born on a certain day."""
    with Answering(facts, figure.question) as answering:
        answering.make(PEOPLE)
        answering.execute(_ASKED, {"records": records})
        if born is not None:
            answering.execute(_SUPPOSED.format(born=born))
        units = itemised(units_of(indicator, answering))
        if not units.table.of_persons:
            return {}
        BehindCell.of(answering, units, figure.by, counts=indicator.measure == "count")
        found: defaultdict[UUID, set[tuple[object, ...]]] = defaultdict(set)
        for record, *share in answering.rows(_OF_EACH):
            found[record].add(tuple(share))
        return found


_ASKED = """
    CREATE TEMP TABLE asked AS
    SELECT s.id, coalesce(u.person, s.rec) AS person
    FROM subject s LEFT JOIN united u USING (rec)
    WHERE list_contains($records::UUID[], s.id)
"""
_SUPPOSED = """
    UPDATE people SET {born} FROM (
        SELECT person AS whose,
            make_date(first_ymd // 10000, first_ymd // 100 % 100, first_ymd % 100) AS first
        FROM people
        WHERE person IN (SELECT person FROM asked) AND first_ymd // 100 = last_ymd // 100
    ) WHERE person = whose
"""
_OF_EACH = """
    SELECT a.id, b.subject, b.item, b.answer, b.in_numerator, b.in_denominator,
        b.top, b.bottom
    FROM behind b JOIN asked a USING (person)
"""
