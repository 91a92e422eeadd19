"""Figures as they are frozen in a publication, and read from it again as figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from attrs import evolve, field, frozen

from casemgmt.domain.journey import Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.publications import FrozenFigure, ReportPublished
from casemgmt.domain.vocabulary import Subject
from casemgmt.indicators import Figure, Question
from casemgmt.vocabularies import Vocabulary

if TYPE_CHECKING:
    from casemgmt.reports import ReportDesk
    from casemgmt.reports.desk import Figure as Told

Cell = tuple[str, str]
"""An indicator, and a cell as it is frozen."""
_DAYS = ("valid_from", "valid_to")


def frozen_rules(policy: Policy) -> str:
    """Return the thresholds of a policy, every one of them, as JSON."""
    return orjson.dumps(policy.rules(), default=float).decode()


def policy_of(published: ReportPublished) -> Policy:
    """Return the thresholds a published report was made with."""
    name, _, version = published.policy.rpartition("@")
    rules = orjson.loads(published.rules)
    for rule in rules:
        rule.update({day: date.fromisoformat(rule[day]) for day in _DAYS if day in rule})
    return Policy.of(name, version, rules)


def question_of(published: ReportPublished) -> Question:
    """Return what the figures of a published report answered, whichever they are."""
    return Question(
        published.first.first,
        published.last.last,
        published.as_of.last,
        policy_of(published),
        datetime.fromisoformat(published.known_at),
    )


def figures_of(published: ReportPublished) -> dict[Cell, Figure]:
    """Return the figures of a published report, each with its question."""
    question = question_of(published)
    return {(f.indicator, f.cell): _thawed(f, question) for f in published.figures}


def cell_of(by: Mapping[str, str]) -> str:
    """Return a cell as it is frozen: ``district=mediouna,sex=female``."""
    return ",".join(f"{dimension}={by[dimension]}" for dimension in sorted(by))


def _frozen(told: Told) -> FrozenFigure:
    assert isinstance(told, Figure)  # noqa: S101 - what a desk answers
    return FrozenFigure(
        indicator=told.indicator,
        version=told.version,
        unit=told.unit,
        cell=cell_of(told.by),
        numerator=_text(told.numerator),
        denominator=_text(told.denominator),
        value=_text(told.value),
        unknown=told.unknown,
        excluded=told.excluded,
    )


def _text(amount: Fraction | float | None) -> str | None:
    return None if amount is None else str(amount)


def _amount(text: str | None) -> int | Fraction | None:
    if text is None:
        return None
    exact = Fraction(text)
    return int(exact) if exact.denominator == 1 else exact


def _thawed(kept: FrozenFigure, question: Question) -> Figure:
    pairs = (part.partition("=") for part in kept.cell.split(",") if part)
    by = {dimension: code for dimension, _, code in pairs}
    asked = evolve(question, only=(kept.indicator,), by=tuple(by))
    value = None if kept.value is None else float(kept.value)
    return Figure(
        indicator=kept.indicator,
        version=kept.version,
        unit=kept.unit,
        numerator=_amount(kept.numerator),
        denominator=_amount(kept.denominator),
        value=int(value) if value is not None and kept.denominator is None else value,
        unknown=kept.unknown,
        excluded=kept.excluded,
        by=by,
        question=asked,
    )


class NotingDesk:
    """A desk that notes every figure it gives: those a report is made of."""

    def __init__(self, desk: ReportDesk) -> None:
        self._desk = desk
        self._told: dict[Cell, FrozenFigure] = {}

    @property
    def policy(self) -> Policy:
        """The thresholds in force."""
        return self._desk.policy

    @property
    def vocabulary(self) -> Vocabulary:
        """What codes are called."""
        return self._desk.vocabulary

    def figures(self, first: str | date, last: str | date, **asked: Any) -> Sequence[Told]:
        """Return the whole and the cells of each indicator asked for, and note them."""
        found = self._desk.figures(first, last, **asked)
        self._told.update({(f.indicator, cell_of(f.by)): _frozen(f) for f in found})
        return found

    def journey(self, subject: str | Subject, **asked: Any) -> Journey:
        """Return where a subject stands."""
        return self._desk.journey(subject, **asked)

    def subjects(self, kind: str) -> Iterator[Subject]:
        """Return every subject of a kind that something was told of."""
        return self._desk.subjects(kind)

    def frozen(self) -> tuple[FrozenFigure, ...]:
        """Return every figure it gave, once."""
        return tuple(self._told.values())


@frozen
class FrozenDesk:
    """A desk whose figures are those of a publication, whatever was learnt since.

    Attributes:
        desk: Whom the rest is asked.
        policy: The thresholds then.

    """

    desk: ReportDesk
    policy: Policy
    _figures: Mapping[Cell, Figure] = field(repr=False)

    @classmethod
    def of(cls, desk: ReportDesk, published: ReportPublished) -> FrozenDesk:
        """Return the desk of a published report."""
        return cls(desk, policy_of(published), figures_of(published))

    @property
    def vocabulary(self) -> Vocabulary:
        """What codes are called."""
        return self.desk.vocabulary

    def figures(
        self,
        first: str | date,
        last: str | date,
        *,
        as_of: str | date | None = None,
        known_at: datetime | None = None,
        only: Sequence[str] = (),
        by: Sequence[str] = (),
        policy: Path | Policy | None = None,
    ) -> Sequence[Told]:
        """Return what was frozen of the indicators asked for; the rest was decided then."""
        del first, last, as_of, known_at, policy
        shown = [f for f in self._figures.values() if f.indicator in only]
        return [f for f in shown if not f.by or set(f.by) == set(by)]

    def journey(self, subject: str | Subject, **asked: Any) -> Journey:
        """Return where a subject stands."""
        return self.desk.journey(subject, **asked)

    def subjects(self, kind: str) -> Iterator[Subject]:
        """Return every subject of a kind that something was told of."""
        return self.desk.subjects(kind)
