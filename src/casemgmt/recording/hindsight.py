"""Hindsight: recorded requests that would be refused, had what is known now been known.

A request is judged as a session judges it, on the story as told now, at its own place in
it. Only what was learnt since can have changed the answer, and of that only what amends,
links, speaks of a record, or belongs before the request; without any of it a request is
passed over unread. What changed the answer is the command from which on it is a refusal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Any
from uuid import UUID

from attrs import frozen

from casemgmt.domain.area import Command
from casemgmt.domain.enrolment.links import LinkPersons
from casemgmt.domain.told import Entry, Version, as_told, versions
from casemgmt.domain.vocabulary import Subject

from .anew import Rules, Stories
from .desk import Desk
from .learnt import Learnt, learnt_since
from .plan import plan_of
from .shelf import ClaimKey
from .story import heard

AT_HAND = 1_000
"""Subjects whose stories and links are kept at hand: more than any one person has."""
Pool = dict[Subject, tuple[Entry, ...]]


@frozen
class Changed:
    """A request that would be refused today, and the command that changed it.

    Attributes:
        subject: Whose story the request is in.
        asked: The request, as it stands now.
        rule: The rule by which it would be refused.
        by: The command from which on it would be: a correction, a retraction, a late
            entry, a link or an unlinking.
        stories: The subjects whose stories it was judged on.

    """

    subject: Subject
    asked: Version
    rule: StrEnum
    by: UUID
    stories: frozenset[Subject]


class Hindsight:
    """Judges recorded requests again, on what is known at *known_at*; now if None.

    Attributes:
        entries: Returns what was recorded of a subject by then.

    """

    def __init__(self, desk: Desk, known_at: datetime | None = None) -> None:
        self._shelf = desk.shelf
        self.entries = lru_cache(AT_HAND)(self._read)
        self._story_of = lru_cache(AT_HAND)(desk.shelf.read)
        self._naming = lru_cache(AT_HAND)(desk.shelf.naming)
        self._ever_linked = lru_cache(AT_HAND)(desk.shelf.ever_linked)
        self._registry = desk.door.registry
        self._rules = Rules(self._registry, desk.shelf.fold, desk.policy)
        self._known_at = known_at

    def changed(self, subject: Subject) -> Iterator[Changed]:
        """Yield the standing requests of *subject* that would be refused today."""
        entries = self.entries(subject)
        told = list(versions(entries))
        for asked in as_told(entries):
            if self._is_asked(asked.entry.event):
                ever = [v for v in told if v.entry.command_id == asked.entry.command_id]
                found = self._judged(subject, asked, ever)
                if found is not None:
                    yield found

    def resting_on(self, subject: Subject) -> set[Subject]:
        """Return whose requests may rest on what was told of *subject*."""
        found = set(self._ever_linked(subject))
        for entry in chain.from_iterable(self.entries(s) for s in tuple(found)):
            event: Any = getattr(entry.event, "corrected", entry.event)
            kind: type = type(event)
            for child in plan_of(kind).named(event):
                found |= self._ever_linked(child)
            for claim in self._registry.claims_of(event):
                found |= self._claiming(ClaimKey.of(claim))
        return found.union(*map(self._naming, found))

    def _is_asked(self, event: object) -> bool:
        """Whether *event* was asked for and could have been refused by more than itself."""
        kind: Any = self._registry.told_by.get(type(event), LinkPersons)
        may = ((getattr(kind, n, None), getattr(Command, n)) for n in ("decide", "claims"))
        refuses = any(own not in (None, plain) for own, plain in may)
        return refuses and kind is not LinkPersons

    def _judged(
        self, subject: Subject, asked: Version, ever: Sequence[Version]
    ) -> Changed | None:
        pool = self._pool(subject, ever)
        place = max(version.order for version in ever)
        since = learnt_since(asked.entry, place, chain.from_iterable(pool.values()))
        if not since or not all(self._story_of(s).readable for s in pool):
            return None
        rule = self._rule(subject, asked.entry.command_id, pool)
        if rule is None:
            return None
        by = self._changed_by(subject, asked.entry.command_id, pool, since)
        stories = frozenset(pool)
        return None if by is None else Changed(subject, asked, rule, by, stories)

    def _changed_by(
        self, subject: Subject, asked: UUID, pool: Pool, since: Sequence[Learnt]
    ) -> UUID | None:
        """Return what changed the answer for good; None when no knowledge did.

        A request that was refused on what was known then rests on another policy.
        """
        for one in reversed(since):
            earlier = {
                s: tuple(e for e in known if one.comes_after(e))
                for s, known in pool.items()
            }
            if self._rule(subject, asked, earlier) is None:
                return one.entry.command_id
        return None

    def _rule(self, subject: Subject, asked: UUID, pool: Pool) -> StrEnum | None:
        told: Stories = {s: as_told(entries) for s, entries in pool.items()}
        (standing,) = (v for v in told[subject] if v.entry.command_id == asked)
        return self._rules.broken_by(subject, standing, told)

    def _pool(self, subject: Subject, ever: Iterable[Version]) -> Pool:
        """Return what is known of every subject that a request may rest on."""
        subjects = {subject, *self._ever_linked(subject)}
        for version in ever:
            event = version.entry.event
            kind: type = type(event)
            for named in plan_of(kind).named(event):
                subjects |= self._ever_linked(named)
            for claim in self._registry.claims_of(event):
                subjects |= self._claiming(ClaimKey.of(claim))
        return {s: self.entries(s) for s in subjects}

    def _claiming(self, key: ClaimKey) -> set[Subject]:
        """Return whose stories may say what *key* tells of."""
        if key.about is None:
            return self._shelf.claimants(key)
        return set().union(*map(self._naming, self._ever_linked(key.about)))

    def _read(self, subject: Subject) -> tuple[Entry, ...]:
        known = self._known_at
        entries = heard(self._story_of(subject).entries)
        return tuple(e for e in entries if known is None or e.recorded_at <= known)
