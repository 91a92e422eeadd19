"""Pages: what follows a place in the stream, so many messages at a time, and where it ends.

A page that ends early is compared with the leader before it is believed: whoever sent it
may be behind. Servers count at each page how many messages are left. Of all messages they
know it; of some they look through the log, which may take long: then all are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic, sleep
from typing import Protocol

from casemgmt.errors import BusyError

from .ending import EVERYTHING
from .kept import Kept
from .subjects import Subjects

PAGE = 1_000
BEHIND_SECONDS = 10.0
"""How long a server is given to have what the others have."""
SLOW_SECONDS, SENT_ALL_SECONDS = 1.0, 30.0
"""A page for which servers look so long, and for how long they are asked for all then."""
_A_MOMENT = 0.002


class Answering(Protocol):
    """Whoever is asked for messages of the stream."""

    subjects: Subjects

    def page(
        self, filtered: str, after: int, limit: int, patience: float | None = None
    ) -> list[Kept]:
        """Return the next messages beyond a place, at most so many, as they are there."""

    def leads(self, subject: str) -> Kept | None:
        """Return what the leader has at *subject*; None where it has nothing to say."""


class Pages:
    """The pages of one stream."""

    def __init__(self, answering: Answering, shown: str) -> None:
        self._answering, self._shown = answering, shown
        self._sent_all_until = 0.0

    def every(self, filtered: str, after: int = 0) -> Iterator[Kept]:
        """Yield every message beyond a place."""
        while page := self.whole(filtered, after, PAGE):
            yield from page
            after = page[-1].place

    def whole(self, filtered: str, after: int, limit: int) -> list[Kept]:
        """Return the next messages beyond a place; fewer than so many are all there are.

        Raises:
            BusyError: nobody can say, or no server has what the leader has.

        """
        if filtered not in self._answering.subjects.large:
            return self._to_the_end(filtered, filtered, after, limit)
        chosen = self._chosen(filtered, after, limit)
        if len(chosen) == limit:
            return chosen
        after = chosen[-1].place if chosen else after
        rest = self._to_the_end(filtered, EVERYTHING, after, limit - len(chosen))
        return chosen + rest

    def _chosen(self, filtered: str, after: int, limit: int) -> list[Kept]:
        """Return a page of a large log; nothing where servers would look for too long."""
        began = monotonic()
        if began < self._sent_all_until:
            return []
        try:
            page = self._answering.page(filtered, after, limit, patience=0.0)
        except BusyError:
            page = []
        if monotonic() - began > SLOW_SECONDS:
            self._sent_all_until = monotonic() + SENT_ALL_SECONDS
        return page

    def _to_the_end(self, filtered: str, asked: str, after: int, limit: int) -> list[Kept]:
        """Return the next of what is *filtered* out of what is *asked* for."""
        is_wanted = self._answering.subjects.within(filtered)
        of_each = 2 if asked == EVERYTHING else 1
        found: list[Kept] = []
        until = monotonic() + BEHIND_SECONDS
        while True:
            many = (limit - len(found)) * of_each
            page = self._answering.page(asked, after, many)
            found += filter(is_wanted, page)
            if len(found) >= limit:
                return found[:limit]
            after = page[-1].place if page else after
            if len(page) == many:
                continue
            last = self._answering.leads(asked)
            if last is None or last.place <= after:
                return found
            if monotonic() > until:
                raise BusyError.because("casemgmt_nats:cluster.behind", address=self._shown)
            sleep(_A_MOMENT)
