"""The hand-over list of kits: each kit that a child received, on which day, from where."""

from __future__ import annotations

from collections.abc import Iterator

from casemgmt.events import KitDelivered

from .register import WHO, Field, Record, Register, Row, opened


def _rows(record: Record) -> Iterator[Row]:
    for told in record.told:
        if isinstance(told.event, KitDelivered):
            kit = told.event
            yield record.row(
                told.on.last,
                kit.kit,
                kit.school_year,
                told.on,
                kit.centre,
                kit.agreement,
                opened(kit.received_by),
                then=str(told.command_id),
            )


KITS = Register(
    "kits",
    "child",
    (
        *WHO,
        Field("kit", codes="kits"),
        Field("school_year"),
        Field("handed_over_on", "day"),
        Field("centre"),
        Field("agreement"),
        Field("received_by", grant="received_by"),
    ),
    _rows,
)
