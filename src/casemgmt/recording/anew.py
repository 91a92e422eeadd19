"""Deciding anew: what a recorded request would be answered, on what stands before it.

The story is cut at the request's own place in the order (day, recorded at, command id);
what speaks of the record rather than of a day is not cut. So of two requests that may be
granted once only the later is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from attrs import frozen

from casemgmt.domain.area import Claim
from casemgmt.domain.journey import Fold, Journey
from casemgmt.domain.policy import Policy
from casemgmt.domain.told import Told, Version, speaks_of_the_record
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import RuleBrokenError

from .persons import as_one, linked, records_of
from .registry import Registry

Stories = Mapping[Subject, tuple[Version, ...]]


@frozen
class Rules:
    """What decides: the commands, how stories add up, the policy."""

    registry: Registry
    fold: Fold
    policy: Policy

    def broken_by(self, subject: Subject, asked: Version, told: Stories) -> StrEnum | None:
        """Return the rule by which *asked*, of *subject*, is refused; None when allowed."""
        entry = asked.entry
        command = self.registry.command_of(entry.event)
        before = Before(subject, asked, told, self.fold)
        journey = before.journey.knowing(before)
        episode = len(journey.case.episodes)
        said = Told(entry.on, entry.by, entry.role, entry.recorded_at, episode)
        try:
            command.decide(journey, said, self.policy)
        except RuleBrokenError as refusal:
            return refusal.rule
        claims = self.registry.claims_of(entry.event)
        return next((c.rule for c in claims if self._is_held(c, before)), None)

    def _is_held(self, claim: Claim, before: Before) -> bool:
        """Whether it was held before: by another child, or for this very child."""
        child = before.same_child(claim.about or before.subject)
        for subject, other in self._claims(before):
            if (other.kind, other.words) == (claim.kind, claim.words):
                same = (other.about or subject) in child
                if same == (claim.about is not None):
                    return True
        return False

    def _claims(self, before: Before) -> Iterator[tuple[Subject, Claim]]:
        for subject, versions in before.told.items():
            for version in versions:
                claims = self.registry.claims_of(version.entry.event)
                yield from ((subject, claim) for claim in claims)


class Before:
    """What stands before a request, in every story it rests on, without the request."""

    def __init__(self, subject: Subject, asked: Version, told: Stories, fold: Fold) -> None:
        self.subject = subject
        self.told: Stories = {s: _cut(versions, asked) for s, versions in told.items()}
        self._fold = fold

    @cached_property
    def journey(self) -> Journey:
        """The journey of the request's own subject."""
        return self.record(self.subject)

    def person(self) -> Journey:
        """Return the journey of all records of the child."""
        records = sorted(self.same_child(self.subject), key=str)
        if len(records) == 1:
            return self.journey
        return as_one(self.subject, [self.told.get(r, ()) for r in records], self._fold)

    def whole(self) -> Journey:
        """Return the same: what comes later was decided later."""
        return self.person()

    def same_child(self, child: Subject) -> frozenset[Subject]:
        """Return the records that are the same person as *child*, itself included."""
        return records_of(child, self._links)

    def record(self, child: Subject) -> Journey:
        """Return the journey of one record, by itself."""
        return self._fold.journey(child, self.told.get(child, ()))

    @cached_property
    def _links(self) -> set[frozenset[Subject]]:
        return linked(self.told.items())


def _cut(versions: tuple[Version, ...], asked: Version) -> tuple[Version, ...]:
    return tuple(
        v
        for v in versions
        if v.entry.command_id != asked.entry.command_id
        and (v.order < asked.order or speaks_of_the_record(v.entry.event))
    )
