"""What the facts are folded from, and what keeps their one personal value closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol
from uuid import UUID

from casemgmt.domain.told import Entry


class Source(Protocol):
    """A log, as the facts read it: subject by subject, every event already read."""

    @property
    def epoch(self) -> str:
        """Which log this is; another one means everything is folded anew."""
        ...

    def head(self) -> int:
        """Return the position of the last event."""
        ...

    def changed(self, after: int) -> Iterable[UUID]:
        """Yield the subjects with events after a position, each once or oftener."""
        ...

    def kind(self, subject: UUID) -> str:
        """Return ``child``, ``household``, ``centre``, ``agreement`` or another kind."""
        ...

    def code(self, subject: UUID) -> str | None:
        """Return what stories call a centre; None where nobody knows."""
        ...

    def entries(self, subject: UUID) -> Sequence[Entry]:
        """Return the subject's events; a subject named in a payload has its id as key."""
        ...

    def linked_ever(self, subject: UUID) -> Collection[UUID]:
        """Return the records ever linked with this one directly, in either direction."""
        ...


class Sealer(Protocol):
    """Closes and opens the one personal value the facts hold: the day of birth."""

    def seal(self, clear: bytes) -> bytes:
        """Return *clear* as it may lie in a file."""
        ...

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed."""
        ...


class InMemoryOnly:
    """Seals nothing: for facts that are never written to a file."""

    def seal(self, clear: bytes) -> bytes:
        """Return *clear* as it is."""
        return clear

    def open(self, sealed: bytes) -> bytes:
        """Return *sealed* as it is."""
        return sealed
