"""Work seen: the hours a child worked in one week, as somebody observed them.

What was seen is stored; whether it is child labour never is: ``child_labour`` says so.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, assert_never

from attrs import frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.told import Told
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
class Work:
    """The work seen last, by day; None while nobody has looked.

    Attributes:
        worked_on: The last day on which economic hours were seen.

    """

    last: WorkObserved | None = None
    worked_on: date | None = None

    @property
    def at_work(self) -> bool:
        """Whether the last look showed economic hours; without any look it did not."""
        return self.last is not None and self.last.economic_hours > 0


def evolve(state: Work, event: WorkObserved, told: Told) -> Work:
    """Return the work seen after *event*."""
    match event:
        case WorkObserved(economic_hours=hours):
            return Work(event, told.day if hours > 0 else state.worked_on)
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
