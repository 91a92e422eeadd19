"""An apprentice's contract that broke off or ran out, and work after the training.

They go on when the case is closed. A contract belongs to a record; a school place, a
pathway, work and answers about work are facts of the person, whatever record tells them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from casemgmt.domain.dates import add_months
from casemgmt.domain.policy import Policy

from .items import Item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey

CHECKPOINTS = (6, 12)
"""Months after the training at which a young person is asked about work."""


def contract_follow_up(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield each contract that ended early and after which the child has no new status."""
    limit = timedelta(days=policy.value("contract.follow_up_days", day, 30))
    for contract, last_day in journey.contract.broken_off.items():
        if not _new_status(journey, contract, last_day):
            due = last_day + limit
            yield Item("contract-follow-up", due, open_from=last_day, about=contract)


def at_risk(journey: Journey, day: date, policy: Policy) -> bool:
    """Whether a contract ended early and the time for a new status passed without any."""
    return any(item.due < day for item in contract_follow_up(journey, day, policy))


def contract_end(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield each contract whose planned end comes while it still runs."""
    del day, policy
    for contract in sorted(journey.contract.running):
        term = journey.contract.terms[contract]
        yield Item("contract-end", term.ends, about=contract)


def insertion(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield each checkpoint after a completed contract at which nobody has asked yet.

    It is due on the checkpoint and listed as long as its window lasts: an answer given
    later is no longer one for that checkpoint (counting.md, I43).
    """
    window = timedelta(days=policy.value("insertion.window_days", day, 30))
    for completed_on in dict.fromkeys(journey.contract.completed.values()):
        for months in CHECKPOINTS:
            due = add_months(completed_on, months)
            if day <= due + window and not _asked(journey, months, due, window):
                yield Item("insertion", due, about=str(months))


def _asked(journey: Journey, months: int, due: date, window: timedelta) -> bool:
    return journey.person.insertion.looked(months, due - window, due + window)


def _new_status(journey: Journey, contract: str, last_day: date) -> bool:
    """Whether anything new is known of the child since: that day or later."""
    if journey.contract.signed_since(last_day, contract):
        return True
    person = journey.person
    days = (
        person.schooling.place_told_on,
        person.schooling.oriented_on,
        person.insertion.reached_on,
        person.work.worked_on,
    )
    return any(day is not None and day >= last_day for day in days)
