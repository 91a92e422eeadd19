"""Which keys a line of a journal has: those it must have, and two it may have."""

from __future__ import annotations

from typing import Any

from casemgmt.errors import InvalidError

from .values import nearest
from .wrong_field import as_field

LINE_KEYS = frozenset({"id", "command", "subject", "on", "at", "by", "role", "data"})
_IN_ORDER = ("id", "command", "subject", "on", "by", "data")
REQUIRED = frozenset(_IN_ORDER)


def refuse_unknown(line: dict[str, Any]) -> None:
    """Refuse a line with a key that no line has; the nearest that is one is named."""
    unknown = line.keys() - LINE_KEYS
    if unknown:
        name = str(min(unknown))
        raise InvalidError(as_field(name), "unknown-field", nearest(name, LINE_KEYS))


def refuse_missing(line: dict[str, Any]) -> None:
    """Refuse a line without one of the keys that every line has."""
    if not line.keys() >= REQUIRED:
        missing = next(name for name in _IN_ORDER if name not in line)
        raise InvalidError(missing, "missing-field")
