"""Links: which other records are of the same child; either record may say so, or deny it.

What was recorded last of two records holds, whatever day it speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.area import Area, Command, OfTheRecord, require
from casemgmt.domain.policy import Policy
from casemgmt.domain.rules import Rule
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Number, Reference, Subject, as_subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from casemgmt.domain.journey import Journey


@frozen(kw_only=True)
class PersonsLinked(OfTheRecord):
    """The two records are of one child."""

    other: Subject = field(converter=as_subject)
    evidence: Reference
    score: Number | None = None


@frozen(kw_only=True)
class PersonsUnlinked(OfTheRecord):
    """The two records are of two children."""

    other: Subject = field(converter=as_subject)
    evidence: Reference
    score: Number | None = None


Event = PersonsLinked | PersonsUnlinked


@frozen
class Said:
    """Whether another record is of the same child, and when that was recorded.

    Attributes:
        recorded: When the command was recorded, and its id.
        linked: Whether it is.

    """

    recorded: tuple[datetime, UUID]
    linked: bool


@frozen
class Links:
    """What was recorded last of each other record."""

    said: Mapping[Subject, Said] = field(factory=dict)

    def about(self, other: Subject) -> tuple[Said, ...]:
        """Return what was recorded last of *other*, if anything was."""
        return (self.said[other],) if other in self.said else ()


def evolve(state: Links, event: Event, told: Told) -> Links:
    """Return the links after *event*."""
    match event:
        case PersonsLinked(other=other):
            return _said(state, other, Said(told.rank[1:], linked=True))
        case PersonsUnlinked(other=other):
            return _said(state, other, Said(told.rank[1:], linked=False))
        case _:
            assert_never(event)


def _said(state: Links, other: Subject, now: Said) -> Links:
    if any(before.recorded > now.recorded for before in state.about(other)):
        return state
    return Links({**state.said, other: now})


class LinkPersons(PersonsLinked, Command):
    """Say that two records are of one child."""

    def decide(self, journey: Journey, told: Told, policy: Policy) -> tuple[object, ...]:
        del told, policy
        require(self.other != journey.subject, Rule.NOT_LINKED_TO_ITSELF)
        return () if _linked(journey, self.other) else self.happened()


def _linked(journey: Journey, other: Subject) -> bool:
    """Whether what was recorded last of the two, by either, is that they are one."""
    if other not in journey.same_child(journey.subject):  # it may have denied it since
        return False
    by_the_other = journey.record(other).links.about(journey.subject)
    said = (*journey.links.about(other), *by_the_other)
    return bool(said) and max(said, key=lambda s: s.recorded).linked


class UnlinkPersons(PersonsUnlinked, Command):
    """Tell that two records are of two children after all."""


AREA = Area(
    name="links",
    subject="child",
    initial=Links(),
    evolve=evolve,
    events={
        "persons-linked.1": PersonsLinked,
        "persons-unlinked.1": PersonsUnlinked,
    },
    commands={
        "link-persons": LinkPersons,
        "unlink-persons": UnlinkPersons,
    },
)
