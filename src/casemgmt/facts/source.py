"""What the facts are folded from, and what keeps their one personal value closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from attrs import frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.told import Entry

if TYPE_CHECKING:
    from .plain import Plain


@frozen
class Word:
    """One event of a story in which nothing was put right, as the facts hear it.

    Attributes:
        command: The command's id.
        name: The stored name of the event, without its number.
        event: What happened; None where no fact rests on it.
        on: The day it happened, with its precision.
        at: When it was recorded, in microseconds since 1970.
        by: The acting person's reference.

    """

    command: bytes
    name: str
    event: Any
    on: Day
    at: int
    by: str


Story = Sequence[Word] | Sequence[Entry]
"""What was recorded of one subject: in short, where nothing of it was put right."""


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

    def news(self, after: int, until: int) -> Mapping[UUID, Sequence[Word]] | None:
        """Return what was recorded between two positions, by subject.

        A subject of whom something was put right, or cannot be read, has no words. None
        where it is so much that whole stories are sooner read.
        """
        ...

    def kind(self, subject: UUID) -> str:
        """Return ``child``, ``household``, ``centre``, ``agreement`` or another kind."""
        ...

    def code(self, subject: UUID) -> str | None:
        """Return what stories call a centre; None where nobody knows."""
        ...

    def story(self, subject: UUID, until: int) -> Story:
        """Return what was recorded of a subject up to a position.

        A subject named in an event has its id as key. What cannot be read is passed over.
        """
        ...

    def plain(self, subject: UUID, until: int) -> Plain | None:
        """Return what was recorded of a subject up to a position, to be told by itself.

        None where something of it was put right, or is not as it was written.
        """
        ...

    def unread(self, subject: UUID) -> int:
        """Return how many events of the story asked for last could not be read.

        Those of areas that are not installed here are passed over, and not counted.
        """
        ...

    def let_go(self) -> None:
        """Keep no story at hand any longer."""
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
