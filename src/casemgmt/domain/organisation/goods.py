"""Goods and equipment of a centre: what came, what left, what was counted, what works.

Goods are counted; equipment is told piece by piece. What a child received is told of the
child (a kit delivered) and moves no stock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, assert_never

from attrs import field, frozen
from attrs.converters import optional

from casemgmt.domain.area import Area, Command
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import (
    Count,
    Item,
    Quantity,
    Reference,
    Subject,
    Text,
    as_quantity,
    as_subject,
    as_text,
)

Condition = Literal["working", "broken", "lost", "written-off"]


def _texts(serials: Iterable[str | Text]) -> tuple[Text, ...]:
    return tuple(Text.of(serial) for serial in serials)


@frozen(kw_only=True)
class GoodsReceived:
    """The centre received goods, perhaps under an agreement, in one of its tranches."""

    item: Item
    quantity: Quantity = field(converter=as_quantity)
    serials: tuple[Text, ...] = field(default=(), converter=_texts)
    agreement: Reference | None = None
    tranche: Count | None = None


@frozen(kw_only=True)
class GoodsIssued:
    """Goods left the centre's stock."""

    item: Item
    quantity: Quantity = field(converter=as_quantity)


@frozen(kw_only=True)
class GoodsCounted:
    """Somebody counted what was in stock."""

    item: Item
    quantity: Quantity = field(converter=as_quantity)


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


Moved = GoodsReceived | GoodsIssued | GoodsCounted
Event = Moved | EquipmentInstalled | EquipmentLent | EquipmentReturned | EquipmentReported


@frozen
class Movement:
    """Goods that came, left or were counted on a day."""

    day: date
    event: Moved


@frozen
class Goods:
    """What moved in the centre's stock, in order; what is in it is shown, never guarded."""

    movements: tuple[Movement, ...] = ()


def evolve(state: Goods, event: Event, told: Told) -> Goods:
    """Return the goods after *event*."""
    match event:
        case GoodsReceived() | GoodsIssued() | GoodsCounted():
            return Goods((*state.movements, Movement(told.day, event)))
        case (
            EquipmentInstalled()
            | EquipmentLent()
            | EquipmentReturned()
            | EquipmentReported()
        ):
            return state  # told piece by piece: it is no stock
        case _:
            assert_never(event)


class ReceiveGoods(GoodsReceived, Command):
    """Tell that goods came."""


class IssueGoods(GoodsIssued, Command):
    """Tell that goods left the stock."""


class CountGoods(GoodsCounted, Command):
    """Tell how much was counted."""


class InstallEquipment(EquipmentInstalled, Command):
    """Tell that a piece was put to use."""


class LendEquipment(EquipmentLent, Command):
    """Tell that a piece was lent."""


class ReturnEquipment(EquipmentReturned, Command):
    """Tell that a piece came back."""


class ReportEquipment(EquipmentReported, Command):
    """Tell in which state a piece is."""


AREA = Area(
    name="goods",
    subject="centre",
    initial=Goods(),
    evolve=evolve,
    events={
        "goods-received.1": GoodsReceived,
        "goods-issued.1": GoodsIssued,
        "goods-counted.1": GoodsCounted,
        "equipment-installed.1": EquipmentInstalled,
        "equipment-lent.1": EquipmentLent,
        "equipment-returned.1": EquipmentReturned,
        "equipment-reported.1": EquipmentReported,
    },
    commands={
        "receive-goods": ReceiveGoods,
        "issue-goods": IssueGoods,
        "count-goods": CountGoods,
        "install-equipment": InstallEquipment,
        "lend-equipment": LendEquipment,
        "return-equipment": ReturnEquipment,
        "report-equipment": ReportEquipment,
    },
)
