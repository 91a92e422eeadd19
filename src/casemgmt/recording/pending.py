"""What was decided and is not yet appended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.enrolment.links import PersonsLinked, PersonsUnlinked
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject

from .plan import plan_of
from .port import LINK, NAMED
from .shelf import ClaimKey


@frozen
class Held:
    """Who holds a claim: whose story it is, by reference, and which command."""

    subject: Subject
    command_id: UUID


@frozen
class Pending:
    """An event decided and not yet appended, with what goes with it.

    Attributes:
        subject: Whose story it belongs to.
        entry: The event in its envelope.
        plain: The event as data, shown to read back equal.
        command_id: The command that brings it about, None for a second event of one.
        captured_at: When the sending tool says it was told, if it did.
        correlation: The first of the commands that were told together.
        claims: What only one command in the store may hold.
        releases: The command whose claims end.
        reclaims: Claims that are left to another command, where they are free.
        adults: By what the vault knows who else is named, by that name.

    """

    subject: Subject
    entry: Entry
    plain: dict[str, Any] = field(repr=False)
    command_id: UUID | None
    captured_at: datetime | None = None
    correlation: UUID | None = None
    claims: tuple[ClaimKey, ...] = ()
    releases: UUID | None = None
    reclaims: tuple[tuple[ClaimKey, Held], ...] = ()
    adults: Mapping[bytes, Subject] = field(factory=dict, repr=False)
    told: Any = field(init=False, repr=False)
    """The event; of a correction, the corrected one."""

    @told.default
    def _told(self) -> Any:
        event = self.entry.event
        return event.corrected if isinstance(event, CommandCorrected) else event

    @property
    def event(self) -> Any:
        """What happened."""
        return self.entry.event

    @property
    def links(self) -> Subject | None:
        """The record that is said to be the same person, or another one."""
        told = self.told
        return told.other if isinstance(told, PersonsLinked | PersonsUnlinked) else None

    @property
    def names_others(self) -> bool:
        """Whether it may speak of anybody beside its own subject."""
        return self._may_name or bool(self.claims or self.reclaims or self.adults)

    def named(self) -> Iterator[Subject]:
        """Yield every subject it speaks of, its own first."""
        yield self.subject
        yield from self.adults.values()
        if self._may_name:
            yield from self._speaks_of()
        for key in (*self.claims, *(key for key, _ in self.reclaims)):
            if key.about is not None:
                yield key.about
        for _, holder in self.reclaims:
            yield holder.subject

    def mentions(self, ids: Mapping[Subject, UUID]) -> tuple[tuple[UUID, str], ...]:
        """Return the other subjects it speaks of, each as ``link`` or ``named``."""
        if not self._may_name:
            return ()
        others = dict.fromkeys(self._speaks_of())
        if not others:
            return ()
        kind = LINK if self.links is not None else NAMED
        return tuple((ids[subject], kind) for subject in others)

    @property
    def _may_name(self) -> bool:
        kind: type = type(self.told)
        return plan_of(kind).names

    def _speaks_of(self) -> Iterator[Subject]:
        kind: type = type(self.told)
        return plan_of(kind).named(self.told)
