"""A log, as the facts read it: by random id, the day of birth alone opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from functools import lru_cache
from itertools import repeat
from typing import Any
from uuid import UUID

import orjson
from attrs import field, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.told import Entry
from casemgmt.errors import UnknownEventError
from casemgmt.privacy.vault_port import Vault
from casemgmt.recording.codec import Codec
from casemgmt.recording.drafts import draft_of
from casemgmt.recording.envelope import (
    DAMAGED,
    UNKNOWN,
    Unreadable,
    entry_of,
    is_passed_over,
    kind_of,
)
from casemgmt.recording.port import LINK, Bucket, EventLog, StoredEvent

from .hearing import BIRTH, Hearing
from .persons import LINKS
from .plain import Plain
from .source import Story, Word
from .stories import ByStory, Whole, begun, stories_of, whole
from .tellings import base

FEW_EVENTS, PAGE = 100_000, 10_000
CORRECTED = "command-corrected"
_AMENDS = ("fix", "ret")


@frozen(eq=False)
class LogSource:
    """A store's log, its codec and its vault, and where its calendar days begin."""

    log: EventLog
    codec: Codec
    vault: Vault
    zone: tzinfo
    _at_hand: dict[UUID, Sequence[StoredEvent]] = field(factory=dict, init=False)
    """Stories that were read: their kind is asked for first, then what was told."""
    _whole: dict[UUID, Whole] = field(factory=dict, init=False)
    """The same, of which no single event was looked at."""
    _unread: dict[UUID, int] = field(factory=dict, init=False)
    """Of whose story how many events could not be read."""
    hearing: Hearing = field(init=False)

    @hearing.default
    def _hears(self) -> Hearing:
        return Hearing(self.codec)

    @property
    def epoch(self) -> str:
        """Which log this is, and where its calendar days begin."""
        return f"{self.log.epoch} {self.zone}"

    def head(self) -> int:
        """Return the position of the last event."""
        return self.log.head()

    def changed(self, after: int) -> Iterable[UUID]:
        """Return the subjects with events beyond a position."""
        return self.log.changed(after)

    def news(self, after: int, until: int) -> Mapping[UUID, Sequence[Word]] | None:
        """Return what was recorded between two positions, by subject."""
        if until - after > FEW_EVENTS:
            return None
        added: dict[UUID, list[StoredEvent]] = {}
        while after < until and (page := self.log.scan(after, PAGE)):
            for stored in page:
                if stored.position <= until:
                    added.setdefault(stored.stream, []).append(stored)
            after = page[-1].position
        return {one: self._all_words(stored) for one, stored in added.items()}

    def kind(self, subject: UUID) -> str:
        """Return the kind of a subject, by the first of its events that says it."""
        known = self._whole.get(subject)
        if known is not None and (kind := _kind(known.states[0])) is not None:
            return kind
        told = map(kind_of, self._stored(subject))
        return next((kind for kind in told if kind != UNKNOWN), UNKNOWN)

    def code(self, subject: UUID) -> str | None:
        """Return what children's stories call a centre, None where nobody knows."""
        known = self.vault.reference(subject)
        return known.key if known else None

    def story(self, subject: UUID, until: int) -> Story:
        """Return what was recorded of a subject up to a position."""
        stored = [one for one in self._stored(subject) if one.position <= until]
        words = self._words(stored)
        found = self._entries(stored) if words is None else words
        missing = len(stored) - len(found)
        if missing:
            foreign = sum(is_passed_over(self._entry(one)) for one in stored)
            self._unread[subject] = missing - foreign
        return found

    def unread(self, subject: UUID) -> int:
        """Return how many events of the story asked for last could not be read."""
        return self._unread.get(subject, 0)

    def plain(self, subject: UUID, until: int) -> Plain | None:
        """Return what was recorded of a subject up to a position, to be told by itself."""
        known = self._whole.get(subject)
        if known is None:
            stored = [one for one in self._stored(subject) if one.position <= until]
            known = whole(stored)
        return None if known is None else Plain.of(subject, known, self.hearing)

    def entries(self, subject: UUID) -> Sequence[Entry]:
        """Return a subject's events; a subject named in one has its random id as key.

        What cannot be read is passed over: it is counted in no figure.
        """
        return self._entries(self._stored(subject))

    def linked_ever(self, subject: UUID) -> Collection[UUID]:
        """Return the records ever linked with this one directly."""
        return {*self.log.mentioned(subject, LINK), *self.log.mentions(subject, LINK)}

    def links(self, until: int) -> Iterator[tuple[UUID, UUID]]:
        """Yield the records that were ever linked, up to a position or beyond it."""
        if isinstance(self.log, ByStory):
            yield from self.log.linked()
            return
        names = {n for n in self.codec.registry.events if base(n) in {*LINKS, CORRECTED}}
        (everything,) = Bucket.divided(1)
        for stored in self.log.bucket(everything, until, names):
            if b"persons-" in stored.state or base(stored.name) in LINKS:
                yield from (
                    (stored.stream, other) for other in self.linked_ever(stored.stream)
                )

    @property
    def gives_stories(self) -> bool:
        """Whether the log gives whole stories, and all links at once."""
        return isinstance(self.log, ByStory)

    def begun(self, until: int) -> Iterator[tuple[bytes, int]] | None:
        """Yield the id of each story, in the order in which they are read soonest.

        Beside it about how many events it has. None where the log does not say.
        """
        return begun(self.log, until) if isinstance(self.log, ByStory) else None

    def beginnings(self, subjects: Collection[UUID]) -> Iterable[int]:
        """Return where each of these stories begins: so ordered they are read soonest.

        The same of all where the log does not say.
        """
        log = self.log
        return (
            log.beginnings(subjects)
            if isinstance(log, ByStory)
            else repeat(0, len(subjects))
        )

    def stories(self, whose: Bucket | Sequence[UUID], until: int) -> Iterator[UUID]:
        """Yield whose stories these are, each at hand until the next is asked for."""
        for subject, story in stories_of(self.log, whose, until):
            if story is not None:
                self._whole[subject] = story
            yield subject
            self._whole.pop(subject, None)
            self._at_hand.pop(subject, None)

    def let_go(self) -> None:
        """Keep no story at hand any longer."""
        self._at_hand.clear()
        self._whole.clear()
        self._unread.clear()

    def _stored(self, subject: UUID) -> Sequence[StoredEvent]:
        found = self._at_hand.get(subject)
        if found is None:
            found = self._at_hand[subject] = self.log.read(subject)
        return found

    def _words(self, story: Iterable[StoredEvent]) -> list[Word] | None:
        found: list[Word] = []
        for stored in story:
            try:
                state = _loads(stored.state)
                if "fix" in state or "ret" in state:
                    return None
                name, event = self.hearing.heard(stored, state)
                at, by = state["at"], state["by"]
                if type(at) is not int or type(by) is not str:
                    continue
                command, on = bytes.fromhex(state["c"]), _day(state["on"])
                if len(command) != _ID:
                    continue
            except (UnknownEventError, *DAMAGED):
                continue
            word = _new(_DRAFT)  # a log has millions of them
            word.command, word.name, word.event = command, name, event
            word.on, word.at, word.by = on, at, by
            word.__class__ = Word
            found.append(word)
        return found

    def _all_words(self, stored: Sequence[StoredEvent]) -> Sequence[Word]:
        words = self._words(stored) or ()
        return words if len(words) == len(stored) else ()

    def _entries(self, story: Iterable[StoredEvent]) -> list[Entry]:
        read = (self._entry(stored) for stored in story)
        return [entry for entry in read if not isinstance(entry.event, Unreadable)]

    def _entry(self, stored: StoredEvent) -> Entry:
        try:
            state = _loads(stored.state)
            if not any(amends in state for amends in _AMENDS):
                return entry_of(stored, state, self.hearing.heard(stored, state)[1])
        except (UnknownEventError, *DAMAGED):
            pass  # the codec says what stands in its place
        return self.codec.entry(stored, opened=BIRTH, by_id=True)


def _kind(state: Any) -> str | None:
    """Return the kind of subject an event says it is of; None where nobody can say so."""
    kind = state.get("k") if type(state) is dict else None
    return kind if type(kind) is str and kind != UNKNOWN else None


_new = object.__new__
_DRAFT = draft_of(Word)
_ID = 16
_loads = orjson.loads
_day = lru_cache(maxsize=8192)(Day.of)
