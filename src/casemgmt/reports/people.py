"""The persons of a report: their stories as they stand, and what they are called.

Everything is read through the desk, so that what its reader may not see comes withheld
here, and what was erased comes forgotten. Each is shown as such; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, assert_never

from attrs import evolve, field, frozen

from casemgmt.domain.amendments import (
    CommandCorrected,
    CommandRetracted,
    ContradictionResolved,
    HoldPlaced,
    HoldReleased,
)
from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.registration import BirthDateCorrected, ChildRegistered
from casemgmt.domain.organisation.centre import CentreOpened
from casemgmt.domain.personal import Forgotten, Known, Personal, Withheld
from casemgmt.domain.vocabulary import LANGUAGES, Subject, Text
from casemgmt.recorded import RecordedEvent, in_order

from .desk import CaseDesk
from .numbers import day as written_day
from .period import Period
from .reading import WORDS
from .words import filled, joined, spoken

OF_THE_RECORD = (
    CommandCorrected, CommandRetracted, ContradictionResolved, HoldPlaced, HoldReleased
)  # fmt: skip

OF_BIRTH = (ChildRegistered, BirthDateCorrected)


def standing(history: Iterable[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """Return what holds of a *history*: corrections in place, what was taken back gone."""
    told = tuple(history)
    fixes = {event.command_id: event for event in told if event.corrects is not None}
    holds = (event for event in told if not isinstance(event.event, OF_THE_RECORD))
    return in_order(_put_right(e, fixes) for e in holds if e.retracted_by is None)


def _put_right(told: RecordedEvent, fixes: Mapping[Any, RecordedEvent]) -> RecordedEvent:
    fix = fixes.get(told.corrected_by)
    if fix is None:
        return told
    return evolve(told, event=fix.event.corrected, on=fix.event.on or told.on)


@frozen
class People:
    """What persons and centres are called, each asked of the desk once.

    Attributes:
        desk: Whom it is asked.
        period: Its last day and its moment are those of the stories.

    """

    desk: CaseDesk
    period: Period
    _names: dict[Subject, Text] = field(factory=dict, init=False, repr=False)

    def record(
        self, subject: Subject, *, around: bool = False
    ) -> tuple[RecordedEvent, ...]:
        """Return what holds of the story of *subject*, whatever day it speaks of."""
        known_at = self.period.known_at
        return standing(self.desk.history(subject, known_at=known_at, around=around))

    def story(self, subject: Subject, *, around: bool = False) -> tuple[RecordedEvent, ...]:
        """Return what holds of the story of *subject*, up to the last day looked at."""
        told = self.record(subject, around=around)
        return tuple(e for e in told if e.on.last <= self.period.asked_until)

    def registered(self, subject: Subject) -> ChildRegistered | None:
        """Return the last registration of a child's record; None without any.

        It says who the child is and not what happened on a day: a later one holds too.
        """
        told = (e.event for e in self.record(subject))
        found = [event for event in told if isinstance(event, ChildRegistered)]
        return found[-1] if found else None

    def born(self, subject: Subject) -> Personal[Day]:
        """Return the birth date told last of a registered child, whoever told it."""
        told = [e for e in self.record(subject) if isinstance(e.event, OF_BIRTH)]
        last: Personal[Day] = max(told, key=lambda event: event.at).event.born
        return last

    def name(self, subject: Subject) -> Text:
        """Return what a child is called: the given name, then the family's."""
        if subject not in self._names:
            told = self.registered(subject)
            self._names[subject] = WORDS("personal.nameless") if told is None else both(
                told.given_name, told.family_name
            )  # fmt: skip
        return self._names[subject]

    def centre(self, code: str) -> Text:
        """Return what a centre is called; its code where nobody said."""
        subject = Subject("centre", code)
        if subject not in self._names:
            told = (e.event for e in self.record(subject))
            names = [event.name for event in told if isinstance(event, CentreOpened)]
            self._names[subject] = names[-1] if names else Text(plain=code)
        return self._names[subject]


def both(given: Personal[Text], family: Personal[Text]) -> Text:
    """Return two parts of a name as one; said once where both are kept from the reader."""
    match given, family:
        case Known(value=first), Known(value=last):
            return each(lambda lang: f"{first.in_language(lang)} {last.in_language(lang)}")
        case Known(value=one), _:
            return one
        case _, Known(value=one):
            return one
        case _:
            return personal(given)


def personal(value: Personal[Text]) -> Text:
    """Return a personal text, or that it is withheld, or that it was erased."""
    match value:
        case Known(value=said):
            return said
        case Withheld():
            return WORDS("personal.withheld")
        case Forgotten():
            return WORDS("personal.forgotten")
        case _:
            assert_never(value)


def personal_day(value: Personal[Day]) -> Day | Text:
    """Return a personal day, or as much of it as the reader may see."""
    match value:
        case Known(value=said):
            return said
        case Withheld(left=month) if month is not None:
            return filled(WORDS("personal.month-of-birth"), month=dated(month))
        case Withheld():
            return WORDS("personal.withheld")
        case Forgotten():
            return WORDS("personal.forgotten")
        case _:
            assert_never(value)


def dated(day: Day | date) -> Text:
    """Return a day in words, to stand in a sentence."""
    return spoken(lambda manner: written_day(day, manner))


def each(said: Any) -> Text:
    """Return what *said* returns for each of the languages."""
    return Text(**{language: said(language) for language in LANGUAGES})


def listed(texts: Iterable[Text]) -> Text:
    """Return texts as one: one, two and three; a dash where there is none."""
    several = tuple(texts)
    if not several:
        return Text(plain="–")
    return joined(several, WORDS("list.comma"), WORDS("list.and"))


def references(subjects: Iterable[Subject]) -> Iterator[Text]:
    """Yield the references of records, without their kind."""
    yield from (Text(plain=subject.key) for subject in subjects)
