"""What each of two stores remembers of an exchange: with whom, when, how much, by whom."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from attrs import frozen

from casemgmt.domain.exchanges import StoreExchanged
from casemgmt.opening.addresses import without_secrets
from casemgmt.opening.parts import Parts
from casemgmt.recording.own_story import EXCHANGES, tell

from .conflicts import Because
from .exchanging import Exchanged


@frozen
class Remembered:
    """One exchange, as a store remembers it.

    Attributes:
        at: When it ended, in UTC.
        by: Who asked for it.
        told: With which store, and what became of it.

    """

    at: datetime
    by: str
    told: StoreExchanged


def remember(here: Parts, there: Parts, exchanged: Exchanged, by: str) -> None:
    """Let both stores remember an exchange, each as it looks from there."""
    sent, received = exchanged.sent, exchanged.received
    for own, other, gave, got in (
        (here, there, sent, received),
        (there, here, received, sent),
    ):
        who = own.recorder.desk.door.actor(by, "person")
        tell(own.recorder, EXCHANGES, _told(other, exchanged, gave, got), by=who)


def remembered(parts: Parts) -> tuple[Remembered, ...]:
    """Return every exchange of a store, oldest first."""
    with parts.recorder.locked():
        entries = parts.shelf.fresh(EXCHANGES).entries
    return tuple(
        Remembered(entry.recorded_at, entry.by, entry.event)
        for entry in entries
        if isinstance(entry.event, StoreExchanged)
    )


def _told(other: Parts, exchanged: Exchanged, sent: int, received: int) -> StoreExchanged:
    why = Counter(conflict.because for conflict in exchanged.conflicts)
    return StoreExchanged(
        other=other.shelf.log.epoch,
        address=without_secrets(other.address or ""),
        sent=sent,
        received=received,
        refused=why[Because.REFUSED],
        conflicts=len(exchanged.conflicts),
    )
