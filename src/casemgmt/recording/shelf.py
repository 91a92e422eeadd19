"""The shelf: stories at hand, read from the log when they are not, and what the log knows.

A story on the shelf may be older than the log when another process writes too: an append
then fails on its version, and a refusal is looked at again with the story read anew.

Of the stories that were let go of their ends stay: a fact that asks nothing goes on from
there, whatever is asked reads the story again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import partial, reduce
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.area import Claim
from casemgmt.domain.journey import Fold
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject
from casemgmt.privacy.vault_port import Vault

from .codec import Codec
from .past import End, Past
from .port import CLAIM, LINK, NAMED, EventLog
from .story import Story
from .sums.sums import Sums

EVENTS_KEPT = 100_000
ENDS_KEPT = 16_000
_NONE: Mapping[Subject, UUID] = {}


@frozen
class ClaimKey:
    """What a claim is told apart by; *about* is the child it ends with, if any."""

    kind: str
    words: tuple[str, ...] = field(repr=False)
    about: Subject | None = None

    @classmethod
    def of(cls, claim: Claim) -> ClaimKey:
        """Return the key of *claim*."""
        return cls(claim.kind, claim.words, claim.about)


class Shelf:
    """Stories of one store; at hand are those used last, up to so many events."""

    def __init__(self, log: EventLog, codec: Codec, vault: Vault, fold: Fold) -> None:
        self.log = log
        self.codec = codec
        self.vault = vault
        self.fold = fold
        self.sums: Sums | None = None
        self.events_kept = EVENTS_KEPT
        self.ends_kept = ENDS_KEPT
        self._stories: OrderedDict[Subject, Story] = OrderedDict()
        self._ends: dict[Subject, End] = {}
        self._ids: dict[Subject, UUID | None] = {}
        self._events = 0

    def story(self, subject: Subject) -> Story:
        """Return the story of *subject*, as far as it is at hand or in the log."""
        found = self._stories.get(subject)
        if found is None:
            stream = self.vault.find(subject)
            found = self._read(subject, stream)
            self.put([found], {} if stream is None else {subject: stream})
        else:
            self._stories.move_to_end(subject)
        return found

    def end(self, subject: Subject) -> Story:
        """Return the story of *subject*, of which nothing but its end need be at hand."""
        at_hand = self._stories.get(subject)
        if at_hand is not None:
            self._stories.move_to_end(subject)
            return at_hand
        end, stream = self._ends.get(subject), self._ids.get(subject)
        if end is None or stream is None:
            return self.story(subject)
        past = Past(end[0], partial(self._first, stream, end[0]))
        return Story.from_end(subject, self.fold, end, past)

    def unknown(self, subjects: Iterable[Subject]) -> set[Subject]:
        """Return which of *subjects* were never told of, at one look."""
        return self.vault.look_up(s for s in subjects if s not in self._ids)

    def fresh(self, subject: Subject) -> Story:
        """Return the story of *subject* with everything that is in the log."""
        at_hand, stream = self._stories.get(subject), self.vault.find(subject)
        if (
            at_hand is None
            or not at_hand.readable  # where it ends cannot be relied upon
            or self._ids[subject] != stream  # it was erased meanwhile
        ):
            self.drop([subject])
            return self.story(subject)
        for entry in self._entries(stream, after=at_hand.version):
            at_hand = at_hand.after(entry)
        self.put([at_hand])
        return at_hand

    def past(self, subject: Subject) -> Story:
        """Return the story of *subject* for who asks of the past, with all the log has.

        What it adds up to now says nothing of a day before its last: it is not looked for.
        """
        if subject in self._stories:
            return self.fresh(subject)
        return self.read(subject)

    def put(self, stories: Iterable[Story], ids: Mapping[Subject, UUID] = _NONE) -> None:
        """Keep *stories* at hand, of subjects known by *ids* where it is known already."""
        for story in stories:
            subject = story.subject
            self._ids.pop(subject, None)
            before = self._stories.pop(subject, None)
            if before is None:
                self._ends.pop(subject, None)
            else:
                self._events -= before.count + 1
            self._ids[subject] = ids.get(subject) or self.vault.find(subject)
            if story.is_an_end:
                self._keep_the_end(story)
            else:
                self._stories[subject] = story  # the last to be let go of
                self._events += story.count + 1
        if self._events > self.events_kept or len(self._ends) > self.ends_kept:
            self._let_go_of_the_oldest()

    def put_ends(self, ends: Mapping[Subject, End], ids: Mapping[Subject, UUID]) -> None:
        """Keep at hand where stories end of which nothing more is, known by *ids*."""
        for subject, end in ends.items():
            self.drop([subject])
            self._ids[subject], self._ends[subject] = ids[subject], end
        if len(self._ends) > self.ends_kept:
            self._let_go_of_the_oldest()

    def grown(self, story: Story, stream: UUID) -> None:
        """Keep a *story* at hand that was at hand, and was just told more of."""
        subject = story.subject
        before = self._stories.get(subject)
        if before is None or self._ids[subject] is not stream:
            self.put([story], {subject: stream})
            return
        self._stories[subject] = story
        self._events += story.count - before.count
        if self._events > self.events_kept:
            self._let_go_of_the_oldest()

    def _let_go_of_the_oldest(self) -> None:
        while self._events > self.events_kept and len(self._stories) > 1:
            _, story = self._stories.popitem(last=False)
            self._events -= story.count + 1
            self._keep_the_end(story)
        while len(self._ends) > self.ends_kept:
            oldest = next(iter(self._ends))
            del self._ids[oldest], self._ends[oldest]

    def _keep_the_end(self, story: Story) -> None:
        """Keep where *story* ends, if it has begun and can be relied upon."""
        subject = story.subject
        if self._ids[subject] is None or not (story.count and story.readable):
            del self._ids[subject]
            return
        self._ends[subject] = story.end

    def drop(self, subjects: Iterable[Subject]) -> None:
        """Let go of the stories of *subjects*."""
        for subject in subjects:
            if self._ids.pop(subject, self) is self:
                continue
            story = self._stories.pop(subject, None)
            if story is None:
                del self._ends[subject]
            else:
                self._events -= _weight(story)

    def clear(self) -> None:
        """Let go of every story: in any of them somebody may be named who was erased."""
        self.drop(list(self._ids))

    def is_another(self, subject: Subject, stream: UUID) -> bool:
        """Whether the story at hand is not that of *stream*: it was erased meanwhile."""
        at_hand = self._ids.get(subject)
        return at_hand is not None and at_hand is not stream and at_hand != stream

    def is_behind(self, read: Mapping[Subject, int]) -> bool:
        """Whether the log has more of a subject than was read; what it has is read now."""
        now = [self.fresh(subject).version for subject in read]
        return now != list(read.values())

    def neighbours(self, subject: Subject) -> set[Subject]:
        """Return the records that were ever linked to *subject*, in either direction."""
        stream = self.vault.find(subject)
        if stream is None:
            return set()
        ids = {*self.log.mentioned(stream, LINK), *self.log.mentions(stream, LINK)}
        return {s for i in ids if (s := self.vault.reference(i)) is not None}

    def naming(self, subject: Subject) -> set[Subject]:
        """Return whose stories name *subject* otherwise than by a link."""
        stream = self.vault.find(subject)
        ids = self.log.mentioned(stream, NAMED) if stream is not None else []
        return {s for i in ids if (s := self.vault.reference(i)) is not None}

    def claimants(self, key: ClaimKey) -> set[Subject]:
        """Return whose commands ever said to have what *key* tells of.

        In a store whose claims were not yet mentioned, they are looked for among the
        records ever linked to the holder's.
        """
        ids = self.log.mentioned(self.mention(key), CLAIM)
        found = {s for i in ids if (s := self.vault.reference(i)) is not None}
        held = self.holder(key)
        if held is not None and held[0] is not None:
            found |= self.ever_linked(held[0])
        return found

    def mention(self, key: ClaimKey) -> UUID:
        """Return the id under which a claim is mentioned."""
        return UUID(bytes=self.hashed(key)[:16])

    def ever_linked(self, subject: Subject) -> frozenset[Subject]:
        """Return the records that were ever one person with *subject*, itself included."""
        return chained(subject, self.neighbours)

    def holder(self, key: ClaimKey) -> tuple[Subject | None, UUID] | None:
        """Return whose command holds the claim, None when it is free."""
        if key.about is not None and self.vault.find(key.about) is None:
            return None
        hashed = self.hashed(key)
        held = self.log.holders([hashed]).get(hashed)
        return (
            None if held is None else (self.vault.reference(held.stream), held.command_id)
        )

    def hashed(self, key: ClaimKey) -> bytes:
        """Return the keyed hash of a claim; of a child by its random id."""
        about = self.vault.find(key.about) if key.about is not None else None
        return self.vault.keyed_hash(
            "claim", key.kind, *key.words, about.hex if about else ""
        )

    def read(self, subject: Subject) -> Story:
        """Return the story of *subject* as the log has it, with its places in the log.

        What is at hand stays there, and knows no places of what was just recorded.
        """
        return Story.of(subject, self._entries(self.vault.find(subject)), self.fold)

    def _read(self, subject: Subject, stream: UUID | None) -> Story:
        """Return a story, from what it is known to add up to where that is known."""
        if stream is None:
            return Story.of(subject, (), self.fold)
        if self.sums is None:
            return Story.of(subject, self._entries(stream), self.fold)
        known = self.sums.of(stream)
        if known is None:
            story = Story.of(subject, self._entries(stream), self.fold)
        else:
            past = Past(known.count, partial(self._first, stream, known.count))
            story = Story.from_sum(subject, self.fold, known, past)
            since = self._entries(stream, known.count) if known.is_behind else ()
            story = reduce(Story.after, since, story)
        self.sums.keep(stream, story)
        return story

    def _first(self, stream: UUID, count: int) -> tuple[Entry, ...]:
        return self._entries(stream)[:count]

    def _entries(self, stream: UUID | None, after: int = 0) -> tuple[Entry, ...]:
        stored = self.log.read(stream, after) if stream is not None else []
        return tuple([self.codec.entry(s) for s in stored])


def chained(
    subject: Subject, neighbours: Callable[[Subject], set[Subject]]
) -> frozenset[Subject]:
    """Return *subject* and what is reached from it, neighbour by neighbour."""
    reached, fresh = {subject}, {subject}
    while fresh:
        fresh = set().union(*map(neighbours, fresh)) - reached
        reached |= fresh
    return frozenset(reached)


def _weight(story: Story) -> int:
    return story.count + 1
