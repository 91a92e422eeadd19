"""What ``recording.shapes`` takes, in JSON Schema: the same types, read once more."""

from __future__ import annotations

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
from casemgmt.recording.shapes import Lists

from .values import ANYTHING, NULL, VALUES, Schema, closed, one_of_several, ref

PLAIN: Mapping[Any, Schema] = {
    Any: {},
    object: {"type": "object"},  # of a correction: the data put right
    Day: ref("day"),
    Decimal: ref("number"),
    Quantity: ref("figure"),
    Subject: ref("subject"),
    Text: ref("text"),
    UUID: ref("id"),
    bool: {"type": "boolean"},
    int: ref("count"),
    str: {"type": "string"},
}
JSON = {int: "integer", str: "string"}
FORGOTTEN = closed(
    {"forgotten": {"const": True}, "left": ref("day")},
    ["forgotten"],
    description="It was erased; left is what statistics may still say.",
)
WITHHELD = closed(
    {"withheld": {"const": True}, "left": ref("day")},
    ["withheld"],
    description="This reader may not see it; left is what statistics may say all the same.",
)


class Kinds:
    """Turns the types of fields into schemas, and keeps those that have a name.

    With *lists* it says what is taken at the door, codes checked in their lists; without,
    what was stored once, which today's vocabulary does not judge.
    """

    def __init__(self, lists: Lists | None) -> None:
        self._lists = lists
        self.defs: dict[str, Schema] = dict(VALUES)
        if lists is None:
            self.defs |= {"forgotten": FORGOTTEN, "withheld": WITHHELD}

    def fields(self, cls: type, **more: Any) -> Schema:
        """Return the schema of an object that holds the fields of *cls*."""
        attrs.resolve_types(cls, include_extras=True)
        told = attrs.fields(cls)
        required = [written(a.name) for a in told if a.default is attrs.NOTHING]
        return closed({written(a.name): self._field(a) for a in told}, required, **more)

    def of(self, kind: Any) -> Schema:  # noqa: PLR0911 - one each
        """Return the schema of a value of *kind*."""
        origin, inner = get_origin(kind), get_args(kind)
        if is_personal(kind):
            return self._personal(inner)
        if origin is Annotated:
            return self._marked(inner[1])
        if origin is Literal:
            return {"type": JSON[type(inner[0])], "enum": list(inner)}
        if origin is tuple:
            return self._sequence(inner)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._table(*inner)
        if origin in (Union, UnionType):
            return one_of_several(*(self.of(k) for k in inner if k is not NoneType))
        return dict(PLAIN[kind]) if kind in PLAIN else self._named(kind)

    def _field(self, told: attrs.Attribute[Any]) -> Schema:
        """Return the schema of one field; null says nothing of an optional one."""
        schema = self.of(told.type)
        if told.default is not attrs.NOTHING:
            flat = schema["anyOf"] if schema.keys() == {"anyOf"} else [schema]
            schema = one_of_several(*flat, NULL)
        return schema | ({"x-personal": True} if is_personal(told.type) else {})

    def _personal(self, kinds: tuple[Any, ...]) -> Schema:
        known = next(k for k in kinds if get_origin(k) is Known)
        inner = self.of(get_args(known)[0])
        if self._lists is not None:
            return inner
        return one_of_several(inner, ref("forgotten"), ref("withheld"))

    def _marked(self, mark: Listed | Marked) -> Schema:
        return self._listed(mark) if isinstance(mark, Listed) else ref(mark.form)

    def _listed(self, mark: Listed) -> Schema:
        if self._lists is None:
            return {"type": "string", "x-list": mark.list}
        name = ".".join(("codes", mark.list, *mark.also))
        codes = self._lists.get(mark.list, frozenset()) | set(mark.also)
        self.defs.setdefault(name, {"enum": sorted(codes), "x-list": mark.list})
        return ref(name)

    def _sequence(self, inner: tuple[Any, ...]) -> Schema:
        many: Schema = {"type": "array", "items": self.of(inner[0])}
        if inner[1:] == (Ellipsis,):
            return many
        return many | {"minItems": len(inner), "maxItems": len(inner)}

    def _table(self, key: Any, value: Any) -> Schema:
        if value is Any:
            return dict(ANYTHING)
        names, held = self.of(key), self.of(value)
        return {"type": "object", "propertyNames": names, "additionalProperties": held}

    def _named(self, cls: type) -> Schema:
        name = f"value.{cls.__name__}"
        if name not in self.defs:
            said = " ".join((cls.__doc__ or "").split("\n\n")[0].split())
            self.defs[name] = self.fields(cls, description=said)
        return ref(name)
