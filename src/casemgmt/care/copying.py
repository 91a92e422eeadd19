"""A log as what has to be appended elsewhere, so that it is the same log there.

Order, ranks, ids and bytes stay, and so the root; claims and mentions come along with the
events they belong to. Where an engine can, positions stay too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from uuid import UUID

from casemgmt.errors import DamagedStoreError, NoStoreError
from casemgmt.locale.saying import Saying
from casemgmt.recording.port import (
    MENTIONS,
    Append,
    ClaimTakenError,
    CommandTakenError,
    EventLog,
    StoredEvent,
    VersionTakenError,
)
from casemgmt.recording.proof import leaf

from .envelopes import command_of
from .faults import What
from .tree import Tree
from .verify import Verified, verify
from .walk import Walk, strays

PART = 1_000
"""Events that are written together, or a few more: a part begins with a command."""
_ANOTHER = "there is another log already; nothing was added to it"
_TAKEN = (ClaimTakenError, CommandTakenError, VersionTakenError)


def parts_of(walk: Walk, log: EventLog) -> Iterator[list[Append]]:
    """Follow *log* with *walk* and yield what makes the same log elsewhere, in parts.

    Raises:
        DamagedStoreError: something is wrong in it; what is wrong is not carried further.

    """
    part: list[StoredEvent] = []
    unled = {*log.unled()}
    astray = {*strays(log, unled)}
    for stored, _ in walk.over(log):
        if stored.position in astray:
            walk.faults.add(stored.position, What.COMMAND)
        if len(part) >= PART and stored.position not in unled:
            yield _appends(log, part, unled)
            part = []
        _refuse_faults(walk)
        part.append(stored)
    walk.check_named(log)
    _refuse_faults(walk)
    if part:
        yield _appends(log, part, unled)


def fill(log: EventLog, parts: Iterable[Sequence[Append]]) -> Verified:
    """Append *parts* to *log*, or what it lacks of them, and verify it.

    Raises:
        NoStoreError: it holds something else.
        DamagedStoreError: it is not what was to be appended.

    """
    begun, tree = verify(log), Tree()
    for part in parts:
        lacking = []
        for append in part:
            if tree.size == begun.events:
                _refuse_another(begun, tree)
            if tree.size >= begun.events:
                lacking.append(append)
            tree.add(_leaf(append.event))
        _append(log, lacking)
    if tree.size <= begun.events:
        _refuse_another(begun, tree)
    found = verify(log)
    if not found.ok or found.root != tree.root().hex():
        raise DamagedStoreError.because("store.copy-differs")
    return found


def _append(log: EventLog, lacking: Sequence[Append]) -> None:
    if not lacking:
        return
    try:
        log.append(lacking)
    except _TAKEN:  # somebody else is writing to it
        raise NoStoreError.because("store.another-log") from None


def _refuse_another(begun: Verified, tree: Tree) -> None:
    if begun.root != tree.root().hex():
        raise NoStoreError.because("store.another-log")


def _refuse_faults(walk: Walk) -> None:
    for fault in walk.faults.in_order():
        what = Saying(f"proof.{fault.what.value}", {})
        raise DamagedStoreError.because(
            "store.log-not-whole", position=fault.position, what=what
        )


def _leaf(event: StoredEvent) -> bytes:
    return leaf(event.stream.hex, event.version, event.name, event.state)


def _appends(
    log: EventLog, part: Sequence[StoredEvent], unled: Collection[int]
) -> list[Append]:
    commands = [None if s.position in unled else command_of(s) for s in part]
    held = log.held([command for command in commands if command is not None])
    return [
        Append(
            event=stored,
            command_id=command,
            claims=tuple(held.get(command, ())) if command is not None else (),
            mentions=_mentions(log, stored) if stored.version == 1 else (),
        )
        for stored, command in zip(part, commands, strict=True)
    ]


def _mentions(log: EventLog, first: StoredEvent) -> tuple[tuple[UUID, str], ...]:
    """Return all that a story mentions; it is kept by story, and copied with its first."""
    stream = first.stream
    return tuple((s, kind) for kind in MENTIONS for s in log.mentions(stream, kind))
