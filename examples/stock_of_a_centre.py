"""The goods of a centre up to the end of a month: what came, left, was counted and given.

    python examples/stock_of_a_centre.py insaf.db --centre insaf-hay-hassani --month 2025-11

A number nobody knows is shown as such and never as 0: "?", or "5+" for five at least. What
a child received is told of the child; it moves no stock, so that *issued* less *given*
says what left the shelf and reached nobody who was told of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from showing import asked, desk_of, show

from casemgmt import Desk
from casemgmt.adapters import as_told
from casemgmt.events import GoodsCounted, GoodsIssued, GoodsReceived, KitDelivered

HEADINGS = {
    "en": ("item", "received", "issued", "last count", "stock", "given", "issued - given"),
    "fr": ("article", "reçus", "sortis", "compté", "stock", "remis", "sortis - remis"),
    "ar": ("الصنف", "وارد", "صادر", "آخر جرد", "المخزون", "سُلّم", "صادر - سُلّم"),
}


def main() -> None:
    line = asked("The goods of a centre up to the end of a month")
    line.add_argument("--centre", required=True, help="such as insaf-hay-hassani")
    options = line.parse_args()
    _, last = options.month
    with desk_of(options.store, options.person) as desk:
        rows = list(goods(desk, options.centre, last))
    show(HEADINGS[options.lang], rows, as_csv=options.csv)


def goods(desk: Desk, centre: str, day: date):
    """Yield a row for each item that the centre had, or that a child got from it."""
    moved: dict[type, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for told in as_told(desk.history(f"centre:{centre}")):
        if told.on.last <= day and isinstance(
            told.event, GoodsReceived | GoodsIssued | GoodsCounted
        ):
            moved[type(told.event)][told.event.item].append(told.event.quantity)
    stock = stock_on(desk, centre, day)
    given = kits_given(desk, centre, day)
    for item in sorted({*stock, *given}):
        received, issued = moved[GoodsReceived][item], moved[GoodsIssued][item]
        counted = moved[GoodsCounted][item][-1:]
        difference = less(issued, given[item])
        held = shown(stock.get(item))
        sums = total(received), total(issued), shown(*counted) if counted else None
        yield item, *sums, held, given[item], difference


def stock_on(desk: Desk, centre: str, day: date):
    """Return what is in stock on *day*, as the library adds it up."""
    lines = (line for line in desk.centres(day) if line.subject.key == centre)
    return next((dict(line.stock) for line in lines), {})


def kits_given(desk: Desk, centre: str, day: date) -> Counter[str]:
    """Return how many of each kit children got from the centre by *day*."""
    return Counter(
        told.event.kit
        for child in desk.subjects("child")
        for told in as_told(desk.history(child))
        if isinstance(told.event, KitDelivered)
        and told.event.centre == centre
        and told.on.last <= day
    )


def total(quantities: Iterable) -> str:
    """Return a sum; of "some", nobody knows how many, one at least came."""
    known = sum(
        (q.value if q.value is not None else Decimal(1) for q in quantities), Decimal(0)
    )
    open_ended = any(q.unknown or q.at_least for q in quantities)
    about = "~" if any(q.about for q in quantities) else ""
    return f"{about}{known.normalize():f}{'+' if open_ended else ''}"


def less(issued: Iterable, given: int) -> str:
    """Return what left the shelf and was given to nobody; it may be fewer than none."""
    if any(q.unknown or q.at_least for q in issued):
        return "?"
    return f"{sum((q.value for q in issued), Decimal(0)) - given:f}"


def shown(quantity=None) -> str:
    """Return one quantity as it was told."""
    if quantity is None or quantity.unknown:
        return "?"
    return total([quantity])


if __name__ == "__main__":
    main()
