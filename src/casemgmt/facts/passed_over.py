"""What no figure rests on: what could not be read, or whose story could not be folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COUNTED = (
    "SELECT (SELECT coalesce(sum(events), 0) FROM unread), (SELECT count(*) FROM unread),"
    " (SELECT count(*) FROM parked)"
)


@frozen
class PassedOver:
    """What the figures of a store passed over.

    Attributes:
        events: How many events could not be read: they are damaged, or of a newer program.
            Those of areas that are not installed are not counted.
        stories: In how many stories these stand.
        parked: How many stories could not be folded; what they said before still counts.

    """

    events: int = 0
    stories: int = 0
    parked: int = 0

    def __bool__(self) -> bool:
        return bool(self.events or self.parked)

    @classmethod
    def of(cls, facts: DuckDBPyConnection) -> PassedOver:
        """Return what these facts passed over."""
        events, stories, parked = facts.execute(_COUNTED).fetchall()[0]
        return cls(int(events), stories, parked)
