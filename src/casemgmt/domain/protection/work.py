"""Work seen: the hours a child worked in one week, as somebody observed them.

What was seen is stored; whether it is child labour never is: ``child_labour``
and ``legality`` say so.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, assert_never
from uuid import UUID

from attrs import frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.dates import Day
from casemgmt.domain.told import Order, Told
from casemgmt.domain.vocabulary import Number, Reference, WorkActivity, WorstForm, YesNo


@frozen(kw_only=True)
class WorkObserved:
    """Somebody saw, or was told, how the child had worked in the week ending that day.

    Attributes:
        economic_hours: Hours of economic work in the reference week; 0 is no work.
        chores_hours: Hours of unpaid household services in the reference week.
        worst_form: The worst form of child labour it is, if it is one.

    """

    economic_hours: Number
    chores_hours: Number
    hazardous: YesNo
    worst_form: WorstForm | None = None
    activity: WorkActivity | None = None
    setting: Literal["enterprise", "household", "domestic", "own-account"] | None = None
    night: bool | None = None
    place: Reference | None = None


@frozen
class Observation:
    """One observation of a child's work, and its place in the story.

    Attributes:
        week: What was seen.
        on: The day, with its precision; the week ended on it.
        rank: Day, recorded at, command id.

    """

    week: WorkObserved
    on: Day
    rank: Order

    @property
    def day(self) -> date:
        """The day that counts: the last of an uncertain one."""
        return self.on.last

    @property
    def command_id(self) -> UUID:
        """The command that told it."""
        return self.rank[2]


@frozen
class Work:
    """Every observation of the child's work, in the order of the story."""

    observations: tuple[Observation, ...] = ()

    @property
    def last(self) -> WorkObserved | None:
        """The work seen last, by day; None while nobody has looked."""
        return self.observations[-1].week if self.observations else None

    @property
    def worked_on(self) -> date | None:
        """The last day on which economic hours were seen."""
        worked = (o.day for o in reversed(self.observations) if o.week.economic_hours > 0)
        return next(worked, None)

    @property
    def at_work(self) -> bool:
        """Whether the last observation showed economic hours; without any it did not."""
        return self.last is not None and self.last.economic_hours > 0


def evolve(state: Work, event: WorkObserved, told: Told) -> Work:
    """Return the work seen after *event*."""
    match event:
        case WorkObserved():
            return Work((*state.observations, Observation(event, told.on, told.rank)))
        case _:
            assert_never(event)


class ObserveWork(WorkObserved, Command):
    """Tell how the child worked in the week ending that day."""


AREA = Area(
    name="work",
    subject="child",
    initial=Work(),
    evolve=evolve,
    events={"work-observed.1": WorkObserved},
    commands={"observe-work": ObserveWork},
)
