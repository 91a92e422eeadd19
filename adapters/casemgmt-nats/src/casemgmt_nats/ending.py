"""Where the events of a log end: looked for from the end of all messages.

Servers know the last of all messages; for the last of some they look through the log.
After an event stands only what was written with it, or where commands were closed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from attrs import define

from .kept import Kept
from .subjects import Subjects

EVERYTHING = ">"
"""All that a stream holds: servers find its end, and how much is left, without a look."""
LOOKED_BACK = (8, 128)
"""Messages that are looked through from the end for the last event."""


class Looking(Protocol):
    """What a leader is asked."""

    subjects: Subjects

    def last_of(self, subjects: Sequence[str]) -> dict[str, Kept]:
        """Return what stands last at each of *subjects*."""

    def at(self, places: Iterable[int]) -> list[Kept]:
        """Return what stands at *places*."""


@define
class Ending:
    """The last message that was seen, and the last event then."""

    _seen: tuple[int, int] = (0, 0)

    def head(self, looking: Looking) -> int:
        """Return the place of the last event, 0 where there is none.

        Raises:
            BusyError: nobody leads the stream.

        """
        last = looking.last_of([EVERYTHING])
        if not last:
            return 0
        (kept,) = last.values()
        if kept.place != self._seen[0]:
            self._seen = kept.place, _head_before(kept, looking)
        return self._seen[1]


def _head_before(last: Kept, looking: Looking) -> int:
    is_event = looking.subjects.within(looking.subjects.events)
    if is_event(last):
        return last.place
    for many in LOOKED_BACK:
        places = range(max(1, last.place - many), last.place)
        events = [kept.place for kept in looking.at(places) if is_event(kept)]
        if events:
            return max(events)
    found = looking.last_of([looking.subjects.events])
    return max((kept.place for kept in found.values()), default=0)
