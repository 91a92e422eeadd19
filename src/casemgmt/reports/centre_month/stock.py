"""What came into a centre's stock and left it, and the school bags handed to children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from casemgmt.domain.dates import SCHOOL_YEAR_STARTS
from casemgmt.domain.organisation.goods import Goods, GoodsIssued, GoodsReceived, Movement
from casemgmt.domain.quantities import NOTHING, Amount, added_up
from casemgmt.domain.vocabulary import Quantity, Subject
from casemgmt.reports.amounts import Value
from casemgmt.reports.items import item_label
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.period import Period
from casemgmt.reports.reading import Question, Reading
from casemgmt.reports.told import value_of

from .words import WORDS

ASKED = (Question(("I37-issued",), ("centre",)),)
COLUMNS = ("before", "received", "issued", "after")


def section(reading: Reading, centre: str) -> Section:
    """Return the section on the stock and on the kits handed over."""
    goods = reading.journey(Subject("centre", centre)).goods
    items = sorted({moved.event.item for moved in goods.movements})
    table = Table(
        WORDS("stock.table"),
        WORDS("stock.item"),
        tuple(WORDS(f"stock.{name}") for name in COLUMNS),
        tuple(_row(reading, goods, item) for item in items),
        (WORDS("stock.counted"),),
    )
    block: Block = table if items else Note(WORDS("stock.none"))
    return Section(
        "stock",
        WORDS("stock.title"),
        (block, _kits(reading, goods, centre)),
        lead=WORDS("stock.lead"),
    )


def _row(reading: Reading, goods: Goods, item: str) -> Row:
    period = reading.period
    moved = _in(goods.movements, period.first, period.until)
    return Row(
        item_label(reading.desk.vocabulary, item),
        (
            _stock(goods, period.first - timedelta(days=1), item, "before"),
            _sum(moved, GoodsReceived, item, "received"),
            _sum(moved, GoodsIssued, item, "issued"),
            _stock(goods, period.until, item, "after"),
        ),
    )


def _in(movements: Iterable[Movement], first: date, last: date) -> tuple[Movement, ...]:
    return tuple(moved for moved in movements if first <= moved.day <= last)


def _stock(goods: Goods, day: date, item: str, when: str) -> Value:
    held: Mapping[str, Amount] = goods.stock_on(day)
    amount = held.get(item, Amount())
    return value_of(amount.quantity, f"stock-{when}", [item])


def _sum(movements: Iterable[Movement], kind: type, item: str, name: str) -> Value:
    said = [
        moved.event.quantity
        for moved in movements
        if isinstance(moved.event, kind) and moved.event.item == item
    ]
    return _told(said, f"goods-{name}", [item])


def _kits(reading: Reading, goods: Goods, centre: str) -> Table:
    rows = (
        Row(WORDS("stock.kits-issued"), (_issued(reading, goods),)),
        Row(
            WORDS("stock.kits-delivered"),
            (reading.count_here("I37-issued", centre=centre),),
        ),
    )
    columns = (WORDS("due.how-many"),)
    return Table(WORDS("stock.kits"), WORDS("stock.movement"), columns, rows)


def _issued(reading: Reading, goods: Goods) -> Value:
    """Return the kits that left the stock since the school year began."""
    kits = reading.desk.vocabulary.lists["kits"]
    since = _in(goods.movements, _school_year_of(reading.period), reading.period.until)
    said = [
        moved.event.quantity
        for moved in since
        if isinstance(moved.event, GoodsIssued) and moved.event.item in kits
    ]
    return _told(said, "kits-issued", kits)


def _school_year_of(period: Period) -> date:
    begins = period.first.replace(month=SCHOOL_YEAR_STARTS, day=1)
    return begins if begins <= period.first else begins.replace(year=begins.year - 1)


def _told(said: list[Quantity], name: str, items: Iterable[str]) -> Value:
    """Return a sum; where nothing was told nothing moved."""
    total = added_up(said) if said else Quantity(NOTHING)
    return value_of(total, name, sorted(items))
