"""A question, the figures that answer it, and who and what stands behind one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError
from casemgmt.recorded import event_id

Amount = int | Fraction
"""Whole when it is whole; never a float."""


def _day(value: str | date, name: str) -> Day:
    try:
        return Day.of(value)
    except ValueError as error:
        code = "not-a-day" if str(error) == "not a day" else "no-such-day"
        raise InvalidError(name, code) from None


@frozen
class Question:
    """What is asked: a period, as of a day, as known at a moment, by which policy.

    Attributes:
        first: The first day of the period.
        last: The last day of the period.
        as_of: The last day that counts at all.
        known_at: What was recorded later does not count; None where everything does.
        policy: The thresholds.
        only: The indicators wanted, by id; all built-in ones if empty.
        by: The dimensions of the table; the whole only if empty.

    """

    first: date
    last: date
    as_of: date
    policy: Policy = field(repr=False)
    known_at: datetime | None = None
    only: tuple[str, ...] = ()
    by: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        first: str | date,
        last: str | date,
        *,
        policy: Policy,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        only: Sequence[str] = (),
        by: Sequence[str] = (),
    ) -> Question:
        """Return the question so asked; as of its last day unless said otherwise.

        A month or a year is taken from its first day, and to its last.

        Raises:
            InvalidError: a day is none, or an indicator or dimension is asked twice.

        """
        end = _day(last, "last").last
        cut = end if as_of is None else _day(as_of, "as_of").last
        _refuse_twice("only", only)
        _refuse_twice("by", by)
        begin = _day(first, "first").first
        return cls(begin, end, cut, policy, known_at, tuple(only), tuple(by))

    @property
    def end(self) -> date:
        """The last day that counts for what happens in the period."""
        return min(self.last, self.as_of)

    @property
    def empty(self) -> bool:
        """Whether no day of the period counts."""
        return self.end < self.first


def _refuse_twice(name: str, asked: Sequence[str]) -> None:
    if len(set(asked)) != len(asked):
        raise InvalidError(name, "given-twice")


@frozen
class Figure:
    """One row of an answer: a figure for the whole, or for one cell of a table.

    Attributes:
        indicator: The id of its indicator.
        version: Of the indicator.
        unit: What one item is.
        numerator: How many, or the sum; None for a median.
        denominator: Out of how many; None for a count.
        value: The figure itself, a rate as a fraction of 1; None when the denominator is 0.
        unknown: Units whose answer cannot be determined.
        excluded: Units the definition leaves out.
        by: The cell; empty for the whole.
        question: What was asked.

    """

    indicator: str
    version: int
    unit: str
    numerator: Amount | None
    denominator: Amount | None
    value: int | float | None
    unknown: int
    excluded: int
    by: Mapping[str, str]
    question: Question = field(repr=False)

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day of the period asked for."""
        return self.question.first, self.question.last

    @property
    def as_of(self) -> date:
        """The last day that counted."""
        return self.question.as_of

    @property
    def known_at(self) -> datetime | None:
        """The moment whose knowledge counted."""
        return self.question.known_at

    @property
    def policy(self) -> str:
        """The policy used, as ``name@version``."""
        return str(self.question.policy)


@frozen
class Unit:
    """One thing that was counted.

    Attributes:
        subject: The record; of a united person, the first one. As sent, or its random id.
        unit: Tells apart several things of one subject; empty where there is only one.
        commands: The ids of the commands the answer rests on.

    """

    subject: UUID | Subject
    unit: str
    commands: tuple[UUID, ...] = field(repr=False)

    @cached_property
    def events(self) -> tuple[UUID, ...]:
        """The events: one command brings about one event, whose id follows from its own."""
        return tuple(event_id(command) for command in self.commands)


@frozen
class Explanation:
    """Who and what stands behind a figure.

    Attributes:
        indicator: The id of the indicator.
        numerator: What was counted in the numerator.
        denominator: What was counted in the denominator; empty for a count.
        unknown: What belongs to the question, and nobody can answer it.
        excluded: What the definition leaves out by name.
        withheld: How many units, of all of these, the reader may not know; they are named
            nowhere in it.

    """

    indicator: str
    numerator: tuple[Unit, ...]
    denominator: tuple[Unit, ...]
    unknown: tuple[Unit, ...] = ()
    excluded: tuple[Unit, ...] = ()
    withheld: int = 0

    @property
    def commands(self) -> frozenset[UUID]:
        """Every command behind what was counted."""
        units = (*self.numerator, *self.denominator)
        return frozenset(command for unit in units for command in unit.commands)
