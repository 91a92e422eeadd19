"""Plans: where personal values and named subjects stand in an event class, found once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs
from attrs import field, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.personal import ANOTHER, Known
from casemgmt.domain.vocabulary import Subject

from .closed import MONTH
from .kinds import is_personal, written

Change = Callable[[Any, str], Any]
Name = Callable[[str], str]


@frozen
class Plan:
    """Where they stand in one class, however deep.

    Attributes:
        sealed: Fields that hold a personal value.
        days: Those of them that hold a day; its month stays beside it, for statistics.
        subjects: Fields that name a subject.
        inside: Fields that hold more of either: name, shape, plan.
        others: Those of the sealed that name somebody else than the record is of.

    """

    sealed: tuple[str, ...] = ()
    days: frozenset[str] = frozenset()
    subjects: tuple[str, ...] = ()
    inside: tuple[tuple[str, str, Plan], ...] = ()
    others: frozenset[str] = frozenset()
    names: bool = field(init=False)
    """Whether it may name a subject."""
    empty: bool = field(init=False)
    """Whether there is nothing to change at all."""
    _sealed_as: tuple[tuple[str, bool], ...] = field(init=False)
    """Each of the sealed as it is written, and whether it holds a day."""

    @names.default
    def _names(self) -> bool:
        named = any(s == "subjects" or plan.names for _, s, plan in self.inside)
        return named or bool(self.subjects)

    @empty.default
    def _nothing(self) -> bool:
        return not (self.sealed or self.subjects or self.inside)

    @_sealed_as.default
    def _written_as(self) -> tuple[tuple[str, bool], ...]:
        return tuple((written(name), name in self.days) for name in self.sealed)

    def walk(
        self, data: dict[str, Any], seal: Change, name: Name, path: str = ""
    ) -> dict[str, Any]:
        """Return *data* with *seal* applied to what is personal and *name* to subjects."""
        if self.empty:
            return data
        changed = dict(data)
        for key, is_day in self._sealed_as:
            value = data.get(key)
            if value is not None:
                changed[key] = sealed = seal(value, path + key)
                if is_day and isinstance(value, str):  # not yet sealed
                    # a new one: what seals may give the same object every time
                    changed[key] = sealed | {MONTH: _month(value)}
        for subject in self.subjects:
            key = written(subject)
            if data.get(key) is not None:
                changed[key] = name(data[key])
        for name_, shape, plan in self.inside:
            key = written(name_)
            if data.get(key) is not None:
                changed[key] = _inside(shape, plan, data[key], seal, name, f"{path}{key}.")
        return changed

    def named(self, value: Any) -> Iterator[Subject]:
        """Yield the subjects that *value*, of this plan's class, names."""
        for name in self.subjects:
            subject = getattr(value, name)
            if subject is not None:
                yield subject
        for name, shape, plan in self.inside:
            held = getattr(value, name)
            if held is not None:
                yield from _named_inside(shape, plan, held)


def _inside(shape: str, plan: Plan, value: Any, seal: Change, name: Name, path: str) -> Any:
    match shape:
        case "subjects":
            return [name(v) for v in value]
        case "list":
            return [plan.walk(v, seal, name, f"{path}{i}.") for i, v in enumerate(value)]
        case "table":
            return {k: plan.walk(v, seal, name, f"{path}{k}.") for k, v in value.items()}
        case _:
            return plan.walk(value, seal, name, path)


def _named_inside(shape: str, plan: Plan, held: Any) -> Iterator[Subject]:
    match shape:
        case "subjects":
            yield from held
        case "list":
            for one in held:
                yield from plan.named(one)
        case "table":
            for one in held.values():
                yield from plan.named(one)
        case _:
            yield from plan.named(held)


@cache
def plan_of(kind: type) -> Plan:
    """Return the plan of an attrs class."""
    attrs.resolve_types(kind, include_extras=True)
    sealed, days, subjects, inside, others = [], set(), [], [], set()
    for a in attrs.fields(kind):
        held = _not_none(a.type)
        if is_personal(a.type):
            sealed.append(a.name)
            if Known[Day] in get_args(a.type):
                days.add(a.name)
            if ANOTHER in a.metadata:
                others.add(a.name)
        elif held is Subject:
            subjects.append(a.name)
        elif (found := _inner(held)) is not None:
            inside.append((a.name, *found))
    return Plan(
        tuple(sealed), frozenset(days), tuple(subjects), tuple(inside), frozenset(others)
    )


def personal_names(kind: type) -> frozenset[str]:
    """Return how the fields are called that hold something personal, however deep."""
    return _names(plan_of(kind))


@cache
def names_of_others(kind: type) -> frozenset[str]:
    """Return how the fields are called that name somebody else, however deep."""
    return others_in(plan_of(kind))


def others_in(plan: Plan) -> frozenset[str]:
    """Return how the fields of a plan are called that name somebody else, however deep."""
    return frozenset(map(written, plan.others)).union(
        *(others_in(inner) for _, _, inner in plan.inside)
    )


def _names(plan: Plan) -> frozenset[str]:
    return frozenset(map(written, plan.sealed)).union(
        *(_names(inner) for _, _, inner in plan.inside)
    )


def _month(day: str) -> str:
    """Return the month of a day, or what is known of it when that is less."""
    return day[: len("2013-03")] if len(day) == len("2013-03-14") else day


def _inner(kind: Any) -> tuple[str, Plan] | None:
    """Return how more stands inside a field's type, None when there is nothing."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple and inner:
        shape, target = "list", inner[0]
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        shape, target = "table", inner[1]
    else:
        shape, target = "object", kind
    if target is Subject:
        return "subjects", Plan()
    if not (isinstance(target, type) and attrs.has(target)):
        return None
    plan = plan_of(target)
    return None if plan.empty else (shape, plan)


def _not_none(kind: Any) -> Any:
    """Return T of ``T | None``."""
    if get_origin(kind) in (Union, UnionType):
        kinds = [k for k in get_args(kind) if k is not type(None)]
        return kinds[0] if len(kinds) == 1 else kind
    return kind
