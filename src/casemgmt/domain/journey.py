"""A subject's journey: the states of its areas side by side, as a story adds up to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Generic, Protocol, Self, TypeVar, overload

from attrs import field, frozen

from . import documents
from .area import Area
from .dates import ages_on
from .enrolment import (
    admission,
    assessment,
    case_area,
    consent,
    follow_up,
    identification,
    identifiers,
    links,
    plan,
    referral,
    registration,
)
from .family_support import allowances, household, income_projects, parenting, visits
from .organisation import agreement, centre, equipment, goods, season_figures
from .protection import reports, work
from .school_support import attendance, kits, schooling, sessions
from .told import Told, Version
from .vocabulary import Subject
from .vocational_training import contract, insertion

State = TypeVar("State")


class StateOf(Generic[State]):
    """A journey's state in one area, as an attribute."""

    def __init__(self, area: Area[State]) -> None:
        self._area = area

    @overload
    def __get__(self, journey: None, owner: type) -> Self: ...
    @overload
    def __get__(self, journey: Journey, owner: type) -> State: ...
    def __get__(self, journey: Journey | None, owner: type) -> State | Self:
        """Return the state of *journey* in this area."""
        del owner
        return self if journey is None else journey[self._area]


class Beside(Protocol):
    """What is known beside a record's own story; asked only when a rule needs it."""

    def person(self) -> Journey:
        """Return the journey of all records linked to this one, as of the same day."""

    def whole(self) -> Journey:
        """Return the person's journey over every day."""

    def same_child(self, child: Subject) -> frozenset[Subject]:
        """Return the records that are the same person as *child*, itself included."""

    def record(self, child: Subject) -> Journey:
        """Return the journey of another record, by itself."""


@frozen
class Journey:
    """Where a subject stands: every area's state, on the day it was read for.

    Attributes:
        subject: Whose journey it is.
        states: State by area name; an area that nothing was told of has its initial state.
        readable: False when an event could not be read: nothing may then be asked.
        beside: What is known of the person beyond this record; nothing when None.

    """

    subject: Subject
    states: Mapping[str, Any] = field(factory=dict, repr=False)
    readable: bool = True
    beside: Beside | None = field(default=None, repr=False, eq=False)

    identification = StateOf(identification.AREA)
    registration = StateOf(registration.AREA)
    identifiers = StateOf(identifiers.AREA)
    consent = StateOf(consent.AREA)
    case = StateOf(case_area.AREA)
    assessment = StateOf(assessment.AREA)
    plan = StateOf(plan.AREA)
    follow_up = StateOf(follow_up.AREA)
    referral = StateOf(referral.AREA)
    admission = StateOf(admission.AREA)
    links = StateOf(links.AREA)
    schooling = StateOf(schooling.AREA)
    attendance = StateOf(attendance.AREA)
    kits = StateOf(kits.AREA)
    sessions = StateOf(sessions.AREA)
    contract = StateOf(contract.AREA)
    insertion = StateOf(insertion.AREA)
    household = StateOf(household.AREA)
    visits = StateOf(visits.AREA)
    allowances = StateOf(allowances.AREA)
    income_projects = StateOf(income_projects.AREA)
    parenting = StateOf(parenting.AREA)
    work = StateOf(work.AREA)
    reports = StateOf(reports.AREA)
    centre = StateOf(centre.AREA)
    agreement = StateOf(agreement.AREA)
    goods = StateOf(goods.AREA)
    equipment = StateOf(equipment.AREA)
    season_figures = StateOf(season_figures.AREA)
    documents = StateOf(documents.AREA)

    def __getitem__(self, area: Area[State]) -> State:
        state: State = self.states.get(area.name, area.initial)
        return state

    @property
    def person(self) -> Journey:
        """The journey of the person: all records linked to this one, together."""
        return self.beside.person() if self.beside else self

    @property
    def whole(self) -> Journey:
        """The person's journey over every day, also those after the day read for."""
        return self.beside.whole() if self.beside else self

    def same_child(self, child: Subject) -> frozenset[Subject]:
        """Return the records that are the same person as *child*, itself included."""
        return self.beside.same_child(child) if self.beside else frozenset({child})

    def record(self, child: Subject) -> Journey:
        """Return the journey of another record, by itself."""
        return self.beside.record(child) if self.beside else Journey(child)

    def age_on(self, day: date) -> tuple[int, int] | None:
        """Return the lowest and highest age on *day*, None when no birth date is known."""
        born = self.registration.birth
        return None if born is None else ages_on(born, day)

    def knowing(self, beside: Beside) -> Journey:
        """Return this journey, with what is known beside it."""
        return Journey(self.subject, self.states, self.readable, beside)


@frozen
class Fold:
    """Adds stories up into journeys, with the areas that are installed."""

    areas: tuple[Area[Any], ...]
    _of: Mapping[type, Area[Any]] = field(init=False, repr=False)

    @_of.default
    def _by_event(self) -> Mapping[type, Area[Any]]:
        return {event: area for area in self.areas for event in area.events.values()}

    def journey(self, subject: Subject, story: Iterable[Version]) -> Journey:
        """Return the journey of *subject* that *story* adds up to."""
        return self.extended(Journey(subject), story)

    def extended(self, journey: Journey, story: Iterable[Version]) -> Journey:
        """Return *journey* after the next part of its story."""
        states = dict(journey.states)
        readable = journey.readable
        for version in story:
            event = version.entry.event
            area = self._of.get(type(event))
            if area is None:
                readable = False
            else:
                case = states.get("case")
                told = _told(version, len(case.episodes) if case else 0)
                state = states.get(area.name, area.initial)
                states[area.name] = area.evolve(state, event, told)
        return Journey(journey.subject, states, readable, journey.beside)


def _told(version: Version, episode: int) -> Told:
    entry = version.entry
    told_at = version.fixed_at or entry.recorded_at
    return Told(entry.on, entry.by, entry.role, told_at, episode, entry.order)
