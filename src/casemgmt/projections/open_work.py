"""Work lists kept without a clock: what is open, and from which day to which.

A work list depends on its day. Who keeps one where nobody asks a desk keeps each item with
the days on which it stands: right on every day to come, as long as nothing more is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from casemgmt.domain.policy import Policy
from casemgmt.domain.vocabulary import Subject
from casemgmt.domain.work_lists.items import Item
from casemgmt.domain.work_lists.listing import items_on
from casemgmt.domain.work_lists.resting import ONE_DAY
from casemgmt.domain.work_lists.turning import next_turn

from .stories import Stories


@frozen
class OpenWork:
    """Something to be done for a child, on the days on which a work list may have it.

    A list of a day from *first* to *last* has it if ``item.listed_from`` has come.

    Attributes:
        item: What, by when, and from when it is listed.
        first: The first day on which it stands.
        last: The last; None while nothing that is known ends it.
        caseworker: Who has the case, or had it last; None without any case.
        centre: The centre that has it, or had it last.

    """

    item: Item
    first: date
    last: date | None
    caseworker: str | None
    centre: str | None


def open_work(
    stories: Stories, child: Subject, since: date, policy: Policy
) -> tuple[OpenWork, ...]:
    """Return the work open for *child* on *since* and later, if nothing more is told.

    Args:
        stories: With those of all records ever linked to the child's.
        child: A record of the child.
        since: The day on which something was told last, or later.
        policy: Limits are those of each day.

    """
    standing: list[OpenWork] = []
    done: list[OpenWork] = []
    for first, last in _stretches(stories, child, since, policy):
        now = _open_on(stories, child, first, policy)
        found = {_same(one): one for one in standing}
        standing = [
            evolve(found.pop(_same(one), one), last=last)
            for one in (evolve(one, last=last) for one in now)
        ]
        done += found.values()
    return (*done, *standing)


def _stretches(
    stories: Stories, child: Subject, since: date, policy: Policy
) -> Iterator[tuple[date, date | None]]:
    """Yield the stretches of days in each of which the work open is the same."""
    told = {
        version.entry.on.last
        for record in stories.records(child)
        for version in stories.as_told(record)
    }
    first: date | None = since
    while first is not None:
        journey = stories.journey(child, as_of=first)
        turns = (next_turn(journey, first, policy), *(day for day in told if day > first))
        after = min((turn for turn in turns if turn is not None), default=None)
        yield first, None if after is None else after - ONE_DAY
        first = after


def _open_on(
    stories: Stories, child: Subject, day: date, policy: Policy
) -> Iterator[OpenWork]:
    journey = stories.journey(child, as_of=day)
    case = journey.case
    for item in items_on(day, journey, policy, later=stories.journey(child)):
        yield OpenWork(item, day, None, case.caseworker, case.centre)


def _same(one: OpenWork) -> tuple[Item, str | None, str | None]:
    return one.item, one.caseworker, one.centre
