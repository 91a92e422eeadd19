"""Drafts: objects of frozen classes that are filled before they are closed.

A frozen attrs class sets each field through a call; that makes an object six times as slow
to make. A story has hundreds of objects, and every reading makes them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import attrs


@cache
def draft_of(kind: type) -> Any:
    """Return a class of objects to be filled; with ``__class__ = kind`` they are closed.

    Nothing is converted or validated on the way: what is filled in was read strictly.
    """
    open_again = {n: getattr(object, n) for n in ("__setattr__", "__delattr__")}
    return type("Draft", (kind,), {"__slots__": (), **open_again})


@cache
def maker(kind: type) -> Callable[..., Any]:
    """Return what makes an object of *kind* from its fields, all of them, in their order.

    They are taken as they are, so they must have been converted and checked before.
    """
    fields = [a.name for a in attrs.fields(kind)]
    return _written(kind, f"make({', '.join(fields)})", {name: name for name in fields})


@cache
def copier(kind: type) -> Callable[[Any], Any]:
    """Return what makes an object of *kind* with the fields of a given object.

    They are taken as they are, so they must have been converted and checked before.
    """
    names = [a.name for a in attrs.fields(kind)]
    return _written(kind, "copy(of)", {name: f"of.{name}" for name in names})


@cache
def retelling(kind: type) -> Callable[[Any, Any], bool]:
    """Return what tells whether an object of *kind* has the very fields of another."""
    names = [a.name for a in attrs.fields(kind)]
    same = " and ".join(f"one.{name} is other.{name}" for name in names) or "True"
    return eval(f"lambda one, other: {same}")  # type: ignore[no-any-return]  # noqa: S307 - of our own classes, as attrs does


def _written(kind: type, called: str, fields: Mapping[str, str]) -> Callable[..., Any]:
    """Return the function so *called*, which fills each field from the words given."""
    names: dict[str, Any] = {
        "KIND": kind,
        "DRAFT": draft_of(kind),
        "NEW": object.__new__,
    }
    source = [
        f"def {called}:",
        "    MADE = NEW(DRAFT)",
        *(f"    MADE.{name} = {value}" for name, value in fields.items()),
        "    MADE.__class__ = KIND",
        "    return MADE",
    ]
    exec("\n".join(source), names)  # noqa: S102 - of our own classes, as attrs does
    made: Callable[..., Any] = names[called.partition("(")[0]]
    return made
