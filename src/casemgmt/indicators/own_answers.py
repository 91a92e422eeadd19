"""What an own query gave, looked at before it is counted: a slip is said, not counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from casemgmt.errors import ConfigurationError

from .definition import Indicator, Measure, Table

if TYPE_CHECKING:
    from .answering import Answering

AMOUNTS = ("numerator", "denominator", "median")
"""The columns in which a unit may say its share, where it is not one unit."""
_WHOLE = r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?"
_NUMBER = rf"{_WHOLE}|DECIMAL\(.+\)|FLOAT|DOUBLE"
_KINDS = {
    "person": _WHOLE,
    "answer": "VARCHAR",
    "commands": r".+\[\]",
    **dict.fromkeys(AMOUNTS, _NUMBER),
}
_FAULTS = {
    "config.own-nobody": "person IS NULL",
    "config.own-answer": (
        "answer IS NULL OR answer NOT IN ('yes', 'no', 'unknown', 'excluded')"
    ),
}


def columns_of(indicator: Indicator, table: Table, answering: Answering) -> frozenset[str]:
    """Return the columns of an own query that is fit to be counted.

    Raises:
        ConfigurationError: a column is missing or of another kind, or a unit has no
            person, none of the four answers, or counts without its share.

    """
    described = answering.rows(f"SELECT * FROM (DESCRIBE {table.name})")
    kinds = {row[0]: row[1] for row in described}
    for column in _needed(indicator.measure):
        if column not in kinds:
            raise ConfigurationError.because(
                "config.own-lacks", id=indicator.id, column=column
            )
    for column, kind in kinds.items():
        if not re.fullmatch(_KINDS.get(column, ".+"), kind):
            raise ConfigurationError.because(
                "config.own-kind", id=indicator.id, column=column, kind=kind
            )
    for key, fault in _faults(kinds).items():
        if answering.rows(f"SELECT 1 FROM {table.name} WHERE {fault} LIMIT 1"):
            raise ConfigurationError.because(key, id=indicator.id)
    return frozenset(kinds)


def _needed(measure: Measure) -> tuple[str, ...]:
    return ("person", "answer", *(("median",) if measure == "median" else ()))


def _faults(kinds: Mapping[str, str]) -> dict[str, str]:
    """Return what no unit may be, by what is said of it: of how many asks nobody."""
    told = [column for column in AMOUNTS if column in kinds]
    if not told:
        return _FAULTS
    none = " OR ".join(f"NOT coalesce(isfinite({one}::DOUBLE), FALSE)" for one in told)
    return {**_FAULTS, "config.own-amount": f"answer IN ('yes', 'no') AND ({none})"}
