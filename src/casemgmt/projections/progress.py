"""How far a read model came, and how far it is behind: in events, and in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import orjson
from attrs import frozen

from casemgmt.domain.read_models import ReadModel
from casemgmt.recording.envelope import DAMAGED, instant
from casemgmt.recording.port import StoredEvent

from .runner import Source

COUNTED = 5_000
"""So many events of the log are looked at; where more lie behind, all of them count."""


class State(StrEnum):
    """How a projection is.

    ``running``: nothing stands in its way. ``retrying``: the destination takes nothing, and
    is asked again. ``stopped``: it took nothing for so long that nobody asks any more, or
    does not say where it stands; the next run asks. ``parked``: everything flows but some
    stories. ``paused``: somebody wants it to rest.
    """

    RUNNING = "running"
    RETRYING = "retrying"
    PARKED = "parked"
    STOPPED = "stopped"
    PAUSED = "paused"


@frozen
class Progress:
    """How far a projection came.

    Attributes:
        projection: What the organisation calls it.
        position: Where it stands in the log; None where it does not say.
        head: Where the log stands.
        behind_events: How many events it would read and was not given.
        behind_seconds: How long the first of them has been waiting.
        parked: How many stories wait.
        state: How it is.
        events: How many events it was given this time.
        address: Where it is kept, without any password.

    """

    projection: str
    position: int | None
    head: int
    behind_events: int = 0
    behind_seconds: float = 0.0
    parked: int = 0
    state: State = State.RUNNING
    events: int = 0
    address: str = ""


def behind(source: Source, position: int, now: datetime) -> tuple[int, float]:
    """Return how many events wait beyond *position*, and how long the first has waited."""
    page = source.log.scan(position, COUNTED)
    waiting = [event for event in page if source.reading.reads(event)]
    if not waiting:
        return 0, 0.0
    full = len(page) == COUNTED
    events = source.log.head() - position if full else len(waiting)
    first = next(_stored_at(waiting), now)
    return events, max(0.0, round((now - first).total_seconds(), 3))


def state_of(
    known: ReadModel | None, *, paused: bool, held: bool, silent: bool = False
) -> State:
    """Return how a projection is.

    Args:
        known: What the log says of it.
        paused: Whether somebody wants it to rest.
        held: Whether somebody runs it just now.
        silent: Whether it does not say where it stands.

    """
    if paused:
        return State.PAUSED
    if silent or (known is not None and known.unreached is not None):
        return State.RETRYING if held else State.STOPPED
    return State.PARKED if known is not None and known.waiting else State.RUNNING


def _stored_at(events: list[StoredEvent]) -> Iterator[datetime]:
    """Yield when each was stored, by the store's own clock; nothing of a damaged one."""
    for event in events:
        try:
            said = orjson.loads(event.state)
            yield instant(said.get("stored", said["at"]))
        except DAMAGED:
            continue
