"""The port of a vault: what a store asks of any, and what one that is locked asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from attrs import frozen

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import RepairNeededError


class DamagedVaultError(RepairNeededError):
    """A key or a reference in the vault does not open: its bytes were changed."""


class LockedVaultError(RepairNeededError):
    """What opens the vault is not there, or is not the one it was locked with."""


@frozen
class Erasure:
    """That one subject's key and reference were destroyed.

    Attributes:
        subject: Its random id; how it was known outside is nowhere any more.
        at: When.

    """

    subject: UUID
    at: datetime


class KeyWrapper(Protocol):
    """What locks a vault: a passphrase, or a service that keeps keys (a KMS).

    It is given one key of 32 bytes, which opens all others; what it returns is kept in the
    vault. Persons' keys and references are never shown to it.
    """

    def wrap(self, key: bytes) -> bytes:
        """Return *key*, opened by nobody else; with the newest key of the service."""

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return what ``wrap`` wrapped, also with an older key of the service.

        Raises:
            LockedVaultError: it does not open with what is at hand.

        """


class Vault(Protocol):
    """The port: what a store asks of any vault."""

    def identify(self, references: Iterable[Subject]) -> dict[Subject, UUID]:
        """Return the id of each reference, made where it is new; durable on return."""

    def find(self, reference: Subject) -> UUID | None:
        """Return the id of *reference*, None when it was never told of."""

    def look_up(self, references: Iterable[Subject]) -> set[Subject]:
        """Return which of *references* were never told of; the others are then at hand."""

    def reference(self, subject: UUID) -> Subject | None:
        """Return how *subject* is known outside; None once it is erased."""

    def references(self, kind: str) -> list[tuple[Subject, UUID]]:
        """Return every subject of *kind* that is not erased."""

    def knows(self, subject: UUID) -> bool:
        """Return whether *subject* was given its id here, also once it is erased."""

    def key(self, person: UUID) -> bytes | None:
        """Return the key of *person*; None once it is erased."""

    def erased(self) -> frozenset[UUID]:
        """Return every subject whose key was destroyed."""

    def erase(self, subject: UUID, at: datetime) -> None:
        """Destroy the key and the reference of *subject*, and note it, durable on return.

        Erasing it again changes nothing; of one that was never given an id only the note
        is kept, so that a ledger can be replayed over any vault.
        """

    def erasures(self) -> list[Erasure]:
        """Return the ledger of what was erased, the earliest first."""

    def rotate(self, lock: KeyWrapper | None = None) -> int:
        """Wrap every key anew with a new key, all or none, and return how many there are.

        No event is touched: persons' keys stay what they are.

        Args:
            lock: What is to lock the vault from now on; None for what locked it before.

        """

    def keyed_hash(self, *words: str) -> bytes:
        """Return a hash that says nothing of *words* to who has not the vault."""

    def seal(self, value: bytes) -> bytes:
        """Return *value* sealed with the vault's own key for facts."""

    def open(self, sealed: bytes) -> bytes:
        """Return what ``seal`` sealed."""

    def close(self) -> None:
        """Let go of the vault."""
