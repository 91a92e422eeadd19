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
    Settling,
)
from casemgmt.projections.retelling import (
    as_kept,
    as_told,
    from_kept,
    journey_of,
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
    "Settling",
    "Subject",
    "Withheld",
    "as_data",
    "as_kept",
    "as_told",
    "from_kept",
    "journey_of",
]
