"""The columns of each kind of fact, taken from the class of its event.

What is personal has no column. A day that is known to a month is its last day.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
import orjson
import pyarrow as pa

from casemgmt import Day, Subject
from casemgmt.adapters import Forgotten, Known, RecordedEvent, Withheld, as_data

NUMBER = pa.decimal128(18, 4)
EVENTS = pa.schema(
    {
        "subject": pa.string(),
        "position": pa.int64(),
        "version": pa.int64(),
        "id": pa.string(),
        "command": pa.string(),
        "name": pa.string(),
        "shape": pa.string(),
        "on": pa.string(),
        "day": pa.date32(),
        "at": pa.string(),
        "corrects": pa.string(),
        "retracts": pa.string(),
        "reference": pa.string(),
        "data": pa.string(),
    }
)
FACT: Mapping[str, pa.DataType] = {
    "subject": pa.string(),
    "command": pa.string(),
    "day": pa.date32(),
    "day_from": pa.date32(),
    "age_low": pa.int32(),
    "age_high": pa.int32(),
}
"""What every fact says: of whom, by which command, on which day, at which age."""
EPISODE = pa.schema(
    {
        "subject": pa.string(),
        "episode": pa.int32(),
        "start": pa.date32(),
        "end": pa.date32(),
        "reason": pa.string(),
    }
)
SPELL = pa.schema(
    {
        "subject": pa.string(),
        "episode": pa.int32(),
        "kind": pa.string(),
        "value": pa.string(),
        "since": pa.date32(),
        "until": pa.date32(),
    }
)


@cache
def schema_of(kind: type) -> pa.Schema:
    """Return the columns of a fact whose event is of class *kind*."""
    return pa.schema({**FACT, **{name: shape for name, _, shape in _fields(kind)}})


def values_of(told: RecordedEvent) -> dict[str, Any]:
    """Return what *told* says, by its own columns."""
    data = as_data(told.event)
    kind: type = type(told.event)
    return {
        name: _value(getattr(told.event, field), data.get(field.rstrip("_")), shape)
        for name, field, shape in _fields(kind)
    }


@cache
def _fields(kind: type) -> tuple[tuple[str, str, pa.DataType], ...]:
    """Return column, field and type of everything that is not personal."""
    types = get_type_hints(kind)
    found = []
    for a in attrs.fields(kind):
        shape = _shape(types[a.name])
        if shape is not None:
            name = a.name if a.name not in FACT else f"its_{a.name}"
            found.append((name, a.name, shape))
    return tuple(found)


def _shape(kind: Any) -> pa.DataType | None:
    kinds = set(get_args(kind)) if get_origin(kind) in (Union, UnionType) else {kind}
    kinds.discard(NoneType)
    if any((get_origin(one) or one) in (Known, Withheld, Forgotten) for one in kinds):
        return None
    if kinds == {bool}:
        return pa.bool_()
    if kinds == {int}:
        return pa.int64()
    if kinds <= {int, Decimal}:
        return NUMBER
    return pa.date32() if kinds == {Day} else pa.string()


def _value(value: Any, said: Any, shape: pa.DataType) -> Any:
    if value is None:
        return None
    if shape == NUMBER:
        return Decimal(value)
    if isinstance(value, Day):
        return value.last
    if shape == pa.string():
        whole = isinstance(value, str | Subject) or isinstance(said, str)
        return str(said if isinstance(said, str) else value) if whole else _json(said)
    return value


def _json(said: Any) -> str:
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS, default=str).decode()
