"""What a field of a command holds, in the words of the journal file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

import attrs

from casemgmt import Day, Subject, Text
from casemgmt.domain.vocabulary import Listed, Marked, Quantity
from casemgmt.recording.kinds import held, is_personal, written

from .markdown import anchor, code, codes, link

PLAIN: Mapping[Any, str] = {
    Day: "day",
    Decimal: "number",
    Quantity: "figure",
    Subject: "subject",
    Text: "text",
    UUID: "id",
    bool: "true or false",
    int: "whole number",
    str: "string",
}
FORMS = {
    "code": "free code",
    "count": "whole number",
    "month": "month",
    "number": "number",
    "ref": "reference",
    "school-year": "school year",
    "season": "season",
}
CODES = "../codes.md"


def rows(kind: type) -> list[tuple[str, str, str, str]]:
    """Return a row for each field: name, what it holds, optional, personal."""
    attrs.resolve_types(kind, include_extras=True)
    return [
        (
            code(written(a.name)),
            said(held(a.type)),
            _default(a.default),
            "sealed" if is_personal(a.type) else "",
        )
        for a in attrs.fields(kind)
    ]


def said(kind: Any) -> str:
    """Return what a value of *kind* is."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _annotated(inner[1])
    if origin is Literal:
        return codes(inner)
    if origin is tuple:
        many = "list:" if inner[1:] == (Ellipsis,) else f"{len(inner)} ×"
        return f"{many} {said(inner[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _table(*inner)
    if origin in (Union, UnionType):
        return " or ".join(said(k) for k in inner)
    return PLAIN.get(kind) or link(kind.__name__, f"#{anchor(kind.__name__)}")


def inside(kind: Any) -> list[type]:
    """Return the values with fields of their own that stand inside *kind*."""
    if isinstance(kind, type) and attrs.has(kind) and kind not in PLAIN:
        return [kind]
    return [found for part in get_args(kind) for found in inside(part)]


def values(command: type) -> list[type]:
    """Return the values with fields of their own that *command* holds."""
    attrs.resolve_types(command, include_extras=True)
    return [v for a in attrs.fields(command) for v in inside(held(a.type))]


def lists(command: type) -> set[str]:
    """Return the lists of codes that *command* and what it holds draw from."""
    attrs.resolve_types(command, include_extras=True)
    own = {name for a in attrs.fields(command) for name in _lists(a.type)}
    return own.union(*(lists(value) for value in values(command)))


def _lists(kind: Any) -> set[str]:
    here = {kind.list} if isinstance(kind, Listed) else set()
    return here.union(*(_lists(part) for part in get_args(kind)))


def _annotated(mark: Listed | Marked) -> str:
    if isinstance(mark, Marked):
        return FORMS[mark.form]
    listed = f"code of {link(mark.list, f'{CODES}#{anchor(mark.list)}')}"
    return listed + (f" or {codes(mark.also)}" if mark.also else "")


def _table(key: Any, value: Any) -> str:
    if value is Any:
        return "table: the data of the command that is put right, whole"
    return f"table by {said(key)}, each {said(value)}"


def _default(value: Any) -> str:
    if value is attrs.NOTHING:
        return "required"
    if value in (None, ()):
        return "optional"
    return f"optional, {code(str(value).lower())} when absent"
