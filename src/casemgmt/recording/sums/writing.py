"""Writing values down: the states of a journey as lists that are read back fast.

Every value is written once and named by its place. Plain words and numbers come first; then
groups of one kind, those that hold nothing before those that hold them. What is of no kind
known here is not written at all: its story is read from the log, as always.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import attrs

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Subject
from casemgmt.recording.envelope import micros

SUBJECT = Subject.__name__
PLAIN = frozenset({type(None), bool, int, str})
Place = tuple[int, str, int]
"""How deep a value is, of which kind, and which of those it is."""
NameOf = Callable[[Subject], str | None]


class UnwrittenError(Exception):
    """A value is of no kind that is written."""


def written(value: Any, packages: Collection[str], name_of: NameOf) -> list[Any]:
    """Return *value* as JSON-ready data.

    Args:
        value: Frozen values, however deep.
        packages: Those whose classes may be in it.
        name_of: Returns the stored name of a subject, None where it has none.

    Raises:
        UnwrittenError: something in it cannot be written.

    """
    return _Writer(packages, name_of).written(value)


def used(said: Iterable[list[Any]]) -> tuple[list[str], list[str]]:
    """Return the kinds of all that was written, and the stored names of subjects in it."""
    groups = [group for _, groups, _ in said for group in groups]
    names = {name for kind, rows in groups if kind == SUBJECT for name in rows}
    return sorted({kind for kind, _ in groups}), sorted(names)


class _Writer:
    def __init__(self, packages: Collection[str], name_of: NameOf) -> None:
        self._packages = frozenset(packages)
        self._name_of = name_of
        self._plain: dict[tuple[type, Any], Place] = {}
        self._groups: dict[tuple[int, str], list[Any]] = {}
        self._leaves: dict[tuple[str, Any], Place] = {}
        self._met: dict[int, tuple[Any, Place]] = {}
        """By identity, with the value itself: it lives while its place is remembered."""

    def written(self, value: Any) -> list[Any]:
        root = self._place(value)
        begins, at = {}, len(self._plain)
        for depth_and_kind in sorted(self._groups):
            begins[depth_and_kind] = at
            at += len(self._groups[depth_and_kind])

        def number(place: Place) -> int:
            depth, kind, rank = place
            return rank + (begins[depth, kind] if depth else 0)

        groups = [
            [kind, [[*map(number, row)] for row in rows] if depth > 1 else rows]
            for (depth, kind), rows in sorted(self._groups.items())
        ]
        return [[plain for _, plain in self._plain], groups, number(root)]

    def _place(self, value: Any) -> Place:
        met = self._met.get(id(value))
        if met is None:
            met = self._met[id(value)] = value, self._placed(value)
        return met[1]

    def _placed(self, value: Any) -> Place:
        kind: type = type(value)
        if kind in PLAIN:
            rank = len(self._plain)
            return self._plain.setdefault((kind, value), (0, "", rank))
        leaf = _LEAVES.get(kind)
        if leaf is not None:
            return self._leaf(kind.__name__, leaf(value))
        if kind is Subject:
            return self._leaf(SUBJECT, self._named(value))
        inside = self._inside(kind, value)
        places = tuple([self._place(one) for one in inside])
        depth = max((place[0] for place in places), default=0)
        return self._grouped(max(depth, 1) + 1, self._kind(kind), places)

    def _leaf(self, kind: str, said: Any) -> Place:
        place = self._leaves.get((kind, said))
        if place is None:
            place = self._leaves[kind, said] = self._grouped(1, kind, said)
        return place

    def _grouped(self, depth: int, kind: str, row: Any) -> Place:
        group = self._groups.setdefault((depth, kind), [])
        group.append(row)
        return depth, kind, len(group) - 1

    def _named(self, subject: Subject) -> str:
        name = self._name_of(subject)
        if name is None:
            raise UnwrittenError
        return name

    def _inside(self, kind: type, value: Any) -> Collection[Any]:
        if kind is tuple or kind is frozenset:
            return value  # type: ignore[no-any-return]
        if kind is dict:
            return [*value.keys(), *value.values()]
        if kind.__module__.partition(".")[0] not in self._packages:
            raise UnwrittenError
        if isinstance(value, Enum):
            return (value.value,)
        if not attrs.has(kind):
            raise UnwrittenError
        return [getattr(value, a.name) for a in attrs.fields(kind)]

    def _kind(self, kind: type) -> str:
        builtin = kind in (tuple, frozenset, dict)
        return kind.__name__ if builtin else f"{kind.__module__}:{kind.__qualname__}"


def _day(value: Day) -> str:
    said = str(value)
    if Day.of(said) != value:
        raise UnwrittenError
    return said


def _moment(value: datetime) -> int:
    if value.tzinfo is not UTC:
        raise UnwrittenError
    return micros(value)


_LEAVES: Mapping[type, Callable[[Any], Any]] = {
    Day: _day,
    date: date.toordinal,
    datetime: _moment,
    Decimal: str,
    UUID: lambda value: value.hex,
}
