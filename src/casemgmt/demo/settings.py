"""The configuration of an invented season: a read model of every adapter installed here."""

from __future__ import annotations

from typing import Any

import orjson

from casemgmt.plug_ins import usable
from casemgmt.projections.adapter import found

SHOWN = frozenset({"given_name", "family_name", "reference"})
"""What a register of invented children shows, where an adapter can make use of it."""
HEAD = """\
# Every read model is brought up to date by: casemgmt project season.db
# Personal fields reach one only where they are granted here, in `fields`.
"""


def configuration() -> str:
    """Return a ``casemgmt.toml`` that keeps a read model of every adapter installed."""
    points = {point.name: point for point in found()}
    told = [_read_model(name, kind) for name, p in points.items() for kind in usable([p])]
    return "\n".join([HEAD, *told])


def _read_model(name: str, kind: Any) -> str:
    place = getattr(kind, "usual_place", f"{name}.db")
    said = {"adapter": name, "to": place}
    granted = sorted(SHOWN & frozenset(getattr(kind, "fields", ())))
    lines = [f"{key} = {_quoted(value)}" for key, value in said.items()]
    lines += [f"fields = {_quoted(granted)}"] if granted else []
    return "\n".join([f"[adapters.{_quoted(name)}]", *lines, ""])


def _quoted(value: object) -> str:
    """Return words or a list of them as TOML, which here is as JSON writes them."""
    return orjson.dumps(value).decode()
