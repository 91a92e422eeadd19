"""What is due for one child, as the kinds of work find it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.domain.given import POLICY, Telling, journey

from casemgmt.domain.policy import Policy
from casemgmt.domain.work_lists.items import Due, Kind
from casemgmt.domain.work_lists.listing import KINDS, due_on

Tellings = tuple[tuple[Telling, ...], ...]


def due(
    what: str,
    on: str,
    *tellings: tuple[Telling, ...],
    policy: Policy = POLICY,
    ahead: int = 0,
    kinds: Sequence[Kind] = KINDS,
) -> list[Due]:
    """Return what of the kind *what* is due on a day, the oldest first."""
    day = date.fromisoformat(on)
    child, later = journey(*tellings, as_of=on), journey(*tellings)
    found = due_on(day, child, policy, ahead=ahead, kinds=kinds, later=later)
    return sorted((d for d in found if d.what == what), key=lambda d: d.place)


def told_late(what: str, on: str, *tellings: tuple[Telling, ...], **asked) -> list:
    """Return the due day and the days late of each."""
    found = due(what, on, *tellings, **asked)
    return [(str(d.due), d.overdue_days) for d in found]
