"""Case management for those who accompany children: told once, kept for good, explained.

>>> from casemgmt import Store
"""

from .desk import Desk
from .domain.area import Area
from .domain.dates import Day
from .domain.journey import Journey
from .domain.personal import Personal
from .domain.policy import Policy
from .domain.told import Told
from .domain.vocabulary import Subject, Text
from .errors import CaseManagementError, RuleBrokenError
from .projections.adapter import Adapter
from .recorded import RecordedEvent
from .recording.recorder import Recorded
from .store import Store

__all__ = [
    "Adapter",
    "Area",
    "CaseManagementError",
    "Day",
    "Desk",
    "Journey",
    "Personal",
    "Policy",
    "Recorded",
    "RecordedEvent",
    "RuleBrokenError",
    "Store",
    "Subject",
    "Text",
    "Told",
]
