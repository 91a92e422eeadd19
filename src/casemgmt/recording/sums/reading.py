"""Reading values that were written down: by code that is written once for each class.

Only what the same code wrote is ever read: it is sealed, and opens for no other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from typing import Any

import attrs
import orjson

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Subject
from casemgmt.recording.drafts import draft_of
from casemgmt.recording.envelope import as_id, instant

from .writing import SUBJECT

Rows = list[Any]
Make = Callable[[Rows, list[Any]], None]
Named = Callable[[str], Subject]


class States(Mapping[str, Any]):
    """The states of a journey by area, each read when it is first asked for.

    Nothing but what was written is needed for it, whenever that is.
    """

    def __init__(
        self, said: Mapping[str, bytes], kinds: Iterable[str], named: Mapping[str, Subject]
    ) -> None:
        """Take what was *said* of each area.

        Args:
            said: What was written of each, as JSON.
            kinds: The kinds of all that is in it.
            named: The subject of each stored name in it.

        Raises:
            LookupError: a class is not there any more.

        """
        for kind in kinds:
            _maker(kind)
        self._said = said
        self._named = named.__getitem__
        self._read: dict[str, Any] = {}

    def __getitem__(self, area: str) -> Any:
        """Return the state of *area*."""
        found = self._read.get(area)
        if found is None:
            found = read(orjson.loads(self._said[area]), self._named)
            self._read[area] = found
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield the areas that anything was told of."""
        return iter(self._said)

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self._said)


def read(said: list[Any], named: Named) -> Any:
    """Return the value that was written as *said*.

    Args:
        said: What ``written`` returned.
        named: Returns the subject of a stored name.

    Raises:
        LookupError: a class in it is not there any more.

    """
    made, groups, root = said
    for kind, rows in groups:
        if kind == SUBJECT:
            made += map(named, rows)
        else:
            _maker(kind)(rows, made)
    return made[root]


@cache
def _maker(kind: str) -> Make:
    """Return what makes the objects of a class, which is there already."""
    if kind in _BUILT_IN:
        return _BUILT_IN[kind]
    module, _, name = kind.partition(":")
    found: Any = sys.modules[module]
    for part in name.split("."):
        found = vars(found)[part]
    return _members(found) if issubclass(found, Enum) else _objects(found)


def _objects(kind: Any) -> Make:
    fields = [a.name for a in attrs.fields(kind)]
    names = {"kind": kind, "draft": draft_of(kind), "new": object.__new__}
    places = "".join(f"p{rank}, " for rank in range(len(fields)))
    source = [
        "def make(rows, made):",
        f"    for [{places}] in rows:",
        "        one = new(draft)",
        *(f"        one.{name} = made[p{rank}]" for rank, name in enumerate(fields)),
        "        one.__class__ = kind",
        "        made.append(one)",
    ]
    exec("\n".join(source), names)  # noqa: S102 - of our own classes, as attrs does
    make: Make = names["make"]
    return make


def _members(kind: type[Enum]) -> Make:
    def members(rows: Rows, made: list[Any]) -> None:
        made += [kind(made[place]) for (place,) in rows]

    return members


def _tuples(rows: Rows, made: list[Any]) -> None:
    at = made.__getitem__
    made += [tuple(map(at, row)) for row in rows]


def _sets(rows: Rows, made: list[Any]) -> None:
    at = made.__getitem__
    made += [frozenset(map(at, row)) for row in rows]


def _tables(rows: Rows, made: list[Any]) -> None:
    made += [_table([made[place] for place in row]) for row in rows]


def _table(said: list[Any]) -> dict[Any, Any]:
    half = len(said) // 2
    return dict(zip(said[:half], said[half:], strict=True))


def _leaves(one: Callable[[Any], Any]) -> Make:
    def leaves(rows: Rows, made: list[Any]) -> None:
        made += map(one, rows)

    return leaves


_BUILT_IN: Mapping[str, Make] = {
    SUBJECT: _leaves(str),
    "Day": _leaves(lru_cache(maxsize=8192)(Day.of)),
    "date": _leaves(lru_cache(maxsize=8192)(date.fromordinal)),
    "datetime": _leaves(instant),
    "Decimal": _leaves(lru_cache(maxsize=4096)(Decimal)),
    "UUID": _leaves(as_id),
    "tuple": _tuples,
    "frozenset": _sets,
    "dict": _tables,
}
