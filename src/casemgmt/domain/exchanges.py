"""Exchanges: what the store tells of having met another, so that nobody has to remember."""

from __future__ import annotations

from typing import assert_never

from attrs import frozen

from .area import Area
from .told import Told


@frozen(kw_only=True)
class StoreExchanged:
    """Two stores told each other what each lacked: the one that tells it, and another.

    Attributes:
        other: The mark of the other log, by which it is known wherever it lies.
        address: Where it was, without any password; empty where it is in memory.
        sent: How many commands the other has from this one now, and lacked.
        received: How many this one has from the other.
        refused: How many were refused by a rule of the store they came to.
        conflicts: How many matters somebody has to look at; those refused are among them.

    """

    other: str
    address: str
    sent: int
    received: int
    refused: int
    conflicts: int


@frozen
class Exchanges:
    """Every exchange there was, in order."""

    told: tuple[StoreExchanged, ...] = ()


def evolve(state: Exchanges, event: StoreExchanged, told: Told) -> Exchanges:  # noqa: ARG001
    """Return what is known of the exchanges after *event*."""
    match event:
        case StoreExchanged():
            return Exchanges((*state.told, event))
        case _:
            assert_never(event)


AREA = Area(
    name="exchanges",
    subject="system",
    initial=Exchanges(),
    evolve=evolve,
    events={"store-exchanged.1": StoreExchanged},
    commands={},
)
