"""What a figure counts: the question, its units, where each unit stands, and the sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

from .people import Person
from .policy import Policy
from .telling import Told, by_day

ONE_DAY = timedelta(days=1)
DIMENSIONS = ("sex", "age-band", "district", "centre", "programme", "disability", "season")


def number(value: Any) -> Fraction:
    """A JSON number, exactly as written."""
    return Fraction(str(value))


def days_of(first: date, last: date) -> Iterator[date]:
    on = first
    while on <= last:
        yield on
        on += ONE_DAY


def season_of(on: date) -> str:
    """§1.8: 1 September Y to 31 August Y+1."""
    year = on.year if on.month >= 9 else on.year - 1
    return f"{year}-{year + 1}"


@dataclass
class Question:
    """A period, as of, and everything that stands as known."""

    first: date
    """F"""
    last: date
    """T"""
    as_of: date
    """A"""
    policy: Policy
    told: list[Told]
    """Everything that stands, in order, whatever its day."""
    persons: list[Person]
    known_places: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    @property
    def end(self) -> date:
        """E = min(T, A)."""
        return min(self.last, self.as_of)

    @property
    def commands(self) -> list[Told]:
        return by_day(self.told, self.as_of)

    def in_period(self, on: date) -> bool:
        """§1.1: F <= day <= E."""
        return self.first <= on <= self.end

    def value(self, parameter: str) -> Any:
        """§1.12: read on E."""
        return self.policy.value(parameter, self.end)

    def fits(self, parameter: str, amount: Fraction | int) -> bool:
        return self.policy.fits(parameter, amount, self.end)

    def active_persons(self) -> list[Person]:
        return [p for p in self.persons if p.active(self.first, self.end)]

    def person_of(self, record: str) -> Person:
        """The person behind a record, even one that only others speak of."""
        for person in self.persons:
            if record in person.records:
                return person
        self.persons.append(Person([record], [], [], []))
        return self.persons[-1]

    def school_years(self) -> set[str]:
        """§1.8: those with a day in `[F, E]`."""
        return {season_of(on) for on in days_of(self.first, self.end)}

    def may_be_reported(self, person: Person) -> bool:
        return person.consents("reporting", self.end, self.policy, self.end)

    def dates_to_place(self, person: Person) -> list[date]:
        """§1.9: covered days in `[F, E]`; not active: the last covered day before F."""
        inside = [
            on
            for on in days_of(self.first, self.end)
            if any(episode.covers(on) for episode in person.episodes)
        ]
        if inside:
            return inside
        before = [
            episode.end
            for episode in person.episodes
            if episode.end is not None and episode.end < self.first
        ]
        return [max(before)] if before else []

    def place(self, person: Person, dimension: str) -> set[str]:
        """§1.9: every value of a person in one dimension."""
        match dimension:
            case "sex" | "district" | "disability":
                return {person.field(dimension)}
            case "age-band":
                return {person.age_band(self.end, self.value("age_bands"))}
        values: set[str] = set()
        for on in self.dates_to_place(person):
            for episode in person.episodes:
                if not episode.covers(on):
                    continue
                match dimension:
                    case "centre":
                        values.add(episode.centre_on(on))
                    case "programme":
                        values |= episode.programmes_on(on)
                    case "season":
                        values.add(season_of(on))
        return values or {"none"}

    def places_of(self, person: Person) -> dict[str, set[str]]:
        """All dimensions of one person, worked out once a question."""
        name = person.records[0]
        if name not in self.known_places:
            found = {dimension: self.place(person, dimension) for dimension in DIMENSIONS}
            self.known_places[name] = found
        return self.known_places[name]


@dataclass
class Unit:
    """One item of a figure, and its answer."""

    persons: list[Person]
    numerator: Fraction | int = 0
    denominator: Fraction | int = 0
    unknown: int = 0
    excluded: int = 0
    own: dict[str, str] = field(default_factory=dict)
    """Dimensions of the unit itself: `centre-kind`, `duration-band`."""
    who: str = ""
    """What is counted once: I03's person, I11's caseworker."""


def yes(persons: list[Person], **more: Any) -> Unit:
    return Unit(persons, 1, 1, **more)


def no(persons: list[Person], **more: Any) -> Unit:
    return Unit(persons, 0, 1, **more)


def answer_of(holds: bool, persons: list[Person]) -> Unit:
    return yes(persons) if holds else no(persons)


def unknown(persons: list[Person]) -> Unit:
    return Unit(persons, unknown=1)


def excluded(persons: list[Person]) -> Unit:
    return Unit(persons, excluded=1)


Sums = tuple[Fraction, Fraction]


def add_up(units: list[Unit]) -> Sums:
    return (
        sum((Fraction(unit.numerator) for unit in units), Fraction(0)),
        sum((Fraction(unit.denominator) for unit in units), Fraction(0)),
    )


@dataclass(frozen=True)
class Figure:
    """One definition of counting.md §3."""

    id: str
    unit: str
    units: Callable[[Question], list[Unit]]
    counts: bool = False
    """A count: value = numerator, denominator null."""
    dimensions: tuple[str, ...] = DIMENSIONS
    sums: Callable[[list[Unit]], Sums] = add_up

    def answers(self, question: Question) -> list[Unit]:
        """§1.1: if E < F every figure is empty. §1.6: who may be counted."""
        if question.end < question.first:
            return []
        units = self.units(question)
        if question.value("reporting.require_consent"):
            return [_as_consented(unit, question) for unit in units]
        return units

    def rows(self, question: Question, by: tuple[str, ...]) -> list[dict[str, Any]]:
        """The total row, then one row for each cell with a unit in it (§1.9)."""
        units = self.answers(question)
        result = [self._row(units, {})]
        if not by or any(dimension not in self.dimensions for dimension in by):
            return result  # a figure that lacks a dimension gives only its total
        cells: dict[tuple[str, ...], list[Unit]] = {}
        for unit in units:
            for cell in _cells(unit, by, question):
                cells.setdefault(cell, []).append(unit)
        return result + [
            self._row(cells[cell], dict(zip(by, cell, strict=True)))
            for cell in sorted(cells)
        ]

    def _row(self, units: list[Unit], by: dict[str, str]) -> dict[str, Any]:
        """§1.10."""
        numerator, denominator = self.sums(units)
        value = numerator if self.counts else None
        if not self.counts and denominator != 0:
            value = numerator / denominator
        return {
            "indicator": self.id,
            "unit": self.unit,
            "version": 1,
            "numerator": _plain(numerator),
            "denominator": None if self.counts else _plain(denominator),
            "value": None if value is None else _plain(value),
            "unknown": sum(unit.unknown for unit in units),
            "excluded": sum(unit.excluded for unit in units),
            "by": by,
        }


def _plain(value: Fraction) -> Fraction | int:
    return int(value) if value.denominator == 1 else value


def _as_consented(unit: Unit, question: Question) -> Unit:
    """§1.6: without anyone's consent excluded; of a household the consenting remain."""
    if not unit.persons:
        return unit  # a unit with nobody in it: a season figure, an agreement
    consenting = [p for p in unit.persons if question.may_be_reported(p)]
    if not consenting:
        return Unit(unit.persons, excluded=1, own=unit.own)
    unit.persons = consenting
    return unit


def _cells(unit: Unit, by: tuple[str, ...], question: Question) -> set[tuple[str, ...]]:
    """Every combination held by one of its persons: each person stands for itself."""
    if not unit.persons:
        return {tuple(unit.own[dimension] for dimension in by)}
    cells = set()
    for person in unit.persons:
        places = question.places_of(person)
        values = [
            {unit.own[dimension]} if dimension in unit.own else places[dimension]
            for dimension in by
        ]
        cells |= set(product(*values))
    return cells
