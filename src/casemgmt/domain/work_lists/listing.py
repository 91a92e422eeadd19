"""A child's work list: every kind asked, in one mechanism."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from casemgmt.domain.policy import Policy

from .answers import closure_approval, own_consent, transfer
from .beginnings import assessment, plan_approval
from .contacts import follow_up, planned_visit, review, visits_to_come
from .items import Due, Item, Kind
from .resting import Rest
from .suspension import suspension_review
from .training import contract_end, contract_follow_up, insertion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey

CASEWORK: tuple[Kind, ...] = (
    assessment,
    plan_approval,
    follow_up,
    planned_visit,
    review,
    own_consent,
    suspension_review,
)
"""What is done with the child, in the open case."""

ANSWERS: tuple[Kind, ...] = (transfer, closure_approval)
"""What somebody answers, in the open case."""

TRAINING: tuple[Kind, ...] = (contract_follow_up, contract_end, insertion)
"""What goes on when the case is closed."""

KINDS: tuple[Kind, ...] = CASEWORK + ANSWERS + TRAINING


def due_on(
    day: date,
    journey: Journey,
    policy: Policy,
    *,
    ahead: int = 0,
    kinds: Sequence[Kind] = KINDS,
    later: Journey | None = None,
) -> Iterator[Due]:
    """Yield what is due on *day* for the child whose journey as of that day is given.

    Of a child who died nothing is asked any more; what waits for an answer still does.

    Args:
        day: The day of the list.
        journey: The child's, as of *day*.
        policy: Limits are those of *day*.
        ahead: Also what comes due in so many days.
        kinds: The kinds of work asked for.
        later: The journey as of the last day looked ahead to: its planned visits.

    """
    found = items_on(day, journey, policy, kinds=kinds, later=later)
    horizon = day + timedelta(days=ahead)
    yield from _listed(journey, day, horizon, found)


def items_on(
    day: date,
    journey: Journey,
    policy: Policy,
    *,
    kinds: Sequence[Kind] = KINDS,
    later: Journey | None = None,
) -> list[Item]:
    """Return what is open on *day*, whether it is listed yet or not; as ``due_on``."""
    asked = kinds
    if journey.person.registration.died_on is not None:
        asked = [kind for kind in kinds if kind in ANSWERS]
    found = [item for kind in asked for item in kind(journey, day, policy)]
    if later is not None and planned_visit in asked:
        found += visits_to_come(journey, later, day)
    return found


def _listed(
    journey: Journey, day: date, horizon: date, items: Iterable[Item]
) -> Iterator[Due]:
    case = journey.case
    rest = Rest.of(case)
    for item in items:
        if item.listed_from <= horizon:
            late = max(0, (day - item.due).days)
            pardoned = rest.days_in(item.due, day) if item.rests else 0
            yield Due(
                subject=journey.subject,
                what=item.what,
                due=item.due,
                overdue_days=late - pardoned,
                caseworker=case.caseworker,
                centre=case.centre,
                about=item.about,
            )
