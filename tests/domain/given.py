"""Journeys for tests: what was told of a subject, added up as a store adds it up.

Given ``told(day, command, …)``, a ``journey`` of them, then what a request ``asked`` of it
is answered: the events, ``()`` when it is already so, or the rule that refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from importlib.resources import files
from itertools import count
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.domain.area import Command
from casemgmt.domain.areas import AREAS
from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.case_commands import OpenCase
from casemgmt.domain.enrolment.closure import ApproveClosure, RequestClosure
from casemgmt.domain.enrolment.consent import GiveConsent
from casemgmt.domain.enrolment.registration import RegisterChild
from casemgmt.domain.journey import Fold, Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.told import Entry, Told, as_told
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import RuleBrokenError

POLICY = Policy.read(
    files("casemgmt").joinpath("data/policy-morocco.toml").read_text(encoding="utf-8")
)
FOLD = Fold(tuple(AREAS))
FIRST_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_ranks = count(1)


@frozen
class Telling:
    """One command, its day, and who told it; what is told later is known later."""

    on: Day
    command: Command
    by: str
    rank: int

    @property
    def entry(self) -> Entry:
        """The event as the log would hold it; no rule is asked."""
        (event,) = self.command.happened()
        at = FIRST_MOMENT + timedelta(seconds=self.rank)
        return Entry(UUID(int=self.rank), UUID(int=0), "", event, self.on, at, self.by)


def told(on: str, *commands: Command, by: str = "amina") -> tuple[Telling, ...]:
    """Tell *commands* of one day, one after the other."""
    return tuple(Telling(Day.of(on), c, by, next(_ranks)) for c in commands)


def journey(
    *tellings: tuple[Telling, ...], of: str = "child:C01", as_of: str | None = None
) -> Journey:
    """Return the journey that *tellings* add up to."""
    entries = [t.entry for t in _all(tellings)]
    until = None if as_of is None else date.fromisoformat(as_of)
    return FOLD.journey(Subject.of(of), as_told(entries, as_of=until))


def _all(tellings: tuple[tuple[Telling, ...], ...]) -> Iterator[Telling]:
    return (one for several in tellings for one in several)


@frozen
class Person:
    """What all records of a person tell together, over every day."""

    together: Journey
    records: frozenset[Subject]

    def person(self) -> Journey:
        return self.together

    whole = person

    def same_child(self, child: Subject) -> frozenset[Subject]:
        return self.records if child in self.records else frozenset({child})

    def record(self, child: Subject) -> Journey:
        return self.together if child in self.records else Journey(child)


def beside(
    record: Journey, *person: tuple[Telling, ...], other: str = "child:C02"
) -> Journey:
    """Return *record* as one of a person: it and *other* together tell *person*."""
    together = journey(*person, of=str(record.subject))
    return record.knowing(Person(together, frozenset({record.subject, Subject.of(other)})))


def asked(
    record: Journey,
    command: Command,
    *,
    on: str,
    by: str = "amina",
    policy: Policy = POLICY,
) -> tuple[object, ...] | StrEnum:
    """Return what *command* is answered: its events, ``()`` if already so, or the rule."""
    now = Told(Day.of(on), by, episode=len(record.case.episodes))
    try:
        return command.decide(record, now, policy)
    except RuleBrokenError as refusal:
        return refusal.rule


def with_policy(**values: object) -> Policy:
    """Return the default policy with other values; ``__`` in a name is a dot."""
    thresholds = dict(POLICY.thresholds)
    for name, value in values.items():
        parameter = name.replace("__", ".")
        (before,) = thresholds[parameter]
        thresholds[parameter] = (evolve(before, value=value),)
    return evolve(POLICY, thresholds=thresholds)


REGISTER = RegisterChild(
    given_name="Salma",
    family_name="Idrissi",
    sex="female",
    born="2013-03-14",
    district="mediouna",
)
CONSENT = GiveConsent(purposes=["services"], given_by="guardian")
OPEN = OpenCase(centre="mediouna", caseworker="amina", programmes=["education"])
REGISTERED = told("2025-09-03", REGISTER)
CONSENTED = told("2025-09-03", CONSENT)
OPENED = told("2025-09-03", OPEN)
WITH_A_CASE = (*REGISTERED, *CONSENTED, *OPENED)
CLOSED = told("2025-10-31", RequestClosure(reason="moved-away"), ApproveClosure())
