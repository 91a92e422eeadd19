"""The figures of a report: asked for once, then read cell by cell as values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import evolve, field, frozen

from casemgmt.config import read_policy
from casemgmt.domain.journey import Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Subject, Text

from .amounts import Form, Missing, Number, Source, Value
from .desk import Figure, ReportDesk
from .model import Foot
from .period import Period
from .relations import By, canonical, indicators_of
from .words import Words, filled

WORDS: Final = Words.read(__package__, "words.toml")
LISTS: Final = {
    "centre-kind": "centre_kinds",
    "district": "districts",
    "programme": "programmes",
}
LAST: Final = ("unknown", "none", "other")  # codes that close a list
SMALL_CELLS_BELOW: Final = 5
SEVERAL: Final = 3
_AGES = re.compile(r"(\d+)-(\d+)\Z")
_FROM = re.compile(r"(\d+)\+\Z")


@frozen
class Question:
    """Some indicators, by some dimensions."""

    only: tuple[str, ...]
    by: tuple[str, ...] = ()


@frozen
class Reading:
    """What the desk answered.

    Attributes:
        desk: Whom it was asked.
        period: The days it is about.
        figures: The answers, by indicator and cell.

    """

    desk: ReportDesk
    period: Period
    figures: Mapping[tuple[str, By], Figure] = field(repr=False)

    @classmethod
    def of(cls, desk: ReportDesk, period: Period, asked: Iterable[Question]) -> Reading:
        """Ask the desk every question, each of them once."""
        figures: dict[tuple[str, By], Figure] = {}
        for by, only in _together(asked).items():
            found = desk.figures(
                period.first, period.last, only=only, by=by, **_when(period)
            )
            figures |= indicators_of(found)
            period = _at_one_moment(period, found)
        return cls(desk, period, figures)

    @property
    def policy(self) -> Policy:
        """The thresholds this report is made with."""
        if self.period.policy is None:
            return self.desk.policy
        return read_policy(self.period.policy, self.desk.policy)

    @property
    def small_cells_below(self) -> int:
        """Counts of fewer people than this are hidden."""
        below = self.policy.value("small_cells.below", self.period.until, SMALL_CELLS_BELOW)
        return int(below)

    def journey(self, subject: Subject) -> Journey:
        """Return where *subject* stood on the last day looked at."""
        known = {} if self.period.known_at is None else {"known_at": self.period.known_at}
        return self.desk.journey(subject, as_of=self.period.asked_until, **known)

    def count(self, indicator: str, part: str = "numerator", **by: str) -> Value:
        """Return one count of a figure; a cell in which nobody stands has none."""
        cell = canonical({_dimension(name): code for name, code in by.items()})
        source = Source(indicator, part, cell)
        figure = self.figures.get((indicator, cell))
        amount = None if figure is None else getattr(figure, part)
        if amount is None or (figure is not None and _asks_nobody(figure, part)):
            return self._missing(source)
        return Number(amount, source)

    def count_here(self, indicator: str, **by: str) -> Value:
        """Return a count asked of one place alone: where nobody stands it is nought."""
        found = self.count(indicator, **by)
        if isinstance(found, Number) or (indicator, ()) not in self.figures:
            return found
        cell = canonical({_dimension(name): code for name, code in by.items()})
        return Number(0, Source(indicator, "numerator", cell, kind="record"))

    def share(self, indicator: str, **by: str) -> Value:
        """Return the value of a rate, as a share."""
        cell = canonical({_dimension(name): code for name, code in by.items()})
        source = Source(indicator, "value", cell)
        figure = self.figures.get((indicator, cell))
        if figure is None or figure.value is None:
            return self._missing(source)
        return Number(figure.value, source, Form.SHARE)

    def _missing(self, source: Source) -> Missing:
        asked = (source.name, ()) in self.figures
        return Missing(WORDS("missing.no-case" if asked else "missing.not-known"), source)

    def codes(self, indicator: str, dimension: str) -> tuple[str, ...]:
        """Return the codes of *dimension* in which someone stands, in reading order."""
        found = {
            by[0][1] for name, by in self.figures
            if name == indicator and len(by) == 1 and by[0][0] == dimension
        }  # fmt: skip
        return tuple(sorted(found, key=lambda code: _in_order(dimension, code)))

    def label(self, dimension: str, code: str) -> Text:
        """Return what a code of a dimension is called."""
        if dimension == "age-band":
            return _ages(code)
        if (own := f"{dimension}.{code}") in WORDS:
            return WORDS(own)
        return self.desk.vocabulary.label(LISTS.get(dimension, dimension), code)

    def foot(self, *, hides: bool = True) -> Foot:
        """Return what makes the report repeatable, as far as the figures tell it.

        Where persons stand in the report, or where it stays in the house, nothing is
        hidden for being small.
        """
        some = next(iter(self.figures.values()), None)
        below = self.small_cells_below if hides and not self.period.inside else 0
        return Foot(
            period=self.period,
            as_of=self.period.asked_until,
            known_at=self.period.known_at,
            policy=str(self.policy) if some is None else some.policy,
            small_cells_below=Number(below, Source("small_cells.below", kind="policy")),
        )


def counted(words: Words, key: str, value: Value) -> Text:
    """Return what is counted in the form that goes with its number; of none, as of several.

    For reports in which nothing is hidden: a form would tell two from three.
    """
    return words.of(key, int(value.amount) if isinstance(value, Number) else SEVERAL)


def _together(asked: Iterable[Question]) -> dict[tuple[str, ...], tuple[str, ...]]:
    questions: dict[tuple[str, ...], dict[str, None]] = {}
    for question in asked:
        questions.setdefault(question.by, {}).update(dict.fromkeys(question.only))
    return {by: tuple(only) for by, only in questions.items()}


def _when(period: Period) -> dict[str, Any]:
    given = {
        "as_of": period.as_of, "known_at": period.known_at, "policy": period.policy
    }  # fmt: skip
    return {name: value for name, value in given.items() if value is not None}


def _at_one_moment(period: Period, found: Sequence[Figure]) -> Period:
    """Return the period at the moment of the first answer: what is told since waits."""
    return evolve(period, known_at=found[0].known_at) if found else period


def _asks_nobody(figure: Figure, part: str) -> bool:
    return part == "numerator" and figure.denominator is not None and not figure.denominator


def _dimension(name: str) -> str:
    return name.replace("_", "-")


def _in_order(dimension: str, code: str) -> tuple[int, int, str]:
    first = re.match(r"\d+", code) if dimension == "age-band" else None
    return (
        LAST.index(code) + 1 if code in LAST else 0,
        int(first[0]) if first else 0,
        code,
    )


def _ages(code: str) -> Text:
    if between := _AGES.match(code):
        first, last = (Text(plain=age) for age in between.groups())
        years = WORDS.of("ages.between", int(between[2]))
        return filled(years, first=first, last=last)
    if beyond := _FROM.match(code):
        years = WORDS.of("ages.from", int(beyond[1]))
        return filled(years, first=Text(plain=beyond[1]))
    return WORDS("ages.unknown")
