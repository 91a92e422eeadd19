"""What a number on the page says of itself, so that a program can read the page."""

from __future__ import annotations

from typing import Final

from casemgmt.reports import Day, Number, Precision, Source

from .fields import plain

ATTRIBUTE: Final = {
    "figure": "data-indicator",
    "record": "data-record",
    "policy": "data-policy",
}


def marks(source: Source | None) -> dict[str, str]:
    """Return the attributes of a number: which figure, which cell, which part."""
    if source is None:
        return {}
    return {
        ATTRIBUTE[source.kind]: source.name,
        "data-by": source.cell,
        "data-part": source.part,
    }


def raw(number: Number) -> str:
    """Return the amount for a program: a whole number as such, else at full precision."""
    return repr(plain(number.amount))


def moment(day: Day) -> str | None:
    """Return a day as a program reads it; of a school year None: HTML has no form."""
    return None if day.precision is Precision.SCHOOL_YEAR else str(day)
