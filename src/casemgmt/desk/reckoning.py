"""What a published report took from records, not from figures: then, now, what moved it.

Goods, promises and the counts that bodies reported are not frozen with the figures. The log
still knows what was known of them when the report went out: it is made again of that, and
of what is known now. An event moved a number if without it the number of today were
another, or with it alone the number of then.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import define, evolve, field, frozen

from casemgmt.desk.causes import when_recorded
from casemgmt.desk.frozen import Cell, FrozenDesk, policy_of
from casemgmt.desk.laying_beside import asked_of
from casemgmt.desk.retold import Known, RetellingDesk, Stories
from casemgmt.domain.publications import ReportPublished
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Quantity
from casemgmt.indicators import Figure
from casemgmt.opening.parts import Parts
from casemgmt.reports import Bound, Number, Source, Value, report_named, values_of

if TYPE_CHECKING:
    from casemgmt.reports import ReportDesk

Figures = Mapping[Cell, Figure]
Numbers = Mapping[Source, Quantity]


@frozen
class Reckoned:
    """A number of a report that is no figure: what was told of goods, or by a body.

    Attributes:
        indicator: What was reckoned, such as ``reported-beneficiaries``.
        by: Of what, such as the season and the kind.
        quantity: How many; unknown where there is no number.

    """

    indicator: str
    by: Mapping[str, str]
    quantity: Quantity

    @property
    def numerator(self) -> Decimal | None:
        """How many, as the source gave it; None where it is unknown."""
        return self.quantity.value

    @classmethod
    def of(cls, source: Source, numbers: Numbers) -> Reckoned | None:
        """Return the number that has this source; None where there is none."""
        quantity = numbers.get(source)
        return None if quantity is None else cls(source.name, _by(source), quantity)


@define(eq=False)
class Reckoning:
    """The numbers of a published report that are no figures, at two moments.

    Attributes:
        published: The report that went out.
        figures_then: What was frozen of it.
        figures_now: The same, as known now.
        until: Now.

    """

    parts: Parts
    desk: ReportDesk
    published: ReportPublished
    figures_then: Figures = field(repr=False)
    figures_now: Figures = field(repr=False)
    until: datetime
    since: datetime = field(init=False)
    then: Numbers = field(init=False, repr=False)
    now: Numbers = field(init=False, repr=False)
    _stories: Stories = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Make the report twice: of what was known then, and of what is known now."""
        self.since = datetime.fromisoformat(self.published.known_at)
        self._stories = Stories(self.parts)
        self.then = self._numbers(self.figures_then, Known(self.since))
        self.now = self._numbers(self.figures_now, Known(self.until))

    @property
    def moved(self) -> tuple[Source, ...]:
        """The numbers that are others now, in the order in which they are read."""
        return tuple(
            source
            for source in {**self.then, **self.now}
            if self.then.get(source) != self.now.get(source)
        )

    def causes(self) -> Mapping[Source, Sequence[Entry]]:
        """Return what moved each number, in the order of recording.

        Without it the number would be what it was.
        """
        every = sorted(chain.from_iterable(self._news()), key=when_recorded)
        found: dict[Source, set[UUID]] = {source: set() for source in self.moved}
        for command, sources in chain.from_iterable(map(self._each, self._news())):
            for source in sources:
                found[source].add(command)
        for source, named in found.items():
            self._complete(source, named, [entry.command_id for entry in every])
        return {s: [e for e in every if e.command_id in found[s]] for s in found}

    def moved_by(self, cell: Cell) -> frozenset[Source]:
        """Return the numbers that would be others now if a figure had stayed as it was."""
        figures = {**self.figures_now}
        figures.pop(cell, None)
        figures |= {key: f for key, f in self.figures_then.items() if key == cell}
        return self._unlike(self.now, self._numbers(figures, Known(self.until)))

    def _news(self) -> list[list[Entry]]:
        """Return what was recorded since in each story the report was made of."""
        return [
            [entry for entry in story if self.since < entry.recorded_at <= self.until]
            for story in self._stories.all_read
        ]

    def _each(self, news: Sequence[Entry]) -> Iterator[tuple[UUID, frozenset[Source]]]:
        """Yield each command that alone makes a difference, and to what."""
        found = self._moved_by_any(news) if news else frozenset()
        if found and len(news) == 1:
            yield news[0].command_id, found
        elif found:  # half by half: most of what is told concerns other days or things
            half = len(news) // 2
            yield from self._each(news[:half])
            yield from self._each(news[half:])

    def _moved_by_any(self, news: Sequence[Entry]) -> frozenset[Source]:
        ids = frozenset(entry.command_id for entry in news)
        today = self._numbers(self.figures_now, Known(self.until, without=ids))
        with_them = self._numbers(self.figures_then, Known(self.since, besides=ids))
        return self._unlike(self.now, today) | self._unlike(self.then, with_them)

    def _complete(self, source: Source, named: set[UUID], every: Sequence[UUID]) -> None:
        """Add to *named* what shows only once others are left out, until none does."""
        while rest := [command for command in every if command not in named]:
            if self._stands_without(source, named):
                return
            later = partial(self._moves_before, source, named, rest)
            named.add(rest[bisect_left(range(len(rest)), x=True, key=later)])

    def _moves_before(
        self, source: Source, named: set[UUID], rest: Sequence[UUID], last: int
    ) -> bool:
        """Whether what is left was moved by the commands up to the one at *last*."""
        return not self._stands_without(source, {*named, *rest[last + 1 :]})

    def _stands_without(self, source: Source, left_out: AbstractSet[UUID]) -> bool:
        known = Known(self.until, without=left_out)
        return self._numbers(self.figures_then, known).get(source) == self.then.get(source)

    def _unlike(self, one: Numbers, other: Numbers) -> frozenset[Source]:
        return frozenset(s for s in self.moved if one.get(s) != other.get(s))

    def _numbers(self, figures: Figures, known: Known) -> Numbers:
        frozen_desk = FrozenDesk(self.desk, policy_of(self.published), figures)
        asked = evolve(asked_of(self.published, inside=True), known_at=known.until)
        desk = RetellingDesk(frozen_desk, self._stories, known)
        made = report_named(self.published.report).of(desk, asked)
        told = ((value.source, value) for value in values_of(made))
        return {s: _quantity(v) for s, v in told if s is not None and s.kind == "record"}


def _quantity(value: Value) -> Quantity:
    if not isinstance(value, Number):
        return Quantity()
    exact = Fraction(value.amount)
    return Quantity(
        Decimal(exact.numerator) / Decimal(exact.denominator),
        at_least=value.bound in (Bound.AT_LEAST, Bound.ABOUT_AT_LEAST),
        about=value.bound in (Bound.ABOUT, Bound.ABOUT_AT_LEAST),
    )


def _by(source: Source) -> Mapping[str, str]:
    """Return the cell; of several codes of one dimension all of them, ``a+b``."""
    found: dict[str, str] = {}
    for dimension, code in source.by:
        found[dimension] = f"{found[dimension]}+{code}" if dimension in found else code
    return found
