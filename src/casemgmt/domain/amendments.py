"""Amendments: what is told about what was told, of a subject of any kind.

A correction puts another payload or day in the place of a recorded one, a retraction takes
it back, a resolution says which of two that contradict each other holds, and a hold keeps
a subject from being erased. Nothing recorded is ever changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, assert_never
from uuid import UUID

from attrs import evolve as with_
from attrs import field, frozen
from attrs.converters import optional

from casemgmt.errors import InvalidError

from .area import Area, Command
from .dates import Day
from .personal import Personal, personal_text
from .told import Told
from .vocabulary import Text, as_day

Ground = Literal["judicial", "safeguarding", "audit"]
NEITHER = "neither"


def _pair(between: Iterable[UUID]) -> tuple[UUID, UUID]:
    one, other = between
    return one, other


@frozen(kw_only=True)
class CommandCorrected:
    """What a command told was put right, as a whole.

    Attributes:
        corrected: The event as it should have been told.
        on: The day it happened; None leaves the day first told.

    """

    corrected: object
    on: Day | None = field(default=None, converter=optional(as_day))
    reason: Personal[Text] = field(converter=personal_text)


@frozen(kw_only=True)
class CommandRetracted:
    """What a command told was taken back."""

    reason: Personal[Text] = field(converter=personal_text)


@frozen(kw_only=True)
class ContradictionResolved:
    """Somebody decided which of two contradicting commands holds, or that neither does.

    Attributes:
        between: The ids of the two commands.
        holds: The id of the one that holds, or ``neither``.

    """

    between: tuple[UUID, UUID] = field(converter=_pair)
    holds: str
    reason: Personal[Text] = field(converter=personal_text)


@frozen(kw_only=True)
class HoldPlaced:
    """What is kept of the subject may not be erased."""

    ground: Ground
    reference: Personal[Text] | None = field(
        default=None, converter=optional(personal_text)
    )


@frozen(kw_only=True)
class HoldReleased:
    """A hold no longer stands in the way of erasure."""

    ground: Ground
    reference: Personal[Text] | None = field(
        default=None, converter=optional(personal_text)
    )


Event = (
    CommandCorrected | CommandRetracted | ContradictionResolved | HoldPlaced | HoldReleased
)


@frozen
class Amendments:
    """What was said about what was told.

    Attributes:
        holds: The ground of each hold in force; two holds on one ground are two.
        resolved: Of each contradiction resolved, both ids and what holds; the last wins.

    """

    holds: tuple[str, ...] = ()
    resolved: tuple[tuple[frozenset[UUID], str], ...] = ()

    def resolution(self, one: UUID, other: UUID) -> str | None:
        """Return what holds between two commands, None while nobody has said."""
        return dict(self.resolved).get(frozenset({one, other}))


def evolve(state: Amendments, event: Event, told: Told) -> Amendments:
    """Return the amendments after *event*."""
    del told
    match event:
        case HoldPlaced(ground=ground):
            return with_(state, holds=(*state.holds, ground))
        case HoldReleased(ground=ground):
            return with_(state, holds=_without_one(state.holds, ground))
        case ContradictionResolved(between=between, holds=holds):
            return with_(state, resolved=(*state.resolved, (frozenset(between), holds)))
        case CommandCorrected() | CommandRetracted():
            return state  # the story is told anew without them
        case _:
            assert_never(event)


def _without_one(holds: tuple[str, ...], ground: str) -> tuple[str, ...]:
    if ground not in holds:
        return holds
    index = holds.index(ground)
    return (*holds[:index], *holds[index + 1 :])


@frozen(kw_only=True)
class Correct:
    """Put right what a command told: its whole data, and its day if one is given."""

    command_id: UUID
    data: Mapping[str, Any] = field(repr=False)  # it may hold personal values
    on: Day | None = field(default=None, converter=optional(as_day))
    reason: Personal[Text] = field(converter=personal_text)


@frozen(kw_only=True)
class Retract:
    """Take back what a command told; of a correction, bring back what stood before it."""

    command_id: UUID
    reason: Personal[Text] = field(converter=personal_text)


class ResolveContradiction(ContradictionResolved, Command):
    """Say which of two contradicting commands holds."""

    def check(self) -> None:
        """Check that what holds is a command's id, or ``neither``.

        Raises:
            InvalidError: it is something else.

        """
        if self.holds != NEITHER and not _is_id(self.holds):
            raise InvalidError("data.holds", "wrong-type")


def _is_id(text: str) -> bool:
    try:
        known = UUID(text)
    except ValueError:
        return False
    return text.lower() in (str(known), known.hex)


class PlaceHold(HoldPlaced, Command):
    """Keep what is known of the subject from being erased."""


class ReleaseHold(HoldReleased, Command):
    """Let what is known of the subject be erased again."""


AREA = Area(
    name="amendments",
    subject="any",
    initial=Amendments(),
    evolve=evolve,
    events={
        "command-corrected.1": CommandCorrected,
        "command-retracted.1": CommandRetracted,
        "contradiction-resolved.1": ContradictionResolved,
        "hold-placed.1": HoldPlaced,
        "hold-released.1": HoldReleased,
    },
    commands={
        "correct": Correct,
        "retract": Retract,
        "resolve-contradiction": ResolveContradiction,
        "place-hold": PlaceHold,
        "release-hold": ReleaseHold,
    },
)
