"""Vocational training: I40 to I43. A contract is record x `contract`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from .counting import Figure, Question, Unit, answer_of, excluded, no, number, yes
from .people import Person
from .telling import Told, last_day, plus_months


@dataclass(frozen=True)
class Contract:
    person: Person
    signed: Told
    about: list[Told]
    """Every command of the record naming this contract, by A, in order."""

    def all(self, *names: str) -> list[Told]:
        return [told for told in self.about if told.command in names]

    @property
    def starts(self) -> date:
        return last_day(self.signed.data["starts"])

    @property
    def ends(self) -> date:
        return last_day(self.signed.data["ends"])


def contracts(q: Question) -> Iterator[Contract]:
    for person in q.persons:
        for record in person.records:
            own = [told for told in person.commands if told.subject == record]
            signed = {t.data["contract"]: t for t in own if t.command == "sign-contract"}
            for name, told in signed.items():
                about = [one for one in own if one.data.get("contract") == name]
                yield Contract(person, told, about)


def hours_split(q: Question) -> list[Unit]:
    """I40."""
    units = []
    for contract in contracts(q):
        over = contract.all("complete-contract", "end-contract-early")
        if contract.starts > q.end or any(told.day <= q.end for told in over):
            continue
        logged = [told for told in contract.all("log-hours") if told.day <= q.end]
        p = sum((number(told.data["practice"]) for told in logged), Fraction(0))
        c = sum((number(told.data["centre"]) for told in logged), Fraction(0))
        if p + c == 0:
            units.append(excluded([contract.person]))
            continue
        practice = q.fits("apprenticeship.practice_percent", 100 * p / (p + c))
        complement = q.fits("apprenticeship.complement_percent", 100 * c / (p + c))
        units.append(answer_of(practice and complement, [contract.person]))
    return units


def due(q: Question) -> list[Contract]:
    """D of I41 and I42: contracts whose `ends` is in the period."""
    return [contract for contract in contracts(q) if q.in_period(contract.ends)]


def completed(q: Question) -> list[Unit]:
    """I41."""
    return [answer_of(bool(c.all("complete-contract")), [c.person]) for c in due(q)]


def ended_early(q: Question) -> list[Unit]:
    """I42."""
    return [answer_of(bool(c.all("end-contract-early")), [c.person]) for c in due(q)]


IN_WORK = {"employed-formal", "employed-informal", "self-employed"}


def in_work_after_training(q: Question) -> list[Unit]:
    """I43: completed contracts whose checkpoint is in the period."""
    units = []
    months = q.value("insertion.checkpoint")
    window = timedelta(days=q.value("insertion.window_days"))
    for contract in contracts(q):
        completions = contract.all("complete-contract")
        if not completions:
            continue
        checkpoint = plus_months(completions[0].day, months)
        if not q.in_period(checkpoint):
            continue
        looks = [
            told
            for told in contract.person.all("record-insertion")
            if told.data["checkpoint"] == months
            and checkpoint - window <= told.day <= checkpoint + window
        ]
        situation = looks[-1].data["situation"] if looks else "unreachable"
        if situation != "unreachable":
            reached = yes if situation in IN_WORK else no
            units.append(reached([contract.person]))
        elif q.value("insertion.denominator") == "cohort":  # they stay in D
            units.append(no([contract.person], unknown=1))
        else:
            units.append(Unit([contract.person], unknown=1))
    return units


TRAINING_FIGURES = (
    Figure("I40", "fraction", hours_split),
    Figure("I41", "fraction", completed),
    Figure("I42", "fraction", ended_early),
    Figure("I43", "fraction", in_work_after_training),
)
