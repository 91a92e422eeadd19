"""The rows of kits: what a child is to receive, and what was handed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table

from casemgmt import Subject
from casemgmt.adapters import Stories
from casemgmt.events import KitDelivered, KitEntitled, SecondKitGranted
from casemgmt_sql.tables import DISTRIBUTIONS, ENTITLEMENTS

from .plain import Row, day, precision, said


def kits(stories: Stories, child: Subject) -> Iterator[tuple[Table, Row]]:
    """Yield a row for each kit that was handed over, or asked for."""
    for version in stories.as_told(child):
        told = version.entry
        match told.event:
            case KitDelivered() as kit:
                yield DISTRIBUTIONS, _of(child, told) | _delivered(told, kit)
            case KitEntitled():
                yield ENTITLEMENTS, _of(child, told) | _entitled(told, second=False)
            case SecondKitGranted(reason=reason):
                second = _entitled(told, second=True) | {"reason": reason}
                yield ENTITLEMENTS, _of(child, told) | second
            case _:
                pass


def _of(child: Subject, told: Any) -> Row:
    return {
        "command_id": str(told.command_id),
        "child": str(child),
        "kit": told.event.kit,
        "school_year": told.event.school_year,
    }


def _delivered(told: Any, kit: KitDelivered) -> Row:
    return {
        "delivered_on": day(told.on.last),
        "delivered_precision": precision(told.on),
        "centre": kit.centre,
        "agreement": kit.agreement,
        "received_by": said(kit.received_by),
        "told_by": told.by,
    }


def _entitled(told: Any, *, second: bool) -> Row:
    return {"entitled_on": day(told.on.last), "second": second}
