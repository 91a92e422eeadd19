"""Where the rows of a vault are kept: what a ``KeptVault`` asks of a file or a server.

Rows know nothing of keys: what is in them was wrapped or sealed before. Whatever writes is
whole or not there, and durable on return; done twice it is as if it was done once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from attrs import field, frozen

from .vault_port import Erasure

Own = Mapping[str, bytes]
"""The vault's own keys, by their names, as they stand there."""


@frozen
class Row:
    """What is kept of one subject.

    Attributes:
        subject: Its random id.
        kind: The kind of its reference; of what is wrapped anew nobody asks for it.
        hash: The keyed hash of its reference, which only one row has.
        key: Its key, wrapped.
        reference: Its reference, sealed.

    """

    subject: UUID
    key: bytes = field(default=b"", repr=False)
    reference: bytes = field(default=b"", repr=False)
    kind: str = ""
    hash: bytes = field(default=b"", repr=False)


@frozen
class Contents:
    """Everything that a vault has.

    Attributes:
        own: The vault's own keys.
        rows: A row of every subject; of who was erased with its id alone.
        erasures: The ledger.

    """

    own: Own = field(repr=False)
    rows: tuple[Row, ...]
    erasures: tuple[Erasure, ...]


Made = Callable[[Own], Sequence[Row]]
Given = Callable[[Contents], Own]
Rewrapped = Callable[[Own, Sequence[Row]], Sequence[Row]]


class VaultRows(Protocol):
    """Rows in one place; asked by one thread at a time."""

    def refuse_when_gone(self) -> None:
        """Rely on nothing that was moved or removed since it was opened."""

    def own(self) -> Own:
        """Return the vault's own keys; nothing where there are none yet."""

    def begin(self, own: Own) -> None:
        """Keep the vault's *own* keys, unless another process was first."""

    def changed_elsewhere(self) -> Hashable:
        """Return what is another when others have erased or rotated anything."""

    def changed(self) -> Hashable:
        """Return what is another when anybody has erased anything, we too."""

    def found(self, hashes: Sequence[bytes]) -> dict[bytes, UUID]:
        """Return the id behind each of *hashes* that is there."""

    def knows(self, subject: UUID) -> bool:
        """Return whether there is a row of *subject*."""

    def key(self, subject: UUID) -> bytes | None:
        """Return the wrapped key of *subject*; None when it has none."""

    def reference(self, subject: UUID) -> bytes | None:
        """Return the sealed reference of *subject*; None when it has none."""

    def references(self, kind: str) -> list[tuple[UUID, bytes]]:
        """Return the sealed reference of each subject of *kind* that has one."""

    def erased(self) -> frozenset[UUID]:
        """Return who has a row, and no key."""

    def erasures(self) -> list[Erasure]:
        """Return the ledger, in any order."""

    def introduce(self, hashes: Sequence[bytes], made: Made) -> dict[bytes, UUID]:
        """Add the rows that *made* makes, unless others were first; return who is there.

        *made* is given the vault's own keys as they stand while nobody can change them.
        """

    def erase(self, subject: UUID, at: datetime) -> None:
        """Empty the row of *subject*, and note it in the ledger if it is not yet there."""

    def rewrite(self, own: Own, rewrapped: Rewrapped) -> int:
        """Put *own* in the place of the vault's own keys, and each row wrapped anew.

        *rewrapped* is given the keys as they stood, and every row that has a key, while
        nobody else writes.
        """

    def contents(self) -> Contents:
        """Return everything that is there."""

    def hand_over(self, given: Given) -> None:
        """Give everything to *given*, and keep the own keys it returns in their place.

        Nobody else writes meanwhile; *given* may be asked again, and does the same then.
        """

    def take_over(self, contents: Contents) -> None:
        """Put *contents* in the place of everything that is there, all of it or nothing."""

    def destroy(self) -> None:
        """Remove everything that is there, for good, and let go of the place."""

    def close(self) -> None:
        """Let go of the place."""
