"""What was learnt after a request was recorded, and may change how it is decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from casemgmt.domain.told import Entry, Order, speaks_of_the_record


@frozen
class Learnt:
    """One thing learnt after a request.

    Attributes:
        entry: What was learnt.
        asked: The request.
        moved_in: By its own time it is older than the request: it is of another system's
            history and was stored later.

    """

    entry: Entry
    asked: Entry
    moved_in: bool = False

    def comes_after(self, other: Entry) -> bool:
        """Whether *other* was known before this."""
        if not self.moved_in:
            return when(other) < when(self.entry)
        return when(other) <= when(self.asked) and other.position < self.entry.position


def when(entry: Entry) -> tuple[datetime, int]:
    """Return the place of *entry* in the order in which things became known."""
    return entry.recorded_at, entry.position


def learnt_since(asked: Entry, place: Order, entries: Iterable[Entry]) -> list[Learnt]:
    """Return what was learnt after *asked*, at *place*, and may change it, in its order."""
    later = [e for e in entries if e.position > asked.position or when(e) > when(asked)]
    may = [e for e in later if _may_change(e, place)]
    moved_in = sorted((e for e in may if when(e) < when(asked)), key=lambda e: e.position)
    since = sorted((e for e in may if when(e) > when(asked)), key=when)
    old = [Learnt(entry, asked, moved_in=True) for entry in moved_in]
    return [*old, *(Learnt(entry, asked) for entry in since)]


def _may_change(entry: Entry, place: Order) -> bool:
    """Whether *entry* may change a decision at *place*, when it is learnt later."""
    if entry.corrects is not None or entry.retracts is not None:
        return True
    return entry.order < place or speaks_of_the_record(entry.event)
