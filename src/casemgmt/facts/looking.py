"""Where the facts of a store stand, looked at without bringing them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import duckdb
from attrs import frozen

from casemgmt.projections.adapter import Position
from casemgmt.projections.auditing import Audit, Difference
from casemgmt.recording.envelope import kind_of
from casemgmt.recording.port import EventLog, StoredEvent

from .generations import Generations
from .parts import KINDS
from .refresh import parked, position
from .tail import read

AMENDMENTS = frozenset({"command-corrected", "command-retracted"})
PAGE = 5_000
_SEEN = (
    "SELECT name, count(DISTINCT (rec, seq)) FROM command JOIN kind USING (type)"
    " GROUP BY name"
)


@frozen
class Looked:
    """What the newest generation says of itself.

    Attributes:
        at: Up to where it was folded.
        parked: Whose stories could not be.
        seen: How many commands it holds of each kind of event.

    """

    at: Position
    parked: frozenset[UUID]
    seen: Mapping[str, int]


def looked_at(folder: Path) -> Looked | None:
    """Return how the facts in *folder* stand, None where there are none to be read."""
    newest = Generations(folder).newest() if folder.is_dir() else None
    if newest is None:
        return None
    try:
        with read(newest) as connection:
            at = position(connection)
            if at is None:
                return None
            seen = dict(connection.execute(_SEEN).fetchall())
            return Looked(at, frozenset(parked(connection)), seen)
    except duckdb.Error:
        return None


def audited(log: EventLog, looked: Looked) -> Audit:
    """Count what the log has up to where the facts stand, and compare.

    An event that cannot be read is in the log and in no fact: it differs.
    """
    has, waiting = _counted(log, looked)
    names = sorted(has.keys() | looked.seen.keys())
    differs = (
        Difference(name, has[name], looked.seen.get(name, 0))
        for name in names
        if has[name] != looked.seen.get(name, 0)
    )
    return Audit(counts=True, differs=tuple(differs), waiting=waiting)


def _counted(log: EventLog, looked: Looked) -> tuple[Counter[str], int]:
    has, waiting, after = Counter[str](), 0, 0
    while page := log.scan(after, PAGE):
        after = page[-1].position
        for stored in page:
            name = stored.name.rpartition(".")[0]
            if stored.position > looked.at.number or not _is_folded(stored, name):
                continue
            if stored.stream in looked.parked:
                waiting += 1
            else:
                has[name] += 1
    return has, waiting


def _is_folded(stored: StoredEvent, name: str) -> bool:
    return name not in AMENDMENTS and kind_of(stored) in KINDS
