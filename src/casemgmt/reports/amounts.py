"""The numbers of a report: each says where it comes from, and none is rounded."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from attrs import frozen

from casemgmt.domain.vocabulary import Text

Amount = int | Fraction | Decimal | float


@frozen
class Source:
    """Where a number comes from.

    Attributes:
        name: The indicator, such as ``I20``, or what was reckoned, such as
            ``goods-received``.
        part: ``numerator``, ``denominator``, ``value``, ``unknown`` or ``excluded``.
        by: The cell, as pairs of dimension and code; empty for the whole.
        kind: ``figure`` for an indicator, ``record`` for what was told of goods and
            agreements or reckoned from it, ``policy`` for a parameter.

    """

    name: str
    part: str = "value"
    by: tuple[tuple[str, str], ...] = ()
    kind: Literal["figure", "record", "policy"] = "figure"

    @property
    def cell(self) -> str:
        """The cell as the command line writes it: ``sex=female,district=mediouna``."""
        return ",".join(f"{dimension}={code}" for dimension, code in self.by)


class Form(StrEnum):
    """How a number is written."""

    COUNT = "count"
    SHARE = "share"  # a fraction of 1, written in percent
    MONEY = "money"  # minor units of the currency that is the number's unit


class Bound(StrEnum):
    """What the source said of a quantity's exactness."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    ABOUT = "about"
    ABOUT_AT_LEAST = "about-at-least"


@frozen
class Number:
    """A number as it was computed, never rounded, and where it comes from.

    Attributes:
        amount: How many, which share, how many minor units.
        unit: The ISO 4217 currency of an amount of money; empty otherwise.

    """

    amount: Amount
    source: Source
    form: Form = Form.COUNT
    bound: Bound = Bound.EXACT
    unit: str = ""


@frozen
class Hidden:
    """A number that is not shown because few people stand behind it, or next to it.

    It keeps no amount: what is hidden cannot leak through a renderer.
    """

    source: Source


@frozen
class Missing:
    """There is no number, and why: nobody asked about, or a quantity nobody counted."""

    because: Text
    source: Source | None = None


Value = Number | Hidden | Missing
