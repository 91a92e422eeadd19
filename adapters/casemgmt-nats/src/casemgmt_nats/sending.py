"""A batch on its way: what is sent of it, and what is known of how it fared."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex
from uuid import UUID

from attrs import define, field

from casemgmt.stores import Append, CommandTakenError, StoryLink, VersionTakenError

from .kept import Kept
from .subjects import Subjects

ID, SENT = "Nats-Msg-Id", "Sent"


@define
class Sending:
    """A batch on its way.

    Attributes:
        batch: What is to be stored.
        until: When it is given up, by the clock of this process.
        links: The link of each event, once they are known.
        closed: For each command that was found closed, the place where it was.
        unclear: Whether something was sent whose end is not known.
        lost: How often that was so.
        mark: What only this batch bears, however often it is sent.

    """

    batch: Sequence[Append]
    until: float
    closed: dict[UUID, int] = field(factory=dict)
    links: list[StoryLink] = field(factory=list)
    unclear: bool = False
    lost: int = 0
    mark: str = field(factory=lambda: token_hex(8))

    @property
    def own(self) -> UUID | None:
        """The command under which all of it stands or falls."""
        return self.batch[0].command_id

    def is_ours(self, kept: Kept | None) -> bool:
        """Whether what stands at a command was written by this batch, and by no other."""
        return kept is not None and kept.headers.get(SENT) == self.mark

    def commands(self, subjects: Subjects) -> dict[str, UUID]:
        """Return where each command has its place."""
        ids = [a.command_id for a in self.batch if a.command_id is not None]
        return {subjects.command(one): one for one in ids}

    def events(self, subjects: Subjects) -> list[str]:
        """Return where each event has its place."""
        told = (append.event for append in self.batch)
        return [subjects.event(event.stream, event.version) for event in told]


def refuse_twice(batch: Sequence[Append]) -> None:
    """Refuse a batch that would take a place twice.

    Raises:
        CommandTakenError: of a command.
        VersionTakenError: of an event.

    """
    ids = [append.command_id for append in batch if append.command_id is not None]
    if len(set(ids)) < len(ids):
        raise CommandTakenError
    versions = [(append.event.stream, append.event.version) for append in batch]
    if len(set(versions)) < len(versions):
        raise VersionTakenError
