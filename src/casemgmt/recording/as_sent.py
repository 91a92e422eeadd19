"""What tools send, as the door reads it: how deep it is, when it was told, as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import orjson

from casemgmt.errors import InvalidError

from .payloads import LARGEST
from .values import ShapeError

DEEPEST = 64
_NESTED = frozenset({dict, list})
T = TypeVar("T")


def read_as(name: str, read: Callable[[Any], T], value: Any) -> T:
    """Return *value* as *read* reads it; where it cannot, the field *name* is wrong."""
    try:
        return read(value)
    except ShapeError as error:
        raise InvalidError(name, error.code) from None


def instant(value: Any) -> datetime | None:
    """Return when the sending tool recorded it, in UTC; None where it was not said."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidError("at", "wrong-type")
    try:
        return in_utc("at", datetime.fromisoformat(value))
    except ValueError:
        raise InvalidError("at", "not-an-instant") from None


def as_json(plain: Any) -> Any:
    """Return *plain* once it was JSON, None where it then is another, or too large."""
    try:
        encoded = orjson.dumps(plain)
        said = orjson.loads(encoded)
    except (orjson.JSONEncodeError, ValueError):
        return None
    return said if said == plain and len(encoded) <= LARGEST else None


def in_utc(name: str, moment: datetime) -> datetime:
    """Return *moment*, given under *name*, in UTC."""
    if moment.tzinfo is None:
        raise InvalidError(name, "no-offset")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise InvalidError(name, "not-an-instant") from None


def depth_of(value: dict[str, Any]) -> int:
    """Return how deep *value* is nested, without recursing."""
    depth = 0
    level: list[Any] = [value]
    while level and depth <= DEEPEST:
        depth += 1
        level = [
            inner
            for v in level
            for inner in (v.values() if type(v) is dict else v)
            if type(inner) in _NESTED
        ]
    return depth
