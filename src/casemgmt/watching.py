"""What the association watches and never refuses over: full centres, stock, caseloads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from attrs import frozen

from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Quantity, Subject

if TYPE_CHECKING:
    from casemgmt.desk import Desk

Person = frozenset[Subject]
"""A child, by the records that are one."""


@frozen
class CentreLine:
    """A centre on a day: what it is, who is there, what is in stock.

    Attributes:
        kind: Its kind that day; None before anybody said.
        places: Its places that day; None when nobody said, and once it has closed.
        children: The children in care that day, each once however many records there are.
        over_capacity: Whether they are more than its places; None without places.
        accepted: Whether somebody answers for so many children that day.
        stock: Of each item ever told of; a number that nobody knows is unknown, never 0.

    """

    subject: Subject
    is_open: bool
    kind: str | None
    places: int | None
    children: int
    over_capacity: bool | None
    accepted: bool
    stock: Mapping[str, Quantity]


@frozen
class Caseload:
    """The open cases of a caseworker on a day, those that rest left out.

    Attributes:
        limit: How many are enough (``caseload.limit``); None where no policy says.
        over: Whether there are more.

    """

    caseworker: str
    cases: int
    limit: int | None
    over: bool


def centres(desk: Desk, day: date, known_at: datetime | None) -> Iterator[CentreLine]:
    """Yield every centre of which something was told by *day*, by reference.

    A centre that nobody opened stands there once it has a child or goods; a body that only
    gave its figures for a season does not.
    """
    in_care = _in_care(desk, day, known_at)
    subjects = {*desk.subjects("centre"), *in_care}
    for subject in sorted(subjects, key=str):
        centre = desk.journey(subject, as_of=day, known_at=known_at)
        children = len(in_care.get(subject, ()))
        if children or centre.centre.is_told or centre.goods.movements:
            yield _centre_line(centre, children, day)


def _in_care(
    desk: Desk, day: date, known_at: datetime | None
) -> Mapping[Subject, set[Person]]:
    """Return the children whom each centre has on *day* (indicators.md I06)."""
    found: defaultdict[Subject, set[Person]] = defaultdict(set)
    for subject in desk.subjects("child"):
        journey = desk.journey(subject, as_of=day, known_at=known_at)
        for centre in journey.admission.centres_on(day):
            found[Subject("centre", centre)].add(journey.same_child(subject))
    return found


def _centre_line(journey: Journey, children: int, day: date) -> CentreLine:
    centre = journey.centre
    stock = journey.goods.stock_on(day)
    return CentreLine(
        subject=journey.subject,
        is_open=centre.open_on(day),
        kind=centre.kind_on(day),
        places=centre.places_on(day),
        children=children,
        over_capacity=centre.is_over(children, day),
        accepted=centre.is_answered_for(children, day),
        stock={item: stock[item].quantity for item in sorted(stock)},
    )


def caseloads(desk: Desk, day: date, known_at: datetime | None) -> Iterator[Caseload]:
    """Yield the caseload of each caseworker with a case on *day* (indicators.md I11)."""
    limit = desk.policy.value("caseload.limit", day)
    open_cases = desk.cases(day, known_at=known_at)
    counted = Counter(case.caseworker for case in open_cases if not case.suspended)
    for caseworker, cases in sorted(counted.items()):
        over = limit is not None and cases > limit
        yield Caseload(caseworker, cases, limit, over)
