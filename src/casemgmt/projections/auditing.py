"""What the log has against what a read model was given: by stored name, to its position."""

from __future__ import annotations

from collections import Counter

from attrs import frozen

from .adapter import Adapter, Counting
from .runner import BATCH, Source


@frozen
class Difference:
    """Events of one stored name of which a read model was given more, or fewer."""

    event: str
    log: int
    seen: int


@frozen
class Audit:
    """What an audit found.

    Attributes:
        counts: Whether the adapter counts what it is given; else nothing can be said.
        differs: Where it was given something else than the log has.
        waiting: How many events wait with their stories: they are no difference.

    """

    counts: bool
    differs: tuple[Difference, ...] = ()
    waiting: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing is missing, and nothing was given that is not there."""
        return not self.differs


def audit(source: Source, adapter: Adapter) -> Audit:
    """Count what the log has up to where *adapter* stands, and compare."""
    if not isinstance(adapter, Counting):
        return Audit(counts=False)
    position = adapter.position()
    here = position is not None and position.epoch == source.log.epoch
    has, waiting = _counted(source, position.number if here and position else 0)
    seen = {name: n for name, n in adapter.seen().items() if n} if here else {}
    names = sorted(has.keys() | seen.keys())
    return Audit(
        counts=True,
        differs=tuple(
            Difference(name, has[name], seen.get(name, 0))
            for name in names
            if has[name] != seen.get(name, 0)
        ),
        waiting=waiting,
    )


def _counted(source: Source, until: int) -> tuple[Counter[str], int]:
    known = source.ledger.read()
    waits = {} if known is None else known.waiting
    has, waiting, at = Counter[str](), 0, 0
    while page := source.log.scan(at, BATCH):
        at = page[-1].position
        for stored in page:
            if stored.position > until or not source.reading.reads(stored):
                continue
            entry = waits.get(stored.stream)
            if entry is not None and stored.version >= entry.version:
                waiting += 1
            else:
                has[stored.name] += 1
        if at >= until:
            break
    return has, waiting
