"""Goods of a centre: what came, what left, what was counted, and so what is in stock.

What a child received is told of the child (a kit delivered) and moves no stock. A stock is
shown as honestly as it was told, and below zero when more left than came; nothing is
refused for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import assert_never

from attrs import field, frozen

from casemgmt.domain.area import Area, Command
from casemgmt.domain.quantities import Amount
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import (
    Count,
    Item,
    Quantity,
    Reference,
    Text,
    as_quantity,
)


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


Event = GoodsReceived | GoodsIssued | GoodsCounted


@frozen
class Movement:
    """Goods that came, left or were counted on a day."""

    day: date
    event: Event


@frozen
class Goods:
    """What moved in the centre's stock, in order."""

    movements: tuple[Movement, ...] = ()

    def stock_on(self, day: date) -> Mapping[str, Amount]:
        """Return how much of each item is in stock at the end of *day*.

        What is counted holds from then on, whatever came and left before.
        """
        stock: dict[str, Amount] = {}
        for moved in self.movements:
            if moved.day <= day:
                item = moved.event.item
                stock[item] = _after(stock.get(item, Amount()), moved.event)
        return stock

    def received(
        self, *, agreement: str | None = None, tranche: int | None = None
    ) -> tuple[GoodsReceived, ...]:
        """Return what came, under one agreement and in one of its tranches if asked."""
        came = (m.event for m in self.movements if isinstance(m.event, GoodsReceived))
        return tuple(
            goods
            for goods in came
            if agreement in (None, goods.agreement) and tranche in (None, goods.tranche)
        )


def _after(stock: Amount, event: Event) -> Amount:
    match event:
        case GoodsReceived(quantity=quantity):
            return stock + Amount.moved(quantity)
        case GoodsIssued(quantity=quantity):
            return stock - Amount.moved(quantity)
        case GoodsCounted(quantity=quantity):
            return Amount.counted(quantity)
        case _:
            assert_never(event)


def evolve(state: Goods, event: Event, told: Told) -> Goods:
    """Return the goods after *event*."""
    match event:
        case GoodsReceived() | GoodsIssued() | GoodsCounted():
            return Goods((*state.movements, Movement(told.day, event)))
        case _:
            assert_never(event)


class ReceiveGoods(GoodsReceived, Command):
    """Tell that goods came."""


class IssueGoods(GoodsIssued, Command):
    """Tell that goods left the stock."""


class CountGoods(GoodsCounted, Command):
    """Tell how much was counted."""


AREA = Area(
    name="goods",
    subject="centre",
    initial=Goods(),
    evolve=evolve,
    events={
        "goods-received.1": GoodsReceived,
        "goods-issued.1": GoodsIssued,
        "goods-counted.1": GoodsCounted,
    },
    commands={
        "receive-goods": ReceiveGoods,
        "issue-goods": IssueGoods,
        "count-goods": CountGoods,
    },
)
