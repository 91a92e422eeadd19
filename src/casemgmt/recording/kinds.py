"""What the type of a field says of it: what it holds, how its name is written."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from casemgmt.domain.personal import Known, Withheld


def written(name: str) -> str:
    """Return a field as JSON writes it: ``from_`` is ``from``."""
    return name.rstrip("_")


def is_annotated(kind: Any) -> bool:
    """Whether *kind* is marked with the list or the form it is written in."""
    return get_origin(kind) is Annotated


def is_literal(kind: Any) -> bool:
    """Whether *kind* is one of a few words."""
    origin: Any = get_origin(kind)
    return origin is Literal


def is_tuple(kind: Any) -> bool:
    """Whether *kind* is several of a kind, or a fixed number of them."""
    return get_origin(kind) is tuple


def is_mapping(kind: Any) -> bool:
    """Whether *kind* is a table by name."""
    return isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Mapping)


def is_personal(kind: Any) -> bool:
    """Whether *kind* is ``Personal[T]``, or that or None."""
    return get_origin(kind) in (Union, UnionType) and Withheld in get_args(kind)


def held(kind: Any) -> Any:
    """Return what is held when something is: neither None nor closed to the reader."""
    if is_personal(kind):
        known = next(k for k in get_args(kind) if get_origin(k) is Known)
        return get_args(known)[0]
    parts = [k for k in get_args(kind) if k is not NoneType]
    optional = get_origin(kind) in (Union, UnionType) and len(parts) == 1
    return parts[0] if optional else kind
