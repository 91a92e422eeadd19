"""A good line for every command, and a walk through all its fields, made from the types."""

from collections.abc import Mapping
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

import attrs

from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Known
from casemgmt.domain.vocabulary import Listed, Marked, Quantity, Subject, Text
from casemgmt.recording.kinds import is_personal, written
from casemgmt.recording.registry import Registry
from casemgmt.vocabularies import default

REGISTRY = Registry.of()
AN_ID = "5d0c0000-0000-4000-8000-00000000000a"
SECRET = "Zineb-Unique"
PLAIN = {
    Any: 1,
    Day: "2025-09-03",
    Quantity: {"value": 2300, "at_least": True, "raw": {"fr": "plus de 2300"}},
    Subject: "child:C02",
    Text: {"ar": "كلمة", "fr": SECRET},
    UUID: AN_ID,
    bool: True,
    int: 3,
    str: "neither",
}
FORMS = {
    "code": "a-code",
    "ref": "P-1",
    "school-year": "2025-2026",
    "season": "2009-2010",
    "month": "2025-10",
    "number": 2.5,
    "count": 3,
}


def good_line(command: str) -> dict[str, Any]:
    """A line in which every field of *command* is said."""
    kind = REGISTRY.commands[command]
    of = REGISTRY.subjects[kind]
    return {
        "id": AN_ID,
        "command": command,
        "subject": f"{'child' if of == 'any' else of}:K1",
        "on": "2025-09-03",
        "by": "amina",
        "data": data_of(kind),
    }


def data_of(kind: type) -> dict[str, Any]:
    attrs.resolve_types(kind, include_extras=True)
    return {written(a.name): sample(held(a.type)) for a in attrs.fields(kind)}


def held(kind: Any) -> Any:
    """What is held when something is: neither None nor closed to the reader."""
    if is_personal(kind):
        return get_args(next(k for k in get_args(kind) if get_origin(k) is Known))[0]
    parts = [k for k in get_args(kind) if k is not NoneType]
    return parts[0] if get_origin(kind) in (Union, UnionType) else kind


def sample(kind: Any) -> Any:  # noqa: PLR0911 - one each
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return code_of(inner[1])
    if origin is Literal:
        return inner[0]
    if origin is tuple:
        return [sample(inner[0])] * (1 if inner[1:] == (Ellipsis,) else len(inner))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if inner[1] is Any:
            return {"kit": "hygiene"}
        names = ("educational", "psychological", "social")
        return {name: sample(inner[1]) for name in names}
    if kind in PLAIN:
        return PLAIN[kind]
    return FORMS["number"] if kind is Decimal else data_of(kind)


def code_of(mark: Listed | Marked) -> Any:
    return min(default().lists[mark.list]) if isinstance(mark, Listed) else FORMS[mark.form]


@attrs.frozen
class Place:
    """One field of a command, or of a value inside it."""

    command: str
    path: tuple[str | int, ...]
    kind: Any
    required: bool
    personal: bool

    def __str__(self):
        return f"{self.command} {self.field}"

    @property
    def field(self) -> str:
        """The field as an error names it."""
        said = (f"[{p}]" if isinstance(p, int) else str(p) for p in ("data", *self.path))
        return ".".join(said).replace(".[", "[")

    def holder(self, line: dict[str, Any]) -> Any:
        """What holds the field in *line*."""
        at = line["data"]
        for step in self.path[:-1]:
            at = at[step]
        return at

    def put(self, line: dict[str, Any], value: Any) -> dict[str, Any]:
        """*line* with *value* in this field."""
        self.holder(line)[self.path[-1]] = value
        return line


def places(command: str) -> list[Place]:
    return list(_places(command, REGISTRY.commands[command], ()))


def _places(command: str, kind: type, before: tuple[str | int, ...]):
    attrs.resolve_types(kind, include_extras=True)
    for a in attrs.fields(kind):
        path, of = (*before, written(a.name)), held(a.type)
        required = a.default is attrs.NOTHING
        yield Place(command, path, of, required, is_personal(a.type))
        parts = [k for k in (of, *get_args(of)) if isinstance(k, type) and attrs.has(k)]
        step = {tuple: (0,), None: ()}.get(get_origin(of), ("social",))
        for inner in set(parts) - PLAIN.keys():
            yield from _places(command, inner, (*path, *step))


EVERY_PLACE = [place for command in REGISTRY.commands for place in places(command)]
