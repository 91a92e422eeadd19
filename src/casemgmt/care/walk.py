"""A walk over a log from its first event to its last: what each is, and what it follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID, uuid5

from attrs import define

from casemgmt.errors import DamagedStoreError
from casemgmt.recording.port import EventLog, StoredEvent
from casemgmt.recording.proof import chained, leaf

from .envelopes import Said, said_by
from .faults import Faults, What
from .tree import Tree

PAGE = 1_000
Seen = tuple[StoredEvent, bytes]


@define
class _Story:
    """How far one subject's story was followed."""

    version: int = 0
    at: int = -1
    command: bytes = b""
    rank: int = 0


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
        self._link: bytes | None = None
        self._stories: dict[str, _Story] = {}

    def over(self, log: EventLog) -> Iterator[Seen]:
        """Follow *log* to its end, and yield each event on the way, and its leaf."""
        for page in self._pages(log):
            said = [said_by(stored) for stored in page]
            commands = [one.command for one in said if isinstance(one, Said)]
            places = _places(log, commands)
            for stored, one in zip(page, said, strict=True):
                yield stored, self._seen(stored, one, places)

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

    def _seen(
        self, stored: StoredEvent, said: Said | What, places: dict[bytes, int]
    ) -> bytes:
        kept: Any = stored.state  # of a damaged row it may be anything
        state = kept if isinstance(kept, bytes) else b""
        stream = stored.stream.hex
        own = leaf(stream, stored.version, stored.name, state)
        self.gap = min(self.position + 1, stored.position)
        if isinstance(said, What):
            self.faults.add(stored.position, said)
        self._check_link(stored, own)
        if isinstance(said, What):
            self._stories.setdefault(stream, _Story()).version = stored.version
        else:
            self._check_story(stored, stream, said, places.get(said.command))
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
        if link != chained(self._link, own):
            if self.gap < stored.position:
                self.faults.add(self.gap, What.MISSING)
            self.faults.add(stored.position, What.LINK)
        self._link = link

    def _check_story(
        self, stored: StoredEvent, stream: str, said: Said, place: int | None
    ) -> None:
        story = self._stories.get(stream)
        if story is None:
            story = self._stories[stream] = _Story()
        if stored.version != story.version + 1:
            self.faults.add(stored.position, What.VERSION)
        if said.at <= story.at and not said.moved_in:
            self.faults.add(stored.position, What.TIME)
        story.version = stored.version
        story.at = max(story.at, said.at)
        if place == stored.position:
            story.command, story.rank = said.command, 0
        elif place is not None or not _follows(story, said.command):
            self.faults.add(stored.position, What.COMMAND)


def _follows(story: _Story, command: bytes) -> bool:
    """Whether this is a further event of the command before it."""
    story.rank += 1
    first = story.command
    return bool(first) and uuid5(UUID(bytes=first), str(story.rank)).bytes == command


def _places(log: EventLog, commands: Sequence[bytes]) -> dict[bytes, int]:
    """Return where these commands stand, as far as the index of them can be read."""
    try:
        return log.places(commands)
    except DamagedStoreError:
        if len(commands) == 1:
            return {}
    half = len(commands) // 2
    return _places(log, commands[:half]) | _places(log, commands[half:])
