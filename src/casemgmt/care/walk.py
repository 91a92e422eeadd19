"""A walk over a log from its first event to its last: what each is, and what it follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID, uuid5

from casemgmt.errors import DamagedStoreError
from casemgmt.recording.port import EventLog, StoredEvent, StoryLink
from casemgmt.recording.proof import chained, leaf

from .envelopes import Said, command_of, said_by
from .faults import MOST, Faults, What
from .named import Named
from .tree import Tree

PAGE = 1_000
Seen = tuple[StoredEvent, bytes]


class Walk:
    """What was seen of a log so far.

    Attributes:
        tree: The tree over its events.
        faults: What is wrong with them.
        position: The place of the last event seen.
        gap: The first place left empty before it; its own place when there is none.
        linked_from: The place of the first event that has a link, None while none has.

    """

    def __init__(self) -> None:
        self.tree = Tree()
        self.faults = Faults()
        self.position = 0
        self.gap = 0
        self.linked_from: int | None = None
        self._links: dict[UUID | None, bytes] = {}  # the log's, or each story's, last one
        self._stories: dict[UUID, tuple[int, int]] = {}  # last version, latest instant
        self._named = Named()

    def over(self, log: EventLog) -> Iterator[Seen]:
        """Follow *log* to its end, and yield each event on the way, and its leaf."""
        for page in self._pages(log):
            for stored in page:
                yield stored, self._seen(stored)

    def check_named(self, log: EventLog) -> None:
        """Find the events whose story *log* does not find by whom they name.

        Raises:
            DamagedStoreError: what finds them cannot be read.

        """
        for position in islice(self._named.lost(log), MOST):
            self.faults.add(position, What.NAMED)

    def _pages(self, log: EventLog) -> Iterator[Sequence[StoredEvent]]:
        limit = PAGE
        while True:
            try:
                page = log.scan(self.position, limit)
            except DamagedStoreError:
                if limit == 1:
                    self.faults.add(self.position + 1, What.UNREADABLE)
                    return
                limit = 1  # event by event, up to the very one
                continue
            if not page:
                return
            yield page

    def _seen(self, stored: StoredEvent) -> bytes:
        kept: Any = stored.state  # of a damaged row it may be anything
        state = kept if isinstance(kept, bytes) else b""
        own = leaf(stored.stream.hex, stored.version, stored.name, state)
        self.gap = min(self.position + 1, stored.position)
        said = said_by(stored)
        if isinstance(said, What):
            self.faults.add(stored.position, said)
        self._check_link(stored, own)
        self._check_story(stored, said)
        self._named.note(stored)
        self.tree.add(own)
        self.position = stored.position
        return own

    def _check_link(self, stored: StoredEvent, own: bytes) -> None:
        link = stored.link
        if link is None:
            if self.linked_from is not None:
                self.faults.add(stored.position, What.NO_LINK)
            return
        if self.linked_from is None:
            self.linked_from = stored.position
        chain = stored.stream if isinstance(link, StoryLink) else None
        if link != chained(self._links.get(chain), own):
            if chain is None and self.gap < stored.position:
                self.faults.add(self.gap, What.MISSING)
            self.faults.add(stored.position, What.LINK)
        self._links[chain] = link

    def _check_story(self, stored: StoredEvent, said: Said | What) -> None:
        version, latest = self._stories.get(stored.stream, (0, -1))
        if isinstance(said, What):
            self._stories[stored.stream] = stored.version, latest
            return
        at, moved_in = said
        if stored.version != version + 1:
            self.faults.add(stored.position, What.VERSION)
        if at <= latest and not moved_in:
            self.faults.add(stored.position, What.TIME)
        self._stories[stored.stream] = stored.version, max(latest, at)


def strays(log: EventLog, unled: Iterable[int]) -> Iterator[int]:
    """Yield those places of *unled* that are not of a further event of a command.

    The index of commands does not know them, and nothing says that it need not.
    """
    apart = set(unled)
    for position in sorted(apart):
        (stored,) = log.scan(position - 1, 1)
        before = log.read(stored.stream)[: stored.version - 1]
        first = [one for one in before if one.position not in apart][-1:]
        if not any(_is_further(stored, one) for one in first):
            yield position


def _is_further(stored: StoredEvent, first: StoredEvent) -> bool:
    command, rank = command_of(first), stored.version - first.version
    return command is not None and command_of(stored) == uuid5(command, str(rank))
