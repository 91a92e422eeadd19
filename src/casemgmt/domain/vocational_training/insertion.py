"""Insertion: where a young person stands some months after the training."""

from __future__ import annotations

from datetime import date
from typing import Literal, assert_never

from attrs import frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Reference


@frozen(kw_only=True)
class InsertionRecorded:
    """The young person was asked about work, six or twelve months after the training."""

    checkpoint: Literal[6, 12]
    situation: Literal[
        "employed-formal",
        "employed-informal",
        "self-employed",
        "continuing-education",
        "unemployed",
        "inactive",
        "other",
        "unreachable",
    ]
    employer: Reference | None = None


@frozen
class Look:
    """One time the young person was asked about work.

    Attributes:
        checkpoint: How many months after the training it was meant to be.
        reached: Whether there was an answer.

    """

    day: date
    checkpoint: Literal[6, 12]
    reached: bool


@frozen
class Insertions:
    """Every time the young person was asked about work, in order."""

    looks: tuple[Look, ...] = ()

    @property
    def reached_on(self) -> date | None:
        """The last day on which the young person said where they stand."""
        answers = (look.day for look in reversed(self.looks) if look.reached)
        return next(answers, None)

    def looked(self, checkpoint: int, first: date, last: date) -> bool:
        """Whether somebody asked, for *checkpoint*, from *first* to *last*."""
        asked = (look.day for look in self.looks if look.checkpoint == checkpoint)
        return any(first <= day <= last for day in asked)


def evolve(state: Insertions, event: InsertionRecorded, told: Told) -> Insertions:
    """Return the insertions after *event*."""
    match event:
        case InsertionRecorded(checkpoint=checkpoint, situation=situation):
            look = Look(told.day, checkpoint, situation != "unreachable")
            return Insertions((*state.looks, look))
        case _:
            assert_never(event)


class RecordInsertion(InsertionRecorded, Command):
    """Tell where the young person stands at a checkpoint."""


AREA = Area(
    name="insertion",
    subject="child",
    initial=Insertions(),
    evolve=evolve,
    events={"insertion-recorded.1": InsertionRecorded},
    commands={"record-insertion": RecordInsertion},
)
