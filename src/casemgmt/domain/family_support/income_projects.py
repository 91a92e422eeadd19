"""Income projects: what a household began in order to stand by itself, and how it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, assert_never

from attrs import evolve as with_
from attrs import field, frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.dates import add_months
from casemgmt.domain.spells import Since, held_on
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Count, Ref, Reference

Status = Literal["active", "paused", "stopped"]


@frozen(kw_only=True)
class IncomeProjectStarted:
    """The household began something that is to earn its living."""

    project: Ref
    kind: Reference | None = None
    capital_centimes: Count | None = None
    status: Status | None = None
    income_centimes: Count | None = None


@frozen(kw_only=True)
class IncomeProjectObserved:
    """Somebody looked how the household's project was doing."""

    project: Ref
    kind: Reference | None = None
    capital_centimes: Count | None = None
    status: Status | None = None
    income_centimes: Count | None = None


Event = IncomeProjectStarted | IncomeProjectObserved


@frozen
class Project:
    """One of the household's projects, by its reference.

    Attributes:
        started_on: The first day; None when it was only ever observed.
        kind: What it is, as told last.
        capital_centimes: What was put into it, as told last.
        incomes: What it earned, in centimes, as told on a day.
        statuses: How it was doing, as told on a day.
        observed: How it was doing when somebody looked; a start is no observation.

    """

    started_on: date | None = None
    kind: str | None = None
    capital_centimes: int | None = None
    incomes: tuple[Since[int], ...] = ()
    statuses: tuple[Since[Status], ...] = ()
    observed: tuple[Since[Status], ...] = ()

    def status_on(self, day: date) -> Status | None:
        """Return how it was said last to be doing by *day*."""
        return held_on(self.statuses, day)

    def income_on(self, day: date) -> int | None:
        """Return what it was said last to earn by *day*, in centimes."""
        return held_on(self.incomes, day)

    def alive_after(self, months: int, window_days: int) -> Literal["yes", "no", "unknown"]:
        """Whether the last observation around *months* after the start found it active.

        It counts from *window_days* before that day to as many after (counting.md I47);
        without one, or a start, nobody knows.
        """
        if self.started_on is None:
            return "unknown"
        then, window = add_months(self.started_on, months), timedelta(days=window_days)
        near = [s.value for s in self.observed if abs(s.first - then) <= window]
        if not near:
            return "unknown"
        return "yes" if near[-1] == "active" else "no"


@frozen
class IncomeProjects:
    """The household's projects, by reference."""

    projects: Mapping[str, Project] = field(factory=dict)

    def __getitem__(self, project: str) -> Project:
        return self.projects.get(project, Project())


def evolve(state: IncomeProjects, event: Event, told: Told) -> IncomeProjects:
    """Return the projects after *event*."""
    known = _told_of(state[event.project], event, told.day)
    match event:
        case IncomeProjectStarted():
            known = with_(known, started_on=known.started_on or told.day)
        case IncomeProjectObserved(status=status):
            observed = (Since(told.day, status),) if status else ()
            known = with_(known, observed=(*known.observed, *observed))
        case _:
            assert_never(event)
    return IncomeProjects({**state.projects, event.project: known})


def _told_of(project: Project, event: Event, day: date) -> Project:
    """Return *project* with what a start and an observation may say alike."""
    income, status, capital = event.income_centimes, event.status, event.capital_centimes
    return with_(
        project,
        kind=event.kind or project.kind,
        capital_centimes=project.capital_centimes if capital is None else capital,
        incomes=(*project.incomes, *([] if income is None else [Since(day, income)])),
        statuses=(*project.statuses, *([Since(day, status)] if status else [])),
    )


class StartIncomeProject(IncomeProjectStarted, Command):
    """Tell that the household began a project."""


class ObserveIncomeProject(IncomeProjectObserved, Command):
    """Tell how the household's project is doing."""


AREA = Area(
    name="income_projects",
    subject="household",
    initial=IncomeProjects(),
    evolve=evolve,
    events={
        "income-project-started.1": IncomeProjectStarted,
        "income-project-observed.1": IncomeProjectObserved,
    },
    commands={
        "start-income-project": StartIncomeProject,
        "observe-income-project": ObserveIncomeProject,
    },
)
