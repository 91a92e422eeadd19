"""What the association watches and never refuses over: full centres, stock, caseloads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from casemgmt.desk import stories
from casemgmt.desk.worklists import CaseLine, WorkLists
from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Quantity, Subject

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


def centres(lists: WorkLists) -> Iterator[CentreLine]:
    """Yield every centre of which something was told by the day, by reference.

    A centre that nobody opened stands there once it has a child or goods; a body that only
    gave its figures for a season does not.
    """
    in_care = _in_care(lists)
    for subject in sorted({*lists.subjects("centre"), *in_care}, key=str):
        centre = _journey(lists, subject)
        children = len(in_care.get(subject, ()))
        if children or centre.centre.is_told or centre.goods.movements:
            yield _centre_line(centre, children, lists.day)


def _in_care(lists: WorkLists) -> Mapping[Subject, set[Person]]:
    """Return the children whom each centre has on the day (counting.md I06)."""
    found: defaultdict[Subject, set[Person]] = defaultdict(set)
    for subject in lists.subjects("child"):
        journey = _journey(lists, subject)
        for centre in journey.admission.centres_on(lists.day):
            found[Subject("centre", centre)].add(journey.same_child(subject))
    return found


def _journey(lists: WorkLists, subject: Subject) -> Journey:
    return stories.journey(lists.parts, subject, lists.day, lists.known_at)


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


def caseloads(lists: WorkLists, open_cases: Iterable[CaseLine]) -> Iterator[Caseload]:
    """Yield the caseload of each caseworker with an open case (counting.md I11)."""
    limit = lists.parts.config.policy.value("caseload.limit", lists.day)
    counted = Counter(case.caseworker for case in open_cases if not case.suspended)
    for caseworker, cases in sorted(counted.items()):
        over = limit is not None and cases > limit
        yield Caseload(caseworker, cases, limit, over)
