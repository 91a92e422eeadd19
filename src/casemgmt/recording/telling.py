"""Events as other tools read them: the data of interchange.md, in the clear."""

from __future__ import annotations

from functools import cache
from typing import Any

import attrs
from cattrs import Converter

from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.personal import Withheld

from .closed import WITHHELD
from .envelope import Unreadable
from .kinds import is_personal, written
from .shapes import converter


@cache
def _shapes() -> Converter:
    return converter()


def as_data(event: Any) -> dict[str, Any]:
    """Return the data of *event* as a journal writes it.

    A correction shows the whole corrected data; an event that cannot be read says so.
    """
    match event:
        case Unreadable(why=why):
            return {"unreadable": why}
        case CommandCorrected():
            said = {
                "data": _data(event.corrected),
                "reason": _shapes().unstructure(event.reason, unstructure_as=_reason()),
            }
            return said | ({"on": str(event.on)} if event.on else {})
        case _:
            return _data(event)


def _data(event: Any) -> dict[str, Any]:
    kind: type = type(event)
    if not any(isinstance(getattr(event, name), Withheld) for name in _clear(kind)):
        data: dict[str, Any] = _shapes().unstructure(event)
        return data
    return {
        written(a.name): _shown(value, a.type)
        for a in attrs.fields(kind)
        if (value := getattr(event, a.name)) is not None
    }


@cache
def _clear(kind: type) -> tuple[str, ...]:
    """Return the fields that hold nothing personal, and may be withheld all the same."""
    attrs.resolve_types(kind, include_extras=True)
    return tuple(a.name for a in attrs.fields(kind) if not is_personal(a.type))


def _shown(value: Any, of: Any) -> Any:
    if isinstance(value, Withheld) and not is_personal(of):
        return WITHHELD
    return _shapes().unstructure(value, unstructure_as=of)


def _reason() -> Any:
    attrs.resolve_types(CommandCorrected, include_extras=True)
    return attrs.fields(CommandCorrected).reason.type
