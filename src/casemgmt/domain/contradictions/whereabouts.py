"""Two centres that had one child on the same day: by admission, or by services given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from attrs import frozen

from casemgmt.domain.enrolment.admission import ChildAdmitted, ChildDischarged
from casemgmt.domain.enrolment.follow_up import ServiceRecorded
from casemgmt.domain.policy import Policy

from .person import Person, Said

Pair = tuple[Said, Said]


@frozen
class Stay:
    """A stay in a centre: the day of admission counts, the day of discharge does not.

    Attributes:
        admitted: Who said that the child came.
        first: The latest day on which the stay may have begun.
        until: The earliest day on which it may have ended, that day not included.

    """

    admitted: Said
    first: date
    until: date = date.max

    def meets(self, other: Stay) -> bool:
        """Whether both surely cover a same day."""
        return max(self.first, other.first) < min(self.until, other.until)


def in_two_centres(person: Person, policy: Policy) -> Iterator[Pair]:
    """Yield stays in two centres that meet, and services of one day in two centres."""
    del policy
    for one, other in combinations(_stays(person), 2):
        if _centre(one.admitted) != _centre(other.admitted) and one.meets(other):
            yield one.admitted, other.admitted
    given = [s for s in person.said(ServiceRecorded) if _centre(s) and s.on.exact]
    for first, second in combinations(given, 2):
        if first.on == second.on and _centre(first) != _centre(second):
            yield first, second


def _centre(said: Said) -> str | None:
    centre: str | None = said.event.centre
    return centre


def _stays(person: Person) -> list[Stay]:
    """Return the stays of the person; who is in a centre is not admitted there again."""
    over: list[Stay] = []
    inside: dict[str, Stay] = {}
    for said in person.said(ChildAdmitted, ChildDischarged):
        centre = said.event.centre
        if isinstance(said.event, ChildAdmitted):
            inside.setdefault(centre, Stay(said, said.on.last))
        elif centre in inside:
            stay = inside.pop(centre)
            over.append(Stay(stay.admitted, stay.first, said.on.first))
    return [*over, *inside.values()]
