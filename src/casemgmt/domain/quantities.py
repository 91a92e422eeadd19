"""Quantities added up: what is not known exactly never becomes exact, unknown never 0.

"A number of power strips" came: one at least, nobody knows how many. Four more came: five
at least. Somebody counted six: six.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from attrs import frozen

from .vocabulary import Quantity

NOTHING, ONE = Decimal(0), Decimal(1)


@frozen
class Amount:
    """How many there are, between two bounds; it may be below zero.

    Attributes:
        low: No fewer than this; None when nobody can say.
        high: No more than this; None when nobody can say.
        about: A source said "about", so both bounds are approximate.

    """

    low: Decimal | None = NOTHING
    high: Decimal | None = NOTHING
    about: bool = False

    @classmethod
    def moved(cls, quantity: Quantity) -> Amount:
        """Return how many came or left; of an unknown number it was one at least."""
        if quantity.value is None:
            return cls(ONE, None)
        high = None if quantity.at_least else quantity.value
        return cls(quantity.value, high, quantity.about)

    @classmethod
    def counted(cls, quantity: Quantity) -> Amount:
        """Return how many a count found; of a count without a number anything."""
        return cls(NOTHING, None) if quantity.unknown else cls.moved(quantity)

    def __add__(self, other: Amount) -> Amount:
        """Return how many there are after *other* came."""
        return Amount(
            _sum(self.low, other.low),
            _sum(self.high, other.high),
            self.about or other.about,
        )

    def __sub__(self, other: Amount) -> Amount:
        """Return how many there are after *other* left."""
        return Amount(
            _difference(self.low, other.high),
            _difference(self.high, other.low),
            self.about or other.about,
        )

    @property
    def quantity(self) -> Quantity:
        """The amount as a source would give it: a number, at least, about, or unknown.

        A lower bound of zero or less says nothing of a stock: that is unknown.
        """
        if self.low is None or (self.low != self.high and self.low <= NOTHING):
            return Quantity()
        return Quantity(self.low, at_least=self.low != self.high, about=self.about)


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _difference(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def total(quantities: Iterable[Quantity]) -> Amount:
    """Return how many came or left in all; nothing told is exactly none."""
    return sum(map(Amount.moved, quantities), Amount())


def added_up(quantities: Iterable[Quantity]) -> Quantity | None:
    """Return the sum as a source would give it; None when nothing was told.

    While nobody gave any number it stays unknown: that it was one at least is a conclusion.
    """
    told = list(quantities)
    if not told:
        return None
    known = any(not quantity.unknown for quantity in told)
    return total(told).quantity if known else Quantity()


def reached(promised: Quantity, came: Amount) -> Literal["yes", "no", "unknown"]:
    """Return whether what *came* is what was *promised*.

    A promise or a receipt that is only about, or a promise without a number, can be told
    to be unmet while nothing came; otherwise nobody knows.
    """
    if came.high == NOTHING and promised.value != NOTHING:
        return "no"
    if promised.value is None or promised.about or came.about:
        return "unknown"
    if came.low is not None and came.low >= promised.value:
        return "yes"
    if came.high is not None and came.high < promised.value:
        return "no"
    return "unknown"
