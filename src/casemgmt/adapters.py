"""To write an adapter: what it is given, promises, and may say of itself."""

from __future__ import annotations

from casemgmt.domain.personal import Forgotten, Known, Personal, Withheld
from casemgmt.domain.vocabulary import Subject
from casemgmt.projections.adapter import (
    Adapter,
    Batch,
    Beside,
    Counting,
    Divisible,
    Position,
)
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.telling import as_data

__all__ = [
    "Adapter",
    "Batch",
    "Beside",
    "Counting",
    "Divisible",
    "Forgotten",
    "Known",
    "Personal",
    "Position",
    "RecordedEvent",
    "Subject",
    "Withheld",
    "as_data",
]
