"""A session: commands decided one after the other, then appended together or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from attrs import evolve

from casemgmt.domain.amendments import (
    CommandCorrected,
    CommandRetracted,
    Correct,
    Retract,
)
from casemgmt.domain.area import Command
from casemgmt.domain.told import Told
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError

from .adults import told_of
from .amending import amended
from .appending import Appending
from .attempt import Attempt
from .beside import Beside
from .desk import Desk
from .drafts import maker
from .envelope import ONE_MICROSECOND
from .pending import Pending
from .persons import PersonBeside
from .plain_facts import PlainFact, happened
from .port import Append, VersionTakenError
from .shelf import ClaimKey
from .story import NEVER, Story
from .taken_stories import TakenStories
from .tellings import Telling, new_entry, pending_alone, pending_whole


class Session(TakenStories):
    """Commands decided on stories as they would be after them; nothing is stored yet.

    With *times_given* a command is decided on what was known at its own ``at``. How far
    each story went is noted in *read*.
    """

    def __init__(
        self,
        desk: Desk,
        now: datetime,
        *,
        times_given: bool = False,
        read: dict[Subject, int] | None = None,
    ) -> None:
        super().__init__(desk.shelf, {} if read is None else read)
        self._desk = desk
        self._now = now
        self._last = NEVER
        """When the last command kept here was recorded, on whichever story."""
        self._times_given = times_given
        self._made_beside: Beside | None = None
        self.pending: list[Pending] = []
        self._naming: list[Pending] = []
        """Those of them that may speak of somebody else than their own subject."""

    def decided(self) -> Iterable[Story]:
        """Return the stories in which something was decided, as far as they are at hand."""
        if len(self._stories) == 1:
            return self._stories.values()
        return [self._stories[subject] for subject in self.told()]

    def tell(
        self, attempt: Attempt, command_id: UUID, correlation: UUID | None = None
    ) -> tuple[object, ...]:
        """Decide *attempt* and keep what it brings about; ``()`` when it is already so.

        Raises:
            RuleBrokenError: a rule forbids it.
            InvalidError: it cannot be taken as it stands.

        """
        plainly = self._desk.plain_facts.of(attempt.command)
        story = (self.story if plainly is None else self._end)(attempt.subject)
        recorded_at = self._recorded_at(attempt, story)
        self._desk.door.refuse_the_future(attempt, recorded_at)
        if not story.readable:
            raise InvalidError("subject", "read-only-case")
        captured_at = None if self._times_given else attempt.at
        telling = _telling(
            attempt, story, recorded_at, command_id, correlation, captured_at
        )
        if plainly is not None:
            return self._told_plainly(telling, plainly)
        made = self._made(telling)
        for one in made:
            self._keep(one)
        return tuple([one.entry.event for one in made])

    def appends(self, ids: Mapping[Subject, UUID]) -> list[Append]:
        """Return what is to be appended, sealed, for subjects known by *ids*.

        Raises:
            VersionTakenError: one was erased meanwhile: what was decided is of nobody.

        """
        is_another = self._desk.shelf.is_another
        for subject in self.told():
            if is_another(subject, ids[subject]):
                raise VersionTakenError
        stored_at = self._now if self._times_given else None
        appending: Appending = _appending(self._desk.shelf, ids, stored_at)
        return [
            appending.plainly(one)
            if one.alone
            else appending.whole(one, self._beside.mentions(one))
            for one in self.pending
        ]

    def let_go(self) -> None:
        """End: who looks back at it is let go of, and nothing waits for a collector."""
        if self._made_beside is not None:
            self._made_beside.let_go()
            self._made_beside = None

    def told(self) -> Iterable[Subject]:
        """Return in whose stories something was decided, each once."""
        if len(self.read) == 1 and self.pending:
            return self.read  # of whom else
        read = self.read
        return [s for s, story in self._stories.items() if story.version != read[s]]

    def named(self) -> Iterable[Subject]:
        """Return every subject that what was decided speaks of."""
        if not self._naming:
            return self.told()
        named = {*self.told()}
        for one in self._naming:
            named.update(one.named())
        return named

    @property
    def _beside(self) -> Beside:
        """What the stories have beside them; a plain fact asks for nothing of it."""
        made = self._made_beside
        if made is None:
            desk = self._desk
            made = Beside(desk.shelf, desk.door.registry, self._fresh, self._new)
            self._made_beside = made
        return made

    def _recorded_at(self, attempt: Attempt, story: Story) -> datetime:
        if self._times_given and attempt.at is not None:
            return attempt.at  # moved-in history keeps its times to the letter
        last = max(self._last, story.last_recorded)
        return self._now if self._now > last else last + ONE_MICROSECOND

    def _told_plainly(self, telling: Telling, fact: PlainFact) -> tuple[object, ...]:
        """Keep a plain fact, and return its event: there is nothing to be asked."""
        attempt, story = telling.attempt, telling.story
        event = fact.event(attempt.command)
        plain = fact.data(event)
        if plain != attempt.said:  # what was said was read to this very event
            plain = self._desk.shelf.codec.payloads.checked(event)
        entry = new_entry(telling, fact.name, event, story.version + 1)
        one = pending_alone(telling, entry, plain)
        self.pending.append(one)
        self._last = max(self._last, entry.recorded_at)
        self._stories[attempt.subject] = story.after(entry)
        return (event,)

    def _made(self, telling: Telling) -> list[Pending]:
        command = telling.attempt.command
        if isinstance(command, Correct | Retract):
            return [self._amendment(telling, command)]
        return self._decided(telling, command)

    def _decided(self, telling: Telling, command: Any) -> list[Pending]:
        if type(command).decide is Command.decide:
            events = happened(command)  # a fact: recorded as told
        else:
            events = self._asked(telling, command)
        if not events:
            return []
        known_at = self._known_at(telling)
        claims: tuple[ClaimKey, ...] = ()
        if type(command) in self._desk.door.registry.claiming:
            claims = self._beside.claims.asked(command, telling.attempt.subject, known_at)
        rest = enumerate(events[1:], start=1)
        return [
            self._first(telling, events[0], claims),
            *[self._pending(telling, event, rank) for rank, event in rest],
        ]

    def _asked(self, telling: Telling, command: Any) -> tuple[object, ...]:
        attempt, story = telling.attempt, telling.story
        known_at, as_of = self._known_at(telling), attempt.on.last
        beside = PersonBeside(self._beside.cluster, story, known_at, as_of)
        journey = story.journey_at(known_at, as_of).knowing(beside)
        episode = len(journey.case.episodes)
        told = Told(attempt.on, attempt.by, attempt.role, telling.recorded_at, episode)
        events: tuple[object, ...] = command.decide(journey, told, self._desk.policy)
        return events

    def _amendment(self, telling: Telling, command: Correct | Retract) -> Pending:
        story = telling.story
        event, target = amended(self._desk.door, story, command, telling.recorded_at)
        one = self._pending(telling, event, amends=target.command_id)
        first = story.entry(target.corrects or target.command_id)
        claims = self._beside.claims
        if first is None or not claims.claiming(first.event):
            return one
        left = claims.left(story, story.after(one.entry), first.command_id)
        return evolve(one, releases=first.command_id, reclaims=left)

    def _known_at(self, telling: Telling) -> datetime | None:
        return telling.recorded_at if self._times_given else None

    def _first(
        self, telling: Telling, event: object, claims: tuple[ClaimKey, ...]
    ) -> Pending:
        """Return what is pending of the first event that a command brings about."""
        attempt, shelf = telling.attempt, self._desk.shelf
        name = self._desk.door.registry.names[type(event)]
        entry = new_entry(telling, name, event, telling.story.version + 1)
        payloads = shelf.codec.payloads
        plain = payloads.checked_as_said(event, attempt.command, attempt.said)
        adults = told_of(event, plain, attempt.subject, shelf.vault.keyed_hash)
        return pending_whole(telling, entry, plain, adults, claims)

    def _pending(
        self,
        telling: Telling,
        event: object,
        rank: int = 0,
        *,
        amends: UUID | None = None,
    ) -> Pending:
        """Return what is pending of a further event, or of one that amends another."""
        attempt, own = telling.attempt, telling.command_id
        entry = new_entry(
            telling,
            self._desk.door.registry.names[type(event)],
            event,
            telling.story.version + 1 + rank,
        )
        entry = evolve(
            entry,
            command_id=own if rank == 0 else uuid5(own, str(rank)),
            corrects=amends if isinstance(event, CommandCorrected) else None,
            retracts=amends if isinstance(event, CommandRetracted) else None,
        )
        shelf = self._desk.shelf
        plain = shelf.codec.payloads.checked(event)
        return Pending(
            subject=attempt.subject,
            entry=entry,
            plain=plain,
            adults=told_of(event, plain, attempt.subject, shelf.vault.keyed_hash),
            command_id=own if rank == 0 else None,
            captured_at=telling.captured_at,
            correlation=telling.correlation,
        )

    def _keep(self, one: Pending) -> None:
        self.pending.append(one)
        if one.names_others:
            self._naming.append(one)
        self._last = max(self._last, one.entry.recorded_at)
        stories = self._stories
        stories[one.subject] = stories[one.subject].after(one.entry)
        self._beside.keep(one)


_telling = maker(Telling)
_appending = maker(Appending)
