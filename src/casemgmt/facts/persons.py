"""Persons: which records are one child, and what is known of that child.

Links chain, and hold from when they are known; of a pair the last recorded word counts.
What is known of a person is that of the first record, by registration, that knows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Forgotten, Known, Withheld

from .schema import OPEN
from .tellings import Telling, day_number
from .walks import Row, Standing, Stretch, moments

PERSON = frozenset(
    {"child-registered", "birth-date-corrected", "persons-linked", "persons-unlinked"}
)
UNKNOWN = "unknown"
LINKS = ("persons-linked", "persons-unlinked")


def other_end(event: Any) -> UUID:
    """Return the record at the other end of a link."""
    return UUID(hex=event.other.key)


def person_stretches(
    records: Collection[UUID], told: Sequence[Telling], began: int
) -> list[Stretch]:
    """Return the rows of a cluster's persons: whose each record is, and who they are.

    Args:
        records: All of the cluster.
        told: What was told of them.
        began: When the first word on any of them was recorded.

    """
    about = [one for one in told if one.name in PERSON]
    if len(about) == 1 and (one := about[0]).kf == began and one.kt == OPEN:
        return [(row, began, OPEN) for row in _rows(records, about)]
    standing = Standing()
    stands: set[Telling] = set()
    if not any(one.kf == began for one in about):
        standing.become(_rows(records, ()), began)
    for moment, leaving, entering in moments(about):
        stands.difference_update(leaving)
        stands.update(entering)
        standing.become(_rows(records, stands), moment)
    return standing.stretches()


def _rows(records: Collection[UUID], stands: Collection[Telling]) -> Iterator[Row]:
    if len(records) == 1 and not any(one.name in LINKS for one in stands):
        (record,) = records  # nearly every person is one record
        yield "record", record, record
        yield ("person", record, *_who([[*stands]]))
        return
    of: defaultdict[UUID, list[Telling]] = defaultdict(list)
    for one in stands:
        if one.name not in LINKS:
            of[one.subject].append(one)
    for group in united(records, (one for one in stands if one.name in LINKS)):
        in_order = sorted(group, key=lambda record: _registered(of[record], record))
        person = in_order[0]
        yield from (("record", record, person) for record in in_order)
        yield ("person", person, *_who([of[record] for record in in_order]))


def united(records: Collection[UUID], links: Iterable[Telling]) -> list[set[UUID]]:
    """Return the sets of records that are one person."""
    last_word: dict[frozenset[UUID], Telling] = {}
    for one in sorted(links, key=lambda link: link.seq):
        last_word[frozenset({one.subject, other_end(one.event)})] = one
    group = {record: {record} for record in records}
    for pair, word in last_word.items():
        if word.name == "persons-linked":
            joined = set[UUID]().union(*(group.get(record, {record}) for record in pair))
            group.update(dict.fromkeys(joined, joined))
    return list({id(one): one for one in group.values()}.values())


def _registered(told: Iterable[Telling], record: UUID) -> tuple[bool, int, str]:
    orders = [one.order for one in told if one.name == "child-registered"]
    return not orders, min(orders, default=0), record.hex


def _who(records: Sequence[Sequence[Telling]]) -> Row:
    """Return sex, district, disability, first registration and birth span of a person."""
    said = [_last_registration(told) for told in records]
    days = (one.day for told in records for one in told if one.name == "child-registered")
    return (
        *(_first_known(said, name) for name in ("sex", "district", "disability")),
        min(days, default=None),
        *next((span for told in records if (span := _born(told))), (None, None)),
    )


def _last_registration(told: Iterable[Telling]) -> Any:
    registrations = [one for one in told if one.name == "child-registered"]
    return max(registrations, key=lambda one: one.order).event if registrations else None


def _first_known(said: Iterable[Any], name: str) -> str:
    values = (getattr(event, name, None) or UNKNOWN for event in said)
    return next((value for value in values if value != UNKNOWN), UNKNOWN)


def _born(told: Iterable[Telling]) -> tuple[int, int] | None:
    """Return the span of a record's birth date: the one told last, if there is any."""
    words = [(one.told, born) for one in told if (born := birth(one.event)) is not None]
    if not words:
        return None
    born = max(words, key=lambda word: word[0])[1]
    return day_number(born.first), day_number(born.last)


def birth(event: Any) -> Day | None:
    """Return the birth day an event tells; of one that was erased, its month."""
    match getattr(event, "born", None):
        case (
            Known(value=Day() as day)
            | Withheld(left=Day() as day)
            | Forgotten(left=Day() as day)
        ):
            return day
        case _:
            return None
