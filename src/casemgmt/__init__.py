"""Case management for those who accompany children: told once, kept for good, explained.

>>> from casemgmt import Store
"""

from .desk import Desk
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
