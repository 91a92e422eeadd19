"""The rows of a centre: what it is, and what came, left and is in stock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Table

from casemgmt import Journey, Subject
from casemgmt.adapters import Stories
from casemgmt.events import CentreOpened, GoodsCounted, GoodsIssued, GoodsReceived
from casemgmt_sql.tables import CENTRES, STOCK, STOCK_MOVEMENTS

from .plain import Row, Rows, day, in_arabic, precision, quantity, said

WHAT = {GoodsReceived: "received", GoodsIssued: "issued", GoodsCounted: "counted"}


def centres(
    stories: Stories, centre: Subject, journey: Journey, reference: str | None
) -> Rows:
    """Return every row of a centre."""
    row = _centre(journey) | _opened(stories, centre)
    row |= {"centre": str(centre), "code": _code(reference)}
    return [(CENTRES, row), *_movements(stories, centre), *_stock(centre, journey)]


def _code(reference: str | None) -> str | None:
    return reference.partition(":")[2] if reference else None


def _centre(journey: Journey) -> Row:
    of = journey.centre
    opened = [since.first for since in of.doors if since.value]
    is_closed = bool(of.doors) and not of.doors[-1].value
    return {
        "kind": of.kind,
        "places": of.capacities[-1].value if of.capacities else None,
        "opened_on": day(opened[-1]) if opened else None,
        "closed_on": day(of.doors[-1].first) if is_closed else None,
    }


def _opened(stories: Stories, centre: Subject) -> Row:
    told = (version.entry.event for version in stories.as_told(centre))
    opened = [event for event in told if isinstance(event, CentreOpened)]
    if not opened:
        return {}
    last = opened[-1]
    return {
        "name": said(last.name),
        "name_ar": in_arabic(last.name),
        "name_en": last.name.en,
        "district": last.district,
        "region": last.region,
    }


def _movements(stories: Stories, centre: Subject) -> Iterator[tuple[Table, Row]]:
    told = (version.entry for version in stories.as_told(centre))
    moved = [one for one in told if type(one.event) in WHAT]
    for number, one in enumerate(moved, 1):
        yield STOCK_MOVEMENTS, _movement(centre, number, one) | _received(one.event)


def _movement(centre: Subject, number: int, told: Any) -> Row:
    return {
        "command_id": str(told.command_id),
        "centre": str(centre),
        "number": number,
        "moved_on": day(told.on.last),
        "moved_precision": precision(told.on),
        "what": WHAT[type(told.event)],
        "item": told.event.item,
    } | quantity(told.event.quantity)


def _received(event: Any) -> Row:
    if not isinstance(event, GoodsReceived):
        return {}
    return {"agreement": event.agreement, "tranche": event.tranche}


def _stock(centre: Subject, journey: Journey) -> Iterator[tuple[Table, Row]]:
    goods = journey.goods
    last = {moved.event.item: moved.day for moved in goods.movements}
    for item, amount in goods.stock_on(date.max).items():
        row: Row = {"centre": str(centre), "item": item, "moved_on": day(last[item])}
        yield STOCK, row | quantity(amount.quantity)
