"""Masks: an event as one reader sees it, field by field of the classes they may see.

What they may not see is withheld in its place, in a correction as in what it corrects; of
a day that is withheld its month is left, as statistics may say it. A subject named inside
that they may not know to be there is named as withheld too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any

import attrs
from attrs import field, frozen

from casemgmt.domain.amendments import CommandCorrected, CommandRetracted
from casemgmt.domain.dates import Day, Precision
from casemgmt.domain.personal import Forgotten, Known, Withheld
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import ConfigurationError
from casemgmt.privacy.access import NOTED, Sight

from .envelope import Unreadable
from .kinds import written
from .plan import Plan, plan_of
from .registry import Registry
from .values import nearest

WITHHELD = "withheld"
"""The key of a subject that a reader may not know to be there."""
_AMENDING: Mapping[type, str] = {CommandCorrected: "correct", CommandRetracted: "retract"}
_SHUT = Withheld()


@frozen
class Guard:
    """What is not public in one class of events, and where others are named.

    Attributes:
        fields: Attribute, name such as ``record-follow-up.findings``, class.
        inside: Fields that hold more: attribute, shape, guard.
        subjects: Fields that name a subject.

    """

    fields: tuple[tuple[str, str, Sight], ...] = ()
    inside: tuple[tuple[str, str, Guard], ...] = ()
    subjects: tuple[str, ...] = ()

    @property
    def sights(self) -> frozenset[Sight]:
        """The classes of everything in it."""
        own = frozenset(sight for _, _, sight in self.fields)
        return own.union(*(guard.sights for _, _, guard in self.inside))


@frozen
class Eyes:
    """Through which one reader sees one case.

    Attributes:
        sights: The classes they see.
        knows: Whether they may know a subject to be there that is named in it.
        noted: Takes the name of each sensitive field that is shown with a value.

    """

    sights: frozenset[Sight]
    knows: Callable[[Subject], bool]
    noted: set[str] = field(factory=set)


BLIND = Eyes(frozenset({Sight.PUBLIC}), lambda _: True)
"""Whoever reads, and said nothing of who they are."""


class Guards:
    """The guard of every class of events, made once for a store."""

    def __init__(self, registry: Registry, sights: Mapping[str, Sight]) -> None:
        """Make what *sights* say of fields, by ``command.field``, hold over their shapes.

        Raises:
            ConfigurationError: there is no such command or field.

        """
        self._registry = registry
        self._sights = sights
        known = frozenset(self._names())
        if strange := sights.keys() - known:
            name = min(strange)
            near = nearest(name, known)
            if near is None:
                raise ConfigurationError.because("config.no-such-field", name=name)
            raise ConfigurationError.because("config.field-near", name=name, near=near)
        self._guards: dict[type, Guard] = {}

    def of(self, kind: type) -> Guard:
        """Return the guard of a class of events."""
        found = self._guards.get(kind)
        if found is None:
            found = self._guards[kind] = self._made(kind, plan_of(kind), self._told(kind))
        return found

    def masked(self, event: Any, eyes: Eyes) -> Any:
        """Return *event* as it is seen."""
        match event:
            case Unreadable():
                return event
            case CommandCorrected(corrected=inner):
                seen = self._masked(event, self.of(CommandCorrected), eyes)
                return _with(seen, {"corrected": self.masked(inner, eyes)})
            case _:
                return self._masked(event, self.of(type(event)), eyes)

    def _names(self) -> Iterator[str]:
        for kind in self._registry.names:
            told = self._told(kind)
            attrs.resolve_types(kind, include_extras=True)
            yield from (f"{told}.{written(a.name)}" for a in attrs.fields(kind))
            yield from _inner_names(plan_of(kind), f"{told}.")

    def _told(self, kind: type) -> str:
        """Return the name of the command that tells such an event, or nearly so."""
        command = self._registry.told_by.get(kind)
        if command is not None:
            return self._registry.command_names[command]
        stored = self._registry.names[kind].rpartition(".")[0]
        return _AMENDING.get(kind, stored)

    def _made(self, kind: type | None, plan: Plan, path: str) -> Guard:
        """Return the guard of what *plan* is of; *kind* where it is a whole event."""
        fields = [
            (name, at, self._sights.get(at, Sight.PERSONAL))
            for name in plan.sealed
            if (at := f"{path}.{written(name)}")
        ]
        whole = {name for name, _, _ in fields}
        for a in attrs.fields(kind) if kind is not None else ():
            at = f"{path}.{written(a.name)}"
            if a.name not in whole and at in self._sights:
                fields.append((a.name, at, self._sights[at]))
                whole.add(a.name)
        inside = tuple(
            (name, shape, self._made(None, inner, f"{path}.{written(name)}"))
            for name, shape, inner in plan.inside
            if name not in whole
        )
        public = tuple(f for f in fields if f[2] is not Sight.PUBLIC)
        return Guard(public, inside, plan.subjects)

    def _masked(self, value: Any, guard: Guard, eyes: Eyes) -> Any:
        changes: dict[str, Any] = {}
        for name, at, sight in guard.fields:
            held = getattr(value, name)
            if held is None or isinstance(held, Withheld | Forgotten) or held == ():
                continue
            if sight not in eyes.sights:
                changes[name] = _shut(held)
            elif sight in NOTED:
                eyes.noted.add(at)
        for name in guard.subjects:
            changes |= _renamed(name, getattr(value, name), eyes)
        for name, shape, inner in guard.inside:
            held = getattr(value, name)
            if held is not None:
                changes[name] = self._inside(shape, inner, held, eyes)
        return _with(value, changes)

    def _inside(self, shape: str, guard: Guard, held: Any, eyes: Eyes) -> Any:
        match shape:
            case "subjects":
                return tuple(_known_as(one, eyes) for one in held)
            case "list":
                return tuple(self._masked(one, guard, eyes) for one in held)
            case "table":
                return {key: self._masked(one, guard, eyes) for key, one in held.items()}
            case _:
                return self._masked(held, guard, eyes)


def _inner_names(plan: Plan, path: str) -> Iterator[str]:
    for name, _, inner in plan.inside:
        at = f"{path}{written(name)}."
        yield from (f"{at}{written(sealed)}" for sealed in inner.sealed)
        yield from _inner_names(inner, at)


def _shut(held: Any) -> Withheld:
    """Return what stands for a value; of a day its month is left."""
    if isinstance(held, Known) and isinstance(held.value, Day):
        return Withheld(_month(held.value))
    return _SHUT


def _month(day: Day) -> Day:
    exact = day.precision is Precision.DAY
    return Day.of(f"{day.first:%Y-%m}") if exact else day


def _renamed(name: str, named: Subject | None, eyes: Eyes) -> Mapping[str, Subject]:
    return {} if named is None else {name: _known_as(named, eyes)}


def _known_as(named: Subject, eyes: Eyes) -> Subject:
    return named if eyes.knows(named) else Subject(named.kind, WITHHELD)


def _with(value: Any, changes: Mapping[str, Any]) -> Any:
    """Return *value* with *changes*, which need not have the shape of its fields."""
    if not changes:
        return value
    made = copy(value)
    for name, held in changes.items():
        object.__setattr__(made, name, held)
    return made
