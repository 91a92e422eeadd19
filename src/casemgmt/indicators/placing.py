"""What was told elsewhere and places persons in a table: a centre's kind, for one.

Who left a cell stands behind nothing of it any more. What took them out may be told of
somebody else's story, and is found by where they stand now, whichever cell that is.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from attrs import evolve

from casemgmt.facts import Facts
from casemgmt.recording.envelope import as_id

from .answering import Answering
from .definition import Indicator, Units
from .engine import chosen, units_source
from .figure import Figure

_PLACING = """
    SELECT DISTINCT replace(c.id::VARCHAR, '-', ''), replace(c.fix::VARCHAR, '-', '')
    FROM ({query}) t
    JOIN subject s ON s.rec = t.person
    JOIN (FROM command WHERE kf <= $known AND kt > $known) c
        ON c.rec = t.rec AND c.seq = t.seq
    WHERE list_contains($persons::UUID[], s.id)
"""


def placing(
    facts: Facts, figure: Figure, persons: Iterable[UUID], extra: Iterable[Indicator] = ()
) -> frozenset[UUID]:
    """Return the commands of other stories that place *persons* in whichever cell.

    Raises:
        InvalidError: there is no such indicator.

    """
    question = evolve(figure.question, only=(figure.indicator,))
    (indicator,) = chosen(question, extra)
    units = indicator.units
    if question.empty or not isinstance(units, Units) or not units.own_through:
        return frozenset()
    with Answering(facts, question) as answering:
        units_source(answering, units.table)
        sql = _PLACING.format(query=units.own_through)
        told = answering.rows(sql, {"persons": list(persons)})
    return frozenset(as_id(one) for row in told for one in row if one is not None)
