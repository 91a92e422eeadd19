"""To write an adapter: what it is given, promises, and may say of itself."""

from __future__ import annotations

from casemgmt.config import Config
from casemgmt.domain.personal import Forgotten, Known, Personal, Withheld
from casemgmt.domain.vocabulary import Subject
from casemgmt.domain.work_lists.resting import Rest
from casemgmt.limited.limiting import Limits
from casemgmt.projections.adapter import (
    Adapter,
    Batch,
    Beside,
    Counting,
    Divisible,
    Position,
    Settling,
    Shareable,
)
from casemgmt.projections.isolation import Isolated
from casemgmt.projections.open_work import OpenWork, open_work
from casemgmt.projections.retelling import (
    as_kept,
    as_told,
    from_kept,
    is_forgotten,
    journey_of,
)
from casemgmt.projections.stories import Stories, links_in
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.port import Bucket
from casemgmt.recording.telling import as_data

__all__ = [
    "Adapter",
    "Batch",
    "Beside",
    "Bucket",
    "Config",
    "Counting",
    "Divisible",
    "Forgotten",
    "Isolated",
    "Known",
    "Limits",
    "OpenWork",
    "Personal",
    "Position",
    "RecordedEvent",
    "Rest",
    "Settling",
    "Shareable",
    "Stories",
    "Subject",
    "Withheld",
    "as_data",
    "as_kept",
    "as_told",
    "from_kept",
    "is_forgotten",
    "journey_of",
    "links_in",
    "open_work",
]
