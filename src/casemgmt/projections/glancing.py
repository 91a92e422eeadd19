"""Whether a read model needs to be brought up: what a follower finds out without asking it.

Of most of what is recorded many a read model reads nothing. That the log went on is kept
now and then, not at each look: it is written to the disk of whoever records.
"""

from __future__ import annotations

from time import monotonic

from attrs import define

from .progress import Progress
from .runner import BATCH, Source

KEPT_EVERY = 10.0
"""Seconds for which a position may wait to be kept, while nothing comes that is read."""


@define
class Glance:
    """What a follower has seen of the log since it brought a read model up.

    Attributes:
        source: What is followed.
        stands: Where the read model stood then.
        at: Up to here the log holds nothing more that it reads.
        due: When its position is to be kept, by a clock that only goes forward.

    """

    source: Source
    stands: Progress
    at: int
    due: float

    @classmethod
    def after(cls, source: Source, stands: Progress) -> Glance:
        """Return what is seen by who has just brought it up."""
        return cls(source, stands, stands.position or 0, monotonic() + KEPT_EVERY)

    def is_enough(self) -> bool:
        """Whether nothing is to be given, and its position may still wait."""
        return monotonic() < self.due and not self._anything_new()

    def has_seen_more(self) -> bool:
        """Whether the log went on beyond what the read model knows."""
        return self.at > (self.stands.position or 0)

    def _anything_new(self) -> bool:
        """Whether anything came that is read; else it is known up to where nothing did."""
        while page := self.source.log.scan(self.at, BATCH):
            if any(map(self.source.reading.reads, page)):
                return True
            self.at = page[-1].position
            if len(page) < BATCH:
                break
        return False
