"""What is personal stays out of a lake, also where somebody granted it."""

from __future__ import annotations

from typing import Any

import attrs

from casemgmt import Day
from casemgmt.adapters import Known, Withheld


def shut(value: Any) -> Any:
    """Return *value* with everything personal closed; of a birth its month is left."""
    match value:
        case Known(value=Day() as day):
            return Withheld(Day.of(f"{day.first:%Y-%m}") if day.first == day.last else day)
        case Known():
            return Withheld()
        case tuple():
            return tuple(map(shut, value))
        case Day():
            return value
        case _:
            return _each_shut(value) if attrs.has(type(value)) else value


def _each_shut(value: Any) -> Any:
    changed = {
        a.alias: new
        for a in attrs.fields(type(value))
        if a.init and (new := shut(old := getattr(value, a.name))) is not old
    }
    return attrs.evolve(value, **changed) if changed else value
