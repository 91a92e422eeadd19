"""Claims while commands are decided: who holds what, in the store and in this session.

A claim is held by one command. Of several commands of one child that say the same, the
first holds it; when it is taken back, the claim is left to the next that still stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import evolve

from casemgmt.domain.area import Claim
from casemgmt.domain.told import Version
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import RuleBrokenError

from .pending import Held, Pending
from .persons import Cluster
from .port import CLAIM
from .registry import Registry
from .shelf import ClaimKey, Shelf
from .story import Story


class Claims:
    """The claims of the store, as they would be after what was decided so far."""

    def __init__(self, shelf: Shelf, registry: Registry, cluster: Cluster) -> None:
        self._shelf = shelf
        self._registry = registry
        self._cluster = cluster
        self._taken: dict[ClaimKey, Held] = {}
        self._released: set[UUID] = set()
        self._said: defaultdict[ClaimKey, set[Subject]] = defaultdict(set)

    def asked(
        self, command: Any, subject: Subject, known_at: datetime | None
    ) -> tuple[ClaimKey, ...]:
        """Return what *command* is to hold.

        Raises:
            RuleBrokenError: another command holds it.

        """
        if type(command) not in self._registry.claiming:
            return ()
        asked: tuple[Claim, ...] = command.claims()
        return tuple(
            key for claim in asked for key in self._asked(claim, subject, known_at)
        )

    def keep(self, one: Pending) -> None:
        """Remember what *one* takes and releases."""
        if one.releases is not None:
            self._released.add(one.releases)
            self._taken = {
                k: h for k, h in self._taken.items() if h.command_id != one.releases
            }
        for key in one.claims:
            self._taken[key] = Held(one.subject, one.entry.command_id)
        for key, held in one.reclaims:
            if self._holder(key) is None:  # as in the log: taken where it is free
                self._taken[key] = held
        for key in self._of(one.told):
            self._said[key].add(one.subject)

    def mentions(self, one: Pending) -> tuple[tuple[UUID, str], ...]:
        """Return the claims that *one* says its subject has, whoever holds them."""
        if not self.claiming(one.told):
            return ()
        keys = dict.fromkeys(self._of(one.told))
        return tuple((self._shelf.mention(key), CLAIM) for key in keys)

    def claiming(self, event: object) -> bool:
        """Whether commands that tell such an event claim anything."""
        return type(event) in self._registry.claimed

    def left(
        self, before: Story, after: Story, target: UUID
    ) -> tuple[tuple[ClaimKey, Held], ...]:
        """Return who is to hold what *target* may have held, once it was amended."""
        was = [v for v in before.told if v.entry.command_id == target]
        own = [v for v in after.told if v.entry.command_id == target]
        left = dict(self._standing(after.subject, own))
        given_up = {key for key, _ in self._standing(before.subject, was)} - left.keys()
        if given_up:
            others = self._others(after, target)
            left |= {key: held for key, held in others if key in given_up}
        return tuple(left.items())

    def _asked(
        self, claim: Claim, subject: Subject, known_at: datetime | None
    ) -> Iterator[ClaimKey]:
        key = ClaimKey.of(claim)
        persons = self._cluster.records(claim.about or subject, known_at)
        if claim.about is None:
            held = self._holder(key)
            if (held and held[0] not in persons) or self._having(key) - persons:
                raise RuleBrokenError(claim.rule)
            if held is None:
                yield key
        elif any(self._is_had(evolve(key, about=person)) for person in persons):
            raise RuleBrokenError(claim.rule)
        else:
            yield key

    def _is_had(self, key: ClaimKey) -> bool:
        return self._holder(key) is not None or bool(self._having(key))

    def _having(self, key: ClaimKey) -> set[Subject]:
        """Return whose stories say what *key* tells of, whether they hold it or not.

        A correction moves a claim only where it is free, and records that were one person
        may turn out to be two: then several have what one of them holds.
        """
        said = self._shelf.claimants(key) | self._said[key]
        return {subject for subject in said if self._has(subject, key)}

    def _has(self, subject: Subject, key: ClaimKey) -> bool:
        told = self._cluster.story(subject).told
        return any(key in self._of(version.entry.event) for version in told)

    def _holder(self, key: ClaimKey) -> tuple[Subject | None, UUID] | None:
        here = self._taken.get(key)
        if here is not None:
            return here.subject, here.command_id
        stored = self._shelf.holder(key)
        return None if stored is None or stored[1] in self._released else stored

    def _others(self, after: Story, target: UUID) -> Iterator[tuple[ClaimKey, Held]]:
        """Yield what other commands of the same person say, the first told last."""
        stories = self._cluster.stories(after.subject, None)
        for story in (*(s for s in stories if s.subject != after.subject), after):
            others = [v for v in story.told if v.entry.command_id != target]
            yield from self._standing(story.subject, reversed(others))

    def _standing(
        self, subject: Subject, versions: Iterable[Version]
    ) -> Iterator[tuple[ClaimKey, Held]]:
        for version in versions:
            for key in self._of(version.entry.event):
                yield key, Held(subject, version.entry.command_id)

    def _of(self, event: object) -> tuple[ClaimKey, ...]:
        if not self.claiming(event):
            return ()
        return tuple(ClaimKey.of(claim) for claim in self._registry.claims_of(event))
