"""Verification: the whole log is read again, and compared with what was noted of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from attrs import frozen

from casemgmt import telemetry
from casemgmt.errors import DamagedStoreError
from casemgmt.recording.port import EventLog, StoredEvent
from casemgmt.telemetry import LogLine

from .faults import MOST, Fault, What
from .tree import Tree
from .walk import Walk, strays

MARK_BYTES = 4
"""Of each leaf, in a checkpoint: they say where it changed; that it did says the root."""


@frozen
class Noted:
    """What somebody noted of a log, to be compared with it.

    Attributes:
        events: How many events it had.
        root: The root over them.
        marks: The first bytes of each leaf, where they were noted.
        unlike: What it is when the log is another one.

    """

    events: int
    root: bytes
    unlike: What
    marks: bytes = b""


@frozen
class Verified:
    """What a verification found.

    Attributes:
        events: How many events the log has.
        position: The place of the last.
        root: Their root, as RFC 6962 has it, in hexadecimal digits.
        faults: What is wrong with them, by position; a hundred at most.
        unfit: What is wrong beside them, in the engine's words.
        linked_from: The place from which events are linked; None where none is.
        marks: The first bytes of each leaf, in their order.

    """

    events: int
    position: int
    root: str
    faults: tuple[Fault, ...]
    unfit: tuple[str, ...]
    linked_from: int | None
    marks: bytes

    @classmethod
    def of_nothing(cls, why: str) -> Verified:
        """Return what is said of a log that cannot even be opened."""
        return cls(0, 0, Tree().root().hex(), (), (why,), None, b"")

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.faults or self.unfit)

    @property
    def first_bad(self) -> int | None:
        """The first place where something is wrong."""
        return self.faults[0].position if self.faults else None


def verify(
    log: EventLog, *noted: Noted, seen: Callable[[StoredEvent], None] | None = None
) -> Verified:
    """Read the whole of *log* as it stands, and compare it with what was *noted*.

    Each event is shown to *seen* on the way.
    """
    walk, marks = Walk(), bytearray()
    with ThreadPoolExecutor(1) as beside, log.snapshot() as still:
        asked = beside.submit(_unfit, log)
        for stored, leaf in walk.over(still):
            if seen is not None:
                seen(stored)
            marks += leaf[:MARK_BYTES]
            for one in noted:
                _compare(walk, one, leaf)
        unfit, unled = asked.result()
        unfit += _lost(walk, still)
    for position in islice(strays(log, unled), MOST):
        walk.faults.add(position, What.COMMAND)
    for one in noted:
        if one.events > walk.tree.size:
            walk.faults.add(walk.position + 1, What.MISSING)
        elif one.events == 0 and one.root != Tree().root():
            walk.faults.add(1, one.unlike)
    faults = walk.faults.in_order()
    if faults or unfit:
        telemetry.log(LogLine.NOT_WHOLE, faults=len(faults) + len(unfit))
    return Verified(
        events=walk.tree.size,
        position=walk.position,
        root=walk.tree.root().hex(),
        faults=faults,
        unfit=unfit,
        linked_from=walk.linked_from,
        marks=bytes(marks),
    )


def _compare(walk: Walk, noted: Noted, leaf: bytes) -> None:
    size = walk.tree.size
    if size > noted.events:
        return
    mark = noted.marks[(size - 1) * MARK_BYTES : size * MARK_BYTES]
    if mark and mark != leaf[:MARK_BYTES]:
        walk.faults.add(walk.gap, noted.unlike)
    if size == noted.events and walk.tree.root() != noted.root:
        walk.faults.add(walk.position, noted.unlike)


def _unfit(log: EventLog) -> tuple[tuple[str, ...], list[int]]:
    """Return what is wrong beside the events; the engine finds it out by itself."""
    try:
        return tuple(log.unfit()), log.unled()
    except DamagedStoreError as error:
        return (str(error),), []


def _lost(walk: Walk, log: EventLog) -> tuple[str, ...]:
    """Find what is not found by whom it names; return why that cannot be found out."""
    try:
        walk.check_named(log)
    except DamagedStoreError as error:
        return (str(error),)
    return ()
