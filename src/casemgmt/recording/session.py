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
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import InvalidError

from .adults import told_of
from .amending import amended
from .appending import Appending
from .attempt import Attempt
from .beside import Beside
from .deciding import decided
from .desk import Desk
from .drafts import maker
from .envelope import after
from .growing import Growing
from .pending import Pending
from .plain_facts import PlainFact, happened
from .port import Append, VersionTakenError
from .shelf import ClaimKey
from .story import NEVER, Story
from .taken_stories import TakenStories
from .tellings import Telling, new_entry, pending_whole
from .told_plainly import ToldPlainly, told_plainly


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
        self.pending: list[Pending | ToldPlainly] = []
        self._naming: list[Pending] = []
        """Those of them that may speak of somebody else than their own subject."""

    def tell(
        self, attempt: Attempt, command_id: UUID, correlation: UUID | None = None
    ) -> tuple[object, ...]:
        """Decide *attempt* and keep what it brings about; ``()`` when it is already so.

        Raises:
            RuleBrokenError: a rule forbids it.
            InvalidError: it cannot be taken as it stands.

        """
        before = len(self.pending)
        self.take(attempt, command_id, correlation)
        return tuple([one.event for one in self.pending[before:]])

    def take(
        self, attempt: Attempt, command_id: UUID, correlation: UUID | None = None
    ) -> bool:
        """Do the same, and say whether it brings anything about.

        Raises:
            RuleBrokenError: a rule forbids it.
            InvalidError: it cannot be taken as it stands.

        """
        fact = self._desk.plain_facts.of(attempt.command)
        if fact is not None:
            self._take_plainly(attempt, fact, command_id, correlation)
            return True
        story = self.story(attempt.subject)
        recorded_at = self._recorded_at(attempt, story)
        telling = Telling(
            attempt, story, recorded_at, command_id, correlation, self._captured_at(attempt)
        )
        made = self._made(telling)
        for one in made:
            self._keep(one)
        return bool(made)

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
            if isinstance(one, ToldPlainly)
            else appending.whole(one, self._beside.mentions(one))
            for one in self.pending
        ]

    def let_go(self) -> None:
        """End: who looks back at it is let go of, and nothing waits for a collector."""
        if self._made_beside is not None:
            self._made_beside.let_go()
            self._made_beside = None

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
            made = Beside(desk.shelf, desk.door.registry, self.fresh, self._new)
            self._made_beside = made
        return made

    def _recorded_at(self, attempt: Attempt, story: Story | Growing) -> datetime:
        """Return when *attempt* is recorded; refuse what can be told on no story."""
        if self._times_given and attempt.at is not None:
            at = attempt.at  # moved-in history keeps its times to the letter
        else:
            at = after(max(self._last, story.last_recorded), self._now)
        self._desk.door.refuse_the_future(attempt, at)
        if not story.readable:
            raise InvalidError("subject", "read-only-case")
        return at

    def _captured_at(self, attempt: Attempt) -> datetime | None:
        return None if self._times_given else attempt.at

    def _take_plainly(
        self, attempt: Attempt, fact: PlainFact, own: UUID, correlation: UUID | None
    ) -> None:
        """Keep a plain fact: there is nothing to be asked."""
        growing = self.growing(attempt.subject)
        one = told_plainly(
            self._desk.shelf.codec.payloads,
            attempt,
            fact,
            own,
            self._recorded_at(attempt, growing),
            growing.version + 1,
            self._captured_at(attempt),
            correlation,
        )
        growing.add(one)
        self.pending.append(one)
        self._last = max(self._last, one.recorded_at)

    def _made(self, telling: Telling) -> list[Pending]:
        command = telling.attempt.command
        if isinstance(command, Correct | Retract):
            return [self._amendment(telling, command)]
        return self._decided(telling, command)

    def _decided(self, telling: Telling, command: Any) -> list[Pending]:
        if type(command).decide is Command.decide:
            events = happened(command)  # a fact: recorded as told
        else:
            events = self._asked(telling)
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

    def _asked(self, telling: Telling) -> tuple[object, ...]:
        return decided(
            telling.attempt,
            telling.story,
            self._beside.cluster,
            self._desk.policy,
            self._known_at(telling),
            telling.recorded_at,
        )

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


_appending = maker(Appending)
