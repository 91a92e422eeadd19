"""The stock of each centre: what came, left and was counted, as exactly as it was told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casemgmt import Quantity, Text
from casemgmt.events import CentreOpened

from .register import Field, Record, Register, Row


def _rows(record: Record) -> Iterator[Row]:
    goods = record.journey.goods
    stock = goods.stock_on(date.max)
    for item in sorted(stock):
        quantity = stock[item].quantity
        moved = max(m.day for m in goods.movements if m.event.item == item)
        said = record.id, record.reference, _name(record), item
        exactly = quantity.value, _exactness(quantity), moved
        yield Row(f"{record.id}|{item}", (*said, *exactly))


def _name(record: Record) -> Text | None:
    """Return the name the centre was opened under last."""
    names = [t.event.name for t in record.told if isinstance(t.event, CentreOpened)]
    return names[-1] if names else None


def _exactness(quantity: Quantity) -> str:
    if quantity.unknown:
        return "unknown"
    if quantity.at_least:
        return "at-least"
    return "about" if quantity.about else "exact"


STOCK = Register(
    "stock",
    "centre",
    (
        Field("record", unless="reference"),
        Field("reference", grant="reference"),
        Field("centre_name"),
        Field("item", codes="items"),
        Field("quantity", "number"),
        Field("exactness", codes="exactness"),
        Field("moved_on", "day"),
    ),
    _rows,
)
