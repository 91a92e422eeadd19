"""What waits for somebody's word: a centre's, a supervisor's, the young person's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casemgmt.domain.dates import birthday
from casemgmt.domain.enrolment.consent import OF_AGE
from casemgmt.domain.policy import Policy

from .items import Item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


def transfer(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield a transfer that the centre asked has not answered."""
    del day, policy
    case = journey.case
    if case.is_open and case.transfer_asked_on is not None:
        yield Item("transfer", case.transfer_asked_on, about=case.transfer_to)


def closure_approval(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield a closure that was requested and neither approved nor refused."""
    del day, policy
    case = journey.case
    if case.is_open and case.closure_waits and case.closure_asked_on is not None:
        yield Item("closure-approval", case.closure_asked_on, about=case.closure)


def own_consent(journey: Journey, day: date, policy: Policy) -> Iterator[Item]:
    """Yield the consent of one who comes of age and for whom a guardian spoke so far.

    An uncertain birth date counts as its last day (counting.md §1.6).
    """
    del policy
    if not journey.case.is_open:
        return
    person = journey.person
    birth = person.registration.birth
    if birth is not None and person.consent.rests_on_a_guardian("services", day):
        yield Item("own-consent", birthday(birth.last, OF_AGE))
