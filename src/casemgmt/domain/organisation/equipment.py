"""Equipment of a centre, told piece by piece: in use, lent, come back, working or not.

A piece is known by its item and serial. Pieces of an item that are told without a serial
cannot be told apart: they are one line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Literal, assert_never

from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Item, Subject, Text, as_subject, as_text

Condition = Literal["working", "broken", "lost", "written-off"]


@frozen(kw_only=True)
class EquipmentInstalled:
    """A piece of equipment was put to use."""

    item: Item
    serial: Text | None = field(default=None, converter=optional(as_text))
    to: Subject | None = field(default=None, converter=optional(as_subject))
    state: Condition | None = None


@frozen(kw_only=True)
class EquipmentLent:
    """A piece of equipment was lent to somebody."""

    item: Item
    serial: Text | None = field(default=None, converter=optional(as_text))
    to: Subject | None = field(default=None, converter=optional(as_subject))
    state: Condition | None = None


@frozen(kw_only=True)
class EquipmentReturned:
    """A piece of equipment that had been lent came back."""

    item: Item
    serial: Text | None = field(default=None, converter=optional(as_text))
    to: Subject | None = field(default=None, converter=optional(as_subject))
    state: Condition | None = None


@frozen(kw_only=True)
class EquipmentReported:
    """Somebody said in which state a piece of equipment is."""

    item: Item
    serial: Text | None = field(default=None, converter=optional(as_text))
    to: Subject | None = field(default=None, converter=optional(as_subject))
    state: Condition | None = None


Event = EquipmentInstalled | EquipmentLent | EquipmentReturned | EquipmentReported
PieceOf = tuple[str, str]
"""An item, and the serial of a piece of it; an empty one for those without."""


def piece_of(item: str, serial: Text | None) -> PieceOf:
    """Return what a piece is known by; spaces and case do not matter."""
    words = serial.in_language("plain") if serial else ""
    return item, "".join(words.split()).casefold()


@frozen
class Turn:
    """What was told of a piece on a day."""

    day: date
    event: Event


@frozen
class Piece:
    """One piece, or those of an item that have no serial; what was told of it, in order."""

    turns: tuple[Turn, ...] = ()

    def _by(self, day: date) -> Iterable[Event]:
        return (turn.event for turn in reversed(self.turns) if turn.day <= day)

    def installed_by(self, day: date) -> bool:
        """Whether it had been put to use by *day*."""
        return any(isinstance(event, EquipmentInstalled) for event in self._by(day))

    def loan_on(self, day: date) -> EquipmentLent | None:
        """Return the loan it is out on, None when it was not lent or has come back."""
        moves = (EquipmentInstalled, EquipmentLent, EquipmentReturned)
        last = next((event for event in self._by(day) if isinstance(event, moves)), None)
        return last if isinstance(last, EquipmentLent) else None

    def condition_on(self, day: date) -> Condition | None:
        """Return the state it was last said to be in; None when nobody has said."""
        return next((event.state for event in self._by(day) if event.state), None)


@frozen
class Equipment:
    """The centre's equipment, by item and serial."""

    pieces: Mapping[PieceOf, Piece] = field(factory=dict)

    def piece(self, item: str, serial: str | Text | None = None) -> Piece:
        """Return a piece; one that nobody told of has no turns."""
        return self.pieces.get(piece_of(item, optional(as_text)(serial)), Piece())

    def lent_on(self, day: date) -> Mapping[PieceOf, Subject | None]:
        """Return to whom each piece is lent on *day*; to None where nobody said."""
        loans = ((of, piece.loan_on(day)) for of, piece in self.pieces.items())
        return {of: loan.to for of, loan in loans if loan}

    def held_on(self, day: date, came: Collection[PieceOf] = ()) -> frozenset[PieceOf]:
        """Return the pieces told of, or that *came* with a serial, and not written off."""
        told = {of for of, p in self.pieces.items() if any(t.day <= day for t in p.turns)}
        return frozenset(
            of for of in told | set(came) if self._condition(of, day) != "written-off"
        )

    def usable_on(self, day: date, came: Collection[PieceOf] = ()) -> frozenset[PieceOf]:
        """Return those of ``held_on`` not last said to be broken or lost."""
        broken = ("broken", "lost")
        held = self.held_on(day, came)
        return frozenset(of for of in held if self._condition(of, day) not in broken)

    def _condition(self, of: PieceOf, day: date) -> Condition | None:
        return self.pieces.get(of, Piece()).condition_on(day)


def evolve(state: Equipment, event: Event, told: Told) -> Equipment:
    """Return the equipment after *event*."""
    match event:
        case (
            EquipmentInstalled()
            | EquipmentLent()
            | EquipmentReturned()
            | EquipmentReported()
        ):
            of = piece_of(event.item, event.serial)
            turns = state.pieces.get(of, Piece()).turns
            return Equipment({**state.pieces, of: Piece((*turns, Turn(told.day, event)))})
        case _:
            assert_never(event)


class InstallEquipment(EquipmentInstalled, Command):
    """Tell that a piece was put to use."""


class LendEquipment(EquipmentLent, Command):
    """Tell that a piece was lent."""


class ReturnEquipment(EquipmentReturned, Command):
    """Tell that a piece came back."""


class ReportEquipment(EquipmentReported, Command):
    """Tell in which state a piece is."""


AREA = Area(
    name="equipment",
    subject="centre",
    initial=Equipment(),
    evolve=evolve,
    events={
        "equipment-installed.1": EquipmentInstalled,
        "equipment-lent.1": EquipmentLent,
        "equipment-returned.1": EquipmentReturned,
        "equipment-reported.1": EquipmentReported,
    },
    commands={
        "install-equipment": InstallEquipment,
        "lend-equipment": LendEquipment,
        "return-equipment": ReturnEquipment,
        "report-equipment": ReportEquipment,
    },
)
