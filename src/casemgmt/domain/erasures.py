"""Erasures: what the store tells of those whose data it destroyed, without saying who.

A person stands here by random ids, and is shown as ``child:erased-`` and eight digits of
one; how others called them is nowhere any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never
from uuid import UUID

from attrs import evolve as changed
from attrs import field, frozen

from .area import Area
from .dates import Day
from .rules import RuleBook
from .told import Told


class ErasureRule(RuleBook):
    """What refuses an erasure."""

    TWO_PERSONS = (
        "erasure-by-two",
        "An erasure is ordered by two persons, who are not the same",
    )
    HAS_A_GROUND = "erasure-has-a-ground", "An erasure is ordered on a ground"
    WAITS_FOR_HOLDS = (
        "erasure-waits-for-holds",
        "What is held is not erased until the hold is released",
    )


@frozen(kw_only=True)
class ErasureAsked:
    """Two persons ordered an erasure, which is carried out from a day on.

    Attributes:
        subject: How who is erased is shown afterwards.
        record: The random id of the record that was named.
        named: Which adult who is named in the record is meant; None for the record's own.
        ground: Why, without the name of anybody.
        second: Who ordered it beside who told it.
        due: From when on it is carried out.

    """

    subject: str
    record: UUID
    named: str | None = None
    ground: str
    second: str
    due: Day


@frozen(kw_only=True)
class ErasureTakenBack:
    """An erasure that was ordered is not carried out."""

    subject: str


@frozen(kw_only=True)
class ErasureBegun:
    """Keys and references are destroyed, and every place lets go of what it holds.

    Attributes:
        subject: How who is erased is shown from now on.
        records: The random ids of their records.
        keys: The random ids of all whose keys are destroyed.
        ground: Why.
        second: Who ordered it beside who told it.

    """

    subject: str
    records: tuple[UUID, ...]
    keys: tuple[UUID, ...]
    ground: str
    second: str


@frozen(kw_only=True)
class ErasureWordsSealed:
    """What is looked for of those who are erased, in a story of its own, for some days.

    Attributes:
        until: The last day on which it may be opened.
        sealed: It, sealed with the key of this story, in base64.

    """

    until: Day
    sealed: str


@frozen(kw_only=True)
class ErasureEnded:
    """Every place was asked to let go of an erased person, and has answered or has not.

    Attributes:
        subject: Who was erased.
        lacking: The places that have not confirmed; none when it is complete.
        found: In how many places something of the person was found afterwards.

    """

    subject: str
    lacking: tuple[str, ...] = ()
    found: int = 0


@frozen
class Asked:
    """An erasure that waits for its day."""

    by: str
    told: ErasureAsked


@frozen
class Begun:
    """An erasure that was begun: the keys are gone.

    Attributes:
        by: Who ordered it.
        told: What was told at its beginning.
        on: The day.
        ended: What was told at its end; None while nothing was.

    """

    by: str
    told: ErasureBegun
    on: date
    ended: ErasureEnded | None = None

    @property
    def complete(self) -> bool:
        """Whether every place has let go."""
        return self.ended is not None and not self.ended.lacking

    @property
    def found(self) -> int:
        """In how many places something was found when it was searched last."""
        return 0 if self.ended is None else self.ended.found


@frozen
class Erasures:
    """Whose erasure was ordered, begun and completed, by how they are shown."""

    asked: Mapping[str, Asked] = field(factory=dict)
    begun: Mapping[str, Begun] = field(factory=dict)

    @property
    def unfinished(self) -> tuple[Begun, ...]:
        """Those that some place has not confirmed yet."""
        return tuple(one for one in self.begun.values() if not one.complete)

    @property
    def with_copies(self) -> tuple[Begun, ...]:
        """Those that every place has confirmed, where a copy was found all the same."""
        return tuple(one for one in self.begun.values() if one.complete and one.found)

    def due_on(self, day: date) -> tuple[Asked, ...]:
        """Return what is to be carried out by *day*, in the order it was ordered."""
        return tuple(a for a in self.asked.values() if a.told.due.last <= day)


Event = ErasureAsked | ErasureTakenBack | ErasureWordsSealed | ErasureBegun | ErasureEnded


def evolve(state: Erasures, event: Event, told: Told) -> Erasures:
    """Return what is known of erasures after *event*."""
    match event:
        case ErasureAsked(subject=subject):
            return changed(state, asked={**state.asked, subject: Asked(told.by, event)})
        case ErasureTakenBack(subject=subject):
            return changed(state, asked=_without(state.asked, subject))
        case ErasureWordsSealed():
            return state
        case ErasureBegun(subject=subject):
            begun = {**state.begun, subject: Begun(told.by, event, told.day)}
            return Erasures(_without(state.asked, subject), begun)
        case ErasureEnded(subject=subject):
            if subject not in state.begun:  # nobody knows what was begun
                return state
            ended = changed(state.begun[subject], ended=event)
            return changed(state, begun={**state.begun, subject: ended})
        case _:
            assert_never(event)


def _without(asked: Mapping[str, Asked], subject: str) -> Mapping[str, Asked]:
    return {known: one for known, one in asked.items() if known != subject}


AREA = Area(
    name="erasures",
    subject="system",
    initial=Erasures(),
    evolve=evolve,
    events={
        "erasure-asked.1": ErasureAsked,
        "erasure-taken-back.1": ErasureTakenBack,
        "erasure-words-sealed.1": ErasureWordsSealed,
        "erasure-begun.1": ErasureBegun,
        "erasure-ended.1": ErasureEnded,
    },
    commands={},
)
