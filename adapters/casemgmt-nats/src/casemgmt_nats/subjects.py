"""The subjects of a store: where in its stream each thing has its place.

Everything begins with the name of the office, so that one cluster may hold many. An id is
32 hexadecimal digits, a claim as many as it has.

=======================  =========================================================
``ev.STREAM.VERSION``    an event; once for ever
``cmd.COMMAND``          what a command brought about; empty where it is known not to be
``claim.CLAIM``          who holds a claim; empty once it was released
``left.COMMAND``         the claims an amendment left to a command
``named.WHO.KIND.STREAM``  that a stream speaks of somebody
=======================  =========================================================
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from attrs import frozen


class Placed(Protocol):
    """What stands at a subject."""

    @property
    def subject(self) -> str:
        """Where it stands."""


@frozen
class Subjects:
    """The subjects of the office of this name."""

    office: str

    @property
    def all(self) -> str:
        """Everything of this office."""
        return f"{self.office}.>"

    @property
    def places(self) -> list[str]:
        """Where anything of this office may stand; the stream takes nothing else."""
        kinds = ("ev.*.*", "cmd.*", "claim.*", "left.*", "named.*.*.*")
        return [f"{self.office}.{kind}" for kind in kinds]

    @property
    def never(self) -> str:
        """One of these places at which nothing ever stands."""
        return f"{self.office}.cmd.none"

    @property
    def events(self) -> str:
        """Every event."""
        return f"{self.office}.ev.>"

    @property
    def commands(self) -> str:
        """Every command."""
        return f"{self.office}.cmd.*"

    @property
    def claims(self) -> str:
        """Every claim."""
        return f"{self.office}.claim.*"

    @property
    def large(self) -> set[str]:
        """What holds a large part of all messages."""
        return {self.all, self.events, self.commands}

    def within(self, filtered: str) -> Callable[[Placed], bool]:
        """Return what says whether a message stands where *filtered* says."""
        beginning = filtered.rstrip("*>")
        return lambda kept: kept.subject.startswith(beginning)

    @property
    def event_prefix(self) -> str:
        """What the subject of every event begins with."""
        return f"{self.office}.ev."

    def event(self, stream: UUID, version: int) -> str:
        """Of the event of this rank."""
        return f"{self.office}.ev.{stream.hex}.{version}"

    def story(self, stream: UUID) -> str:
        """Of every event of a story."""
        return f"{self.office}.ev.{stream.hex}.*"

    def command(self, command_id: UUID) -> str:
        """Of what a command brought about."""
        return f"{self.office}.cmd.{command_id.hex}"

    def claim(self, claim: bytes) -> str:
        """Of who holds a claim."""
        return f"{self.office}.claim.{claim.hex()}"

    def left(self, command_id: UUID) -> str:
        """Of what was left to a command."""
        return f"{self.office}.left.{command_id.hex}"

    def named(self, who: UUID, kind: str, stream: UUID | None) -> str:
        """Of that a stream speaks of somebody; of every one, where none is given."""
        of = "*" if stream is None else stream.hex
        return f"{self.office}.named.{who.hex}.{kind}.{of}"

    def part(self, subject: str, rank: int) -> str:
        """Return a part of a *subject* of this office, from 0 for its kind."""
        return subject[len(self.office) + 1 :].split(".")[rank]
