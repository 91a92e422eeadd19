"""What a vault promises, wherever its rows are kept: wrapped keys, a ledger, a rotation.

It is written before the log: a crash leaves an unused key, never an event without one.
Only here does a reference stand. It is kept apart from the log and its backups.
"""

from __future__ import annotations

import hmac
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from threading import RLock
from time import monotonic
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casemgmt.domain.vocabulary import Subject

from .sealing import random_key
from .vault_keys import MOVED, VaultKeys, opened, sealed
from .vault_port import DamagedVaultError, Erasure, KeyWrapper
from .vault_rows import Own, Row, VaultRows

KEPT = 32_768
_NOTICED_SECONDS = 0.1


class KeptVault:
    """A vault over rows that are kept in a file or on a server.

    Locked with a ``wrapper`` it opens with that alone. Ids and references once read are
    kept in memory, some thousands at most, until another process changes the rows.

    Args:
        rows: Where they are kept; closed with the vault, also when it does not open.
        keep: How many ids are kept in memory.
        wrapper: What locks it.
        locking: Whether one that is not locked yet is about to be, by ``rotate``.

    Raises:
        LockedVaultError: it is locked in another way, or does not open.

    """

    def __init__(
        self,
        rows: VaultRows,
        *,
        keep: int = KEPT,
        wrapper: KeyWrapper | None = None,
        locking: bool = False,
    ) -> None:
        self._rows, self.keep, self._wrapper = rows, keep, wrapper
        self._lock = RLock()
        self._ids: dict[Subject, UUID] = {}
        self._names: dict[UUID, Subject] = {}
        self._erased: frozenset[UUID] = frozenset()
        self._erased_at: Hashable = None
        self._noticed: Hashable = None
        self._looked = 0.0
        try:
            self._keys = VaultKeys.read(rows.own(), wrapper, locking=locking)
        except BaseException:
            rows.close()
            raise
        self._facts = AESGCM(self._keys.facts)

    def identify(self, references: Iterable[Subject]) -> dict[Subject, UUID]:
        """Return the id of each reference, made where it is new; durable on return.

        Raises:
            NoStoreError: the file was moved or removed since it was opened.

        """
        self._rows.refuse_when_gone()
        self._notice()
        found: dict[Subject, UUID] = {}
        new: dict[Subject, None] = {}
        for reference in references:
            subject = self._ids.get(reference)
            if subject is None:
                new[reference] = None
            else:
                found[reference] = subject
        if not new:
            return found
        missing = list(new)
        with self._lock:
            self._let_go()
            self._look_up(missing)
            self._make([r for r in missing if r not in self._ids])
            return found | {r: self._ids[r] for r in missing}

    def look_up(self, references: Iterable[Subject]) -> set[Subject]:
        """Return which of *references* were never told of; the others are then at hand."""
        self._notice()
        wanted = [r for r in dict.fromkeys(references) if r not in self._ids]
        with self._lock:
            self._let_go()
            self._look_up(wanted)
            return {r for r in wanted if r not in self._ids}

    def find(self, reference: Subject) -> UUID | None:
        """Return the id of *reference*, None when it was never told of."""
        self._notice()
        known = self._ids.get(reference)
        if known is not None:
            return known
        with self._lock:
            self._let_go()
            self._look_up([reference])
            return self._ids.get(reference)

    def reference(self, subject: UUID) -> Subject | None:
        """Return how *subject* is known outside; None once it is erased."""
        if monotonic() - self._looked > _NOTICED_SECONDS:
            self._notice()
        known = self._names.get(subject)
        if known is None:
            with self._lock:
                found = self._rows.reference(subject)
                if found is None:
                    return None
                known = self._unsealed(subject, found)
                self._let_go()
                self._remember(known, subject)
        return known

    def references(self, kind: str) -> list[tuple[Subject, UUID]]:
        """Return every subject of *kind* that is not erased."""
        with self._lock:
            found = self._rows.references(kind)
        return sorted(((self._unsealed(i, r), i) for i, r in found), key=lambda p: p[0].key)

    def knows(self, subject: UUID) -> bool:
        """Return whether *subject* was given its id here, also once it is erased."""
        with self._lock:
            return self._rows.knows(subject)

    def key(self, person: UUID) -> bytes | None:
        """Return the key of *person*; None once it is erased."""
        with self._lock:
            wrapped = self._rows.key(person)
        return None if wrapped is None else self._opened(wrapped, person.bytes)

    def erased(self) -> frozenset[UUID]:
        """Return every subject whose key was destroyed; asked again only after a change."""
        with self._lock:
            changed = self._rows.changed()
            if changed != self._erased_at:
                self._erased = self._rows.erased()
                self._erased_at = changed
            return self._erased

    def erase(self, subject: UUID, at: datetime) -> None:
        """Destroy the key and the reference of *subject*, and note it, durable on return.

        Erasing it again changes nothing.

        Raises:
            LockedVaultError: the vault was moved meanwhile, and the key with it.

        """
        self._rows.refuse_when_gone()
        with self._lock:
            self._forget_all()
            self._rows.erase(subject, at)
            self._take_up(self._rows.own())

    def erasures(self) -> list[Erasure]:
        """Return the ledger of what was erased, the earliest first."""
        with self._lock:
            noted = self._rows.erasures()
        return sorted(noted, key=lambda erasure: (erasure.at, erasure.subject))

    def rotate(self, lock: KeyWrapper | None = None) -> int:
        """Wrap every key and reference anew, all or none; return how many keys.

        Args:
            lock: What is to lock it from now on; None for what locked it before.

        """
        self._rows.refuse_when_gone()
        wrapper = lock or self._wrapper
        own, keys = self._keys.renewed(wrapper)

        def rewrapped(stood: Own, kept: Sequence[Row]) -> list[Row]:
            self._take_up(stood)
            return [self._rewrapped(keys.master, row) for row in kept]

        with self._lock:
            count = self._rows.rewrite(own, rewrapped)
            self._keys, self._wrapper = keys, wrapper
        return count

    def keyed_hash(self, *words: str) -> bytes:
        """Return a hash that says nothing of *words* to who has not the vault."""
        return hmac.digest(self._keys.secret, "\x1f".join(words).encode(), "sha256")[:16]

    def seal(self, value: bytes) -> bytes:
        """Return *value* sealed with the vault's own key for facts."""
        return sealed(self._facts, value, b"facts")

    def open(self, sealed: bytes) -> bytes:
        """Return what ``seal`` sealed."""
        return opened(self._facts, sealed, b"facts")

    def close(self) -> None:
        """Let go of the rows."""
        with self._lock:
            self._rows.close()

    def _notice(self) -> None:
        """Keep nothing in memory that another process may have changed or erased."""
        with self._lock:
            changed = self._rows.changed_elsewhere()
            if changed != self._noticed:
                self._forget_all()
                self._take_up(self._rows.own())
            self._noticed, self._looked = changed, monotonic()

    def _take_up(self, own: Own) -> None:
        """Take up the vault's *own* keys when they were rotated; none that were moved."""
        if MOVED in own or self._keys.mark not in own.values():
            self._keys = VaultKeys.read(own, self._wrapper)

    def _opened(self, value: bytes, place: bytes) -> bytes:
        """Return what was sealed, also when the keys were rotated meanwhile."""
        keys = self._keys
        try:
            return opened(keys.master, value, place)
        except DamagedVaultError:
            self._notice()
            if self._keys is keys:
                raise
        return opened(self._keys.master, value, place)

    def _look_up(self, references: Sequence[Subject]) -> None:
        hashed = {self._hash(r): r for r in references}
        for one, subject in self._rows.found(list(hashed)).items():
            self._remember(hashed[one], subject)

    def _make(self, references: Sequence[Subject]) -> None:
        if not references:
            return
        hashed = {self._hash(r): r for r in references}

        def made(own: Own) -> list[Row]:
            self._take_up(own)
            return [self._row(reference, uuid4()) for reference in references]

        for one, subject in self._rows.introduce(list(hashed), made).items():
            self._remember(hashed[one], subject)

    def _row(self, reference: Subject, subject: UUID) -> Row:
        key = sealed(self._keys.master, random_key(), subject.bytes)
        named = sealed(self._keys.master, str(reference).encode(), _named(subject))
        return Row(subject, key, named, reference.kind, self._hash(reference))

    def _rewrapped(self, master: AESGCM, row: Row) -> Row:
        at, named, own = row.subject.bytes, _named(row.subject), self._keys.master
        key = sealed(master, opened(own, row.key, at), at)
        return Row(
            row.subject, key, sealed(master, opened(own, row.reference, named), named)
        )

    def _unsealed(self, subject: UUID, sealed: bytes) -> Subject:
        return Subject.of(self._opened(sealed, _named(subject)).decode())

    def _hash(self, reference: Subject) -> bytes:
        return self.keyed_hash("reference", reference.kind, reference.key)

    def _let_go(self) -> None:
        """Begin anew when more is kept in memory than is to be."""
        if len(self._ids) > self.keep:
            self._forget_all()

    def _forget_all(self) -> None:
        self._ids.clear()
        self._names.clear()

    def _remember(self, reference: Subject, subject: UUID) -> None:
        self._ids[reference] = subject
        self._names[subject] = reference


def _named(subject: UUID) -> bytes:
    return subject.bytes + b"reference"
