"""Drafts: objects of frozen classes that are filled before they are closed.

A frozen attrs class sets each field through a call; that makes an object six times as slow
to make. A story has hundreds of objects, and every reading makes them all.
"""

from __future__ import annotations

from collections.abc import Callable
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
def copier(kind: type) -> Callable[[Any], Any]:
    """Return what makes an object of *kind* with the fields of a given object.

    They are taken as they are, so they must have been converted and checked before.
    """
    names = {"kind": kind, "draft": draft_of(kind), "new": object.__new__}
    source = [
        "def copy(of):",
        "    made = new(draft)",
        *(f"    made.{a.name} = of.{a.name}" for a in attrs.fields(kind)),
        "    made.__class__ = kind",
        "    return made",
    ]
    exec("\n".join(source), names)  # noqa: S102 - of our own classes, as attrs does
    made: Callable[[Any], Any] = names["copy"]
    return made
