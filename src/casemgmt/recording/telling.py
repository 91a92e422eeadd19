"""Events as other tools read them: the data of interchange.md, in the clear."""

from __future__ import annotations

from functools import cache
from typing import Any

from cattrs import Converter

from casemgmt.domain.amendments import CommandCorrected

from .envelope import Unreadable
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
                "data": _shapes().unstructure(event.corrected),
                "reason": _shapes().unstructure(event.reason, unstructure_as=_reason()),
            }
            return said | ({"on": str(event.on)} if event.on else {})
        case _:
            data: dict[str, Any] = _shapes().unstructure(event)
            return data


def _reason() -> Any:
    import attrs

    attrs.resolve_types(CommandCorrected, include_extras=True)
    return attrs.fields(CommandCorrected).reason.type
