"""Links: what each event of a story says of the one before it, so that an edit is found.

A cluster knows no event before all others: who writes two stories at once waits for nobody.
So the chain is that of one story. What stands before an event is known when it is written,
and never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from casemgmt.stores import Append, StoredEvent, StoryLink, chained, leaf

from .kept import link_of
from .lookups import Lookups

_KEPT = 65_536
"""Stories whose last link is remembered."""


class Links:
    """The links of the stories of one handle."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._last: dict[UUID, tuple[int, StoryLink | None]] = {}

    def of(self, batch: Sequence[Append]) -> list[StoryLink]:
        """Return the link of each event of *batch*.

        Raises:
            BusyError: nobody can say what stands before one of them.

        """
        before = self._before(batch)
        made: list[StoryLink] = []
        for append in batch:
            event = append.event
            stood = before.get((event.stream, event.version - 1))
            own = leaf(event.stream.hex, event.version, event.name, event.state)
            link = StoryLink(chained(stood, own))
            before[event.stream, event.version] = link
            made.append(link)
        return made

    def note(self, events: Iterable[tuple[StoredEvent, StoryLink | None]]) -> None:
        """Remember the links of events that are there."""
        for event, link in events:
            if len(self._last) >= _KEPT:
                self._last.clear()
            if event.version > self._last.get(event.stream, (0, None))[0]:
                self._last[event.stream] = event.version, link

    def _before(self, batch: Sequence[Append]) -> dict[tuple[UUID, int], StoryLink | None]:
        """Return the link of what stands before the first of each story, where one does."""
        own = {(a.event.stream, a.event.version) for a in batch}
        wanted = {(stream, version - 1) for stream, version in own if version > 1} - own
        known = {
            (stream, version): self._last[stream][1]
            for stream, version in wanted
            if self._last.get(stream, (0, None))[0] == version
        }
        places = {self._lookups.subjects.event(*one): one for one in wanted - known.keys()}
        found = self._lookups.last_of(list(places)) if places else {}
        return known | {places[at]: link_of(kept) for at, kept in found.items()}
