"""Drafts: objects of frozen classes that are filled before they are closed.

A frozen attrs class sets each field through a call; that makes an object six times as slow
to make. A story has hundreds of objects, and every reading makes them all.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def draft_of(kind: type) -> Any:
    """Return a class of objects to be filled; with ``__class__ = kind`` they are closed.

    Nothing is converted or validated on the way: what is filled in was read strictly.
    """
    open_again = {n: getattr(object, n) for n in ("__setattr__", "__delattr__")}
    return type("Draft", (kind,), {"__slots__": (), **open_again})
