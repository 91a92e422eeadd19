"""Parts: what an open store is made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from attrs import define, field

from casemgmt.care.attachments import Attachments
from casemgmt.care.kept_needles import KeptNeedles
from casemgmt.config import Config
from casemgmt.domain.vocabulary import Subject
from casemgmt.recording.envelope import kind_of
from casemgmt.recording.masking import Guards
from casemgmt.recording.port import StoredEvent
from casemgmt.recording.recorder import Recorder
from casemgmt.recording.shelf import Shelf

if TYPE_CHECKING:
    from casemgmt.desk.resembling import Resembling
    from casemgmt.indicators import Indicator

PERSONS = frozenset({"child", "household"})


class Closes(Protocol):
    """Something that is let go of at the end."""

    def close(self) -> None:
        """Let go."""


@define(eq=False)
class Parts:
    """What a store is made of.

    Attributes:
        recorder: Decides and appends.
        config: What the organisation chose.
        facts_at: The folder of its facts; None when they are kept in memory.
        address: Where others open the same; None where nobody else can.
        config_at: The file of what was chosen, when one was named.
        path: The file of its log; None where another engine keeps it.
        vault_at: The file of its vault; None where it is no file.
        facts: The facts, once somebody asked for a figure.
        indicators: Figures beside the core and the installed ones, as tests bring them.
        attachments: The folder of what is attached; None where there is none.
        guards: Which field is of which class; None without an access matrix.
        resembling: Who each record is of, once somebody asked which are alike.

    """

    recorder: Recorder = field(repr=False)
    config: Config = field(repr=False)
    facts_at: Path | None
    address: str | None = field(default=None, repr=False)  # a password may stand in it
    config_at: Path | None = None
    path: Path | None = None
    vault_at: Path | None = None
    facts: Closes | None = field(default=None, repr=False)
    indicators: Sequence[Indicator] = field(default=(), repr=False)
    attachments: Attachments | None = None
    guards: Guards | None = field(default=None, repr=False)
    resembling: Resembling | None = field(default=None, repr=False)

    @property
    def shelf(self) -> Shelf:
        """The stories at hand, the log, the vault."""
        return self.recorder.desk.shelf

    @property
    def needles(self) -> KeptNeedles:
        """What is kept of what erasures look for."""
        return KeptNeedles(self.recorder)

    def subject_of(self, stream: UUID, stored: StoredEvent | None = None) -> Subject:
        """Return how *stream* is known outside, or that it was erased."""
        known = self.shelf.vault.reference(stream)
        if known is not None:
            return known
        first = stored or self.shelf.log.read(stream)[0]
        return Subject(kind_of(first), f"erased-{stream.hex[:8]}")

    def shown_as(self, stream: UUID, stored: StoredEvent | None = None) -> Subject:
        """Return how *stream* is called where nobody said who reads.

        With an access matrix it is its random id, but for whom is nobody.
        """
        known = self.subject_of(stream, stored)
        named = self.guards is None or known.kind not in PERSONS
        return known if named else Subject(known.kind, str(stream))

    def close(self) -> None:
        """Let go of log, vault and facts."""
        if self.facts is not None:
            self.facts.close()
        if self.shelf.sums is not None:
            self.shelf.sums.close()
        self.shelf.log.close()
        self.shelf.vault.close()
