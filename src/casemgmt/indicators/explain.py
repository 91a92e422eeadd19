"""Who and what stands behind a figure: one entry for each thing counted (§1.11).

The commands named are those whose kinds the definition reads, of the records of each
person counted, with the corrections then in force: a journal of them alone gives the same
numerator and denominator again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from typing import Any
from uuid import UUID

from attrs import evolve

from casemgmt.facts import Facts

from .answering import Answering
from .behind import SIDES, BehindCell, Side, itemised
from .definition import Indicator
from .engine import chosen
from .figure import Explanation, Figure, Unit
from .naming import Called, Naming, kinds_of
from .own import units_of

UNITS_AT_ONCE = 5_000
"""Of how many units the commands are held at a time."""


def _by_id(subject: UUID) -> UUID:
    return subject


def explain(facts: Facts, figure: Figure, extra: Iterable[Indicator] = ()) -> Explanation:
    """Return who and what stands behind *figure*, which carries its own question.

    Raises:
        InvalidError: there is no such indicator.

    """
    found: dict[Side, list[Unit]] = {side: [] for side in SIDES}
    for side, unit in each_behind(facts, figure, extra):
        found[side].append(unit)
    told: dict[str, Any] = {side: tuple(units) for side, units in found.items()}
    return Explanation(figure.indicator, **told)


def each_behind(
    facts: Facts,
    figure: Figure,
    extra: Iterable[Indicator] = (),
    called: Called = _by_id,
) -> Iterator[tuple[Side, Unit]]:
    """Yield who and what stands behind *figure*, one by one, side by side.

    However many they are, the commands of a few thousand are held at a time.

    Args:
        facts: Where the figure was computed from.
        figure: It carries its own question.
        extra: An organisation's own indicators.
        called: By what a subject is known, its random id if nobody says; each side comes
            in the order of that.

    Raises:
        InvalidError: there is no such indicator.

    """
    with _asked(facts, figure, extra) as (cell, naming):
        if cell is not None:
            cell.call(called, UNITS_AT_ONCE)
            yield from _named(cell, naming, called)


def count_behind(
    facts: Facts, figure: Figure, extra: Iterable[Indicator] = ()
) -> Mapping[Side, int]:
    """Return how many units stand on each side of *figure*, without asking who they are.

    Raises:
        InvalidError: there is no such indicator.

    """
    with _asked(facts, figure, extra) as (cell, _):
        return {side: 0 if cell is None else cell.size(side) for side in SIDES}


@contextmanager
def _asked(
    facts: Facts, figure: Figure, extra: Iterable[Indicator]
) -> Iterator[tuple[BehindCell | None, Naming]]:
    """Give the units of *figure*, none where its period has no day, and who names them."""
    question = evolve(figure.question, only=(figure.indicator,))
    (indicator,) = chosen(question, extra)
    with Answering(facts, question) as answering:
        units = itemised(units_of(indicator, answering))
        naming = Naming(answering, units, figure.by)
        if question.empty:
            yield None, naming
            return
        counts = indicator.measure == "count"
        yield BehindCell.of(answering, units, figure.by, counts=counts), naming


def _named(cell: BehindCell, naming: Naming, called: Called) -> Iterator[tuple[Side, Unit]]:
    """Yield each unit with its commands; those of few units are asked for at one time."""
    some = ((side, g) for side in SIDES for g in cell.groups(side, UNITS_AT_ONCE))
    if cell.rows <= UNITS_AT_ONCE:
        whole = list(some)
        named = naming.of(group for _, groups in whole for group in groups)
        # who is in the numerator is in the denominator too
        unit = cache(partial(named.unit, called=called))
        yield from ((side, unit(g)) for side, groups in whole for g in groups)
        return
    for side, groups in some:
        named = naming.of(groups)
        yield from ((side, named.unit(group, called)) for group in groups)


def kinds_read(
    facts: Facts, figure: Figure, extra: Iterable[Indicator] = ()
) -> frozenset[str] | None:
    """Return the kinds of event that *figure* rests on; None where nobody can say.

    An indicator of one's own is a query, and does not say what it reads.
    """
    question = evolve(figure.question, only=(figure.indicator,))
    (indicator,) = chosen(question, extra)
    with Answering(facts, question) as answering:
        units = units_of(indicator, answering)
        own = isinstance(indicator.units, str)
        return None if own else frozenset(kinds_of(answering, units, figure.by))
