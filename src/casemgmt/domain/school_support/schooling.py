"""Schooling: what was found at entry, school places, dropping out, returning, results.

A school place is a place in a school, never the enrolment with the association. Whether
the child is enrolled on a day is computed from the steps told; nobody says it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal, assert_never
from uuid import UUID

from attrs import evolve as with_
from attrs import field, frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.dates import Day
from casemgmt.domain.spells import Since, held_on
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Grade, Pathway, Reference, SchoolYear, as_day

NOT_REENROLLED_DAYS = 30
"""How long after 31 August a place still counts, where no policy says otherwise."""


@frozen(kw_only=True)
class SchoolingAssessed:
    """The association found out whether the child was in school."""

    situation: Literal["enrolled", "out", "never", "vocational"]
    grade: Grade | None = None


@frozen(kw_only=True)
class SchoolPlaceTaken:
    """The child has a place in a school for the school year."""

    school: Reference
    school_year: SchoolYear
    grade: Grade
    kind: Literal["first", "returning", "transfer", "continuing"]


@frozen(kw_only=True)
class DropoutRecorded:
    """The child stopped going to school after a last day there."""

    last_day: Day = field(converter=as_day)
    reason: Reference | None = None


@frozen(kw_only=True)
class ReturnedToSchool:
    """The child went back to school."""

    school: Reference
    school_year: SchoolYear


@frozen(kw_only=True)
class SchoolResultRecorded:
    """The school said how the child's year ended."""

    school_year: SchoolYear
    grade: Grade
    result: Literal["promoted", "repeat", "completed", "failed-out", "unknown"]


@frozen(kw_only=True)
class PathwayOriented:
    """The child was oriented to a pathway of education or training."""

    pathway: Pathway


Event = (
    SchoolingAssessed
    | SchoolPlaceTaken
    | DropoutRecorded
    | ReturnedToSchool
    | SchoolResultRecorded
    | PathwayOriented
)


@frozen
class Step:
    """A place taken, a return or a dropout, where it stands in schooling order.

    Attributes:
        day: The day it counts from; of a dropout the last day at school.
        rank: When its command was recorded, and its id; decides between two steps of a day.
        told_on: The day of the command; it is not known of before.
        school_year: The school year of the place; None for a dropout.
        grade: Of a place taken; a return says none.

    """

    day: date
    rank: tuple[datetime, UUID]
    told_on: date
    school_year: str | None
    grade: str | None = None

    def counts_until(self, not_reenrolled_days: int) -> date | None:
        """Return the last day on which it still is a place; None for a dropout."""
        if self.school_year is None:
            return None
        return Day.of(self.school_year).last + timedelta(days=not_reenrolled_days)


@frozen
class Result:
    """How a school year ended in a grade."""

    school_year: str
    grade: str
    result: str


@frozen
class Schooling:
    """The child's schooling so far.

    Attributes:
        entry: The situation first found; None while nobody has looked.
        steps: In schooling order (counting.md §1.8), which is not the order of telling.

    """

    entry: str | None = None
    steps: tuple[Step, ...] = ()
    results: tuple[Result, ...] = ()
    pathways: tuple[Since[str], ...] = ()

    @property
    def place_told_on(self) -> date | None:
        """The day on which a place or a return was last told of."""
        places = (step.told_on for step in self.steps if step.school_year is not None)
        return max(places, default=None)

    @property
    def oriented_on(self) -> date | None:
        """The day on which the child was last oriented to a pathway."""
        return self.pathways[-1].first if self.pathways else None

    def enrolled_on(
        self, day: date | Day, not_reenrolled_days: int = NOT_REENROLLED_DAYS
    ) -> bool:
        """Whether the child has a school place on *day*.

        A place counts until some days after 31 August of its school year: by then the
        child is either enrolled again or not enrolled (``school.not_reenrolled_days``).
        """
        asked = Day.of(day).last
        until = self._counts_until(asked, not_reenrolled_days)
        return until is not None and asked <= until

    def not_reenrolled_on(
        self, day: date | Day, not_reenrolled_days: int = NOT_REENROLLED_DAYS
    ) -> bool:
        """Whether the last place ran out before *day* and nobody told of a dropout."""
        asked = Day.of(day).last
        until = self._counts_until(asked, not_reenrolled_days)
        return until is not None and asked > until

    def _counts_until(self, day: date, not_reenrolled_days: int) -> date | None:
        known = self._known_by(day)
        return known[-1].counts_until(not_reenrolled_days) if known else None

    def _known_by(self, day: date) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.told_on <= day)

    def grade_on(self, day: date | Day) -> str | None:
        """Return the grade of the last place taken by *day*; a return says none."""
        grades = [step.grade for step in self._known_by(Day.of(day).last) if step.grade]
        return grades[-1] if grades else None

    def result(self, school_year: str, grade: str) -> str | None:
        """Return what the school said last of a year in a grade."""
        of = (school_year, grade)
        said = [r.result for r in self.results if (r.school_year, r.grade) == of]
        return said[-1] if said else None

    def pathway_on(self, day: date | Day) -> str | None:
        """Return the pathway the child was last oriented to by *day*."""
        return held_on(self.pathways, Day.of(day).last)


def evolve(state: Schooling, event: Event, told: Told) -> Schooling:
    """Return the schooling after *event*."""
    match event:
        case SchoolingAssessed(situation=situation):
            return with_(state, entry=state.entry or situation)
        case SchoolPlaceTaken(school_year=year, grade=grade):
            return _stepped(state, Step(told.day, told.rank[1:], told.day, year, grade))
        case ReturnedToSchool(school_year=year):
            return _stepped(state, Step(told.day, told.rank[1:], told.day, year))
        case DropoutRecorded(last_day=last_day):
            return _stepped(state, Step(last_day.last, told.rank[1:], told.day, None))
        case SchoolResultRecorded(school_year=year, grade=grade, result=result):
            return with_(state, results=(*state.results, Result(year, grade, result)))
        case PathwayOriented(pathway=pathway):
            return with_(state, pathways=(*state.pathways, Since(told.day, pathway)))
        case _:
            assert_never(event)


def _stepped(state: Schooling, step: Step) -> Schooling:
    return with_(state, steps=tuple(sorted((*state.steps, step), key=_schooling_order)))


def _schooling_order(step: Step) -> tuple[date, tuple[datetime, UUID]]:
    return step.day, step.rank


class AssessSchooling(SchoolingAssessed, Command):
    """Tell whether the child was in school when found."""


class TakeSchoolPlace(SchoolPlaceTaken, Command):
    """Tell that the child has a place in a school."""


class RecordDropout(DropoutRecorded, Command):
    """Tell that the child stopped going to school."""


class ReturnToSchool(ReturnedToSchool, Command):
    """Tell that the child went back to school."""


class RecordSchoolResult(SchoolResultRecorded, Command):
    """Tell how the child's school year ended."""


class OrientPathway(PathwayOriented, Command):
    """Tell which pathway the child was oriented to."""


AREA = Area(
    name="schooling",
    subject="child",
    initial=Schooling(),
    evolve=evolve,
    events={
        "schooling-assessed.1": SchoolingAssessed,
        "school-place-taken.1": SchoolPlaceTaken,
        "dropout-recorded.1": DropoutRecorded,
        "returned-to-school.1": ReturnedToSchool,
        "school-result-recorded.1": SchoolResultRecorded,
        "pathway-oriented.1": PathwayOriented,
    },
    commands={
        "assess-schooling": AssessSchooling,
        "take-school-place": TakeSchoolPlace,
        "record-dropout": RecordDropout,
        "return-to-school": ReturnToSchool,
        "record-school-result": RecordSchoolResult,
        "orient-pathway": OrientPathway,
    },
)
