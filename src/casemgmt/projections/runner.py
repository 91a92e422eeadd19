"""Bringing one adapter up to date: batch by batch, from where it stands.

An adapter that stands in another epoch - the log was restored - begins again at the start.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from casemgmt.errors import RepairNeededError
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.port import EventLog, StoredEvent

from .adapter import Adapter, Batch, Position, Settling, checked

BATCH = 1_000


@frozen
class Progress:
    """How far an adapter came.

    Attributes:
        position: Where it stands.
        head: Where the log stands.
        events: How many events it was given.

    """

    position: int
    head: int
    events: int


def run(
    log: EventLog,
    closed: Callable[[StoredEvent], RecordedEvent],
    adapter: Adapter,
    *,
    rebuild: bool = False,
) -> Progress:
    """Bring *adapter* up to the head of *log* and return how far it came.

    Raises:
        AdapterApiError: it speaks another version of the protocol.
        RepairNeededError: it is ahead of the log, which then is not the log it followed.

    """
    at = _start(checked(adapter), log, rebuild=rebuild)
    given = 0
    if at == 0 and log.head() == 0 and adapter.position() is not None:
        adapter.project(Batch((), Position(log.epoch, 0)))  # another log, and nothing in it
    while page := log.scan(at, BATCH):
        at = page[-1].position
        adapter.project(Batch(tuple(map(closed, page)), Position(log.epoch, at)))
        given += len(page)
    if isinstance(adapter, Settling):
        adapter.settle()
    return Progress(at, log.head(), given)


def _start(adapter: Adapter, log: EventLog, *, rebuild: bool) -> int:
    position = adapter.position()
    if rebuild or position is None or position.epoch != log.epoch:
        return 0
    if position.number > log.head():
        msg = "the adapter is ahead of the log: it followed another one"
        raise RepairNeededError(msg)
    return position.number
