"""Case management for those who accompany children: told once, kept for good, explained.

The doors open when they are first used: importing the package alone costs nothing.

>>> from casemgmt import Store
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .desk.desk import Desk
    from .domain.area import Area
    from .domain.dates import Day
    from .domain.journey import Journey
    from .domain.personal import Forgotten, Known, Personal, Withheld
    from .domain.policy import Policy
    from .domain.rules import RuleBook
    from .domain.told import Told
    from .domain.vocabulary import Quantity, Subject, Text
    from .errors import CaseManagementError, RuleBrokenError
    from .projections.adapter import Adapter, Batch, Position
    from .recorded import RecordedEvent
    from .recording.recorder import Recorded
    from .store import Store

__all__ = [
    "Adapter",
    "Area",
    "Batch",
    "CaseManagementError",
    "Day",
    "Desk",
    "Forgotten",
    "Journey",
    "Known",
    "Personal",
    "Policy",
    "Position",
    "Quantity",
    "Recorded",
    "RecordedEvent",
    "RuleBook",
    "RuleBrokenError",
    "Store",
    "Subject",
    "Text",
    "Told",
    "Withheld",
]

_ROOMS = {
    "desk.desk": ("Desk",),
    "domain.area": ("Area",),
    "domain.dates": ("Day",),
    "domain.journey": ("Journey",),
    "domain.personal": ("Forgotten", "Known", "Personal", "Withheld"),
    "domain.policy": ("Policy",),
    "domain.rules": ("RuleBook",),
    "domain.told": ("Told",),
    "domain.vocabulary": ("Quantity", "Subject", "Text"),
    "errors": ("CaseManagementError", "RuleBrokenError"),
    "projections.adapter": ("Adapter", "Batch", "Position"),
    "recorded": ("RecordedEvent",),
    "recording.recorder": ("Recorded",),
    "store": ("Store",),
}
_BEHIND = {door: room for room, doors in _ROOMS.items() for door in doors}


def __getattr__(name: str) -> Any:
    """Open the door *name*."""
    if name not in _BEHIND:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    found = getattr(import_module(f"{__name__}.{_BEHIND[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the doors."""
    return sorted(__all__)
