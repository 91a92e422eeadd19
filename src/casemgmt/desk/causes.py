"""What moves a published figure: an event recorded since, and what kind of news it is."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from attrs import frozen

from casemgmt.domain.told import Entry
from casemgmt.recorded import event_id

LINKS = ("persons-linked", "persons-unlinked")
Why = Literal["late", "corrected", "retracted", "linked", "erased"]


@frozen
class Cause:
    """What was recorded since and moved a figure, and what kind of news it is."""

    event: UUID
    why: Why


def cause_of(entry: Entry) -> Cause:
    """Return *entry* as what moved a figure."""
    return Cause(event_id(entry.command_id), _why(entry))


def when_recorded(entry: Entry) -> tuple[datetime, str]:
    """Return what sorts entries in the order of recording."""
    return entry.recorded_at, str(entry.command_id)


def _why(entry: Entry) -> Why:
    if entry.corrects is not None:
        return "corrected"
    if entry.retracts is not None:
        return "retracted"
    return "linked" if entry.name.rpartition(".")[0] in LINKS else "late"
