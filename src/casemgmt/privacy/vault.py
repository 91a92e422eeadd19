"""The vault: for each subject its random id, its key, and the reference others know it by.

It is written before the log: a crash leaves an unused key, never an event without one.
Only here does a reference stand. It is kept apart from the log and its backups.
"""

from __future__ import annotations

import hmac
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Protocol
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import BusyError, RepairNeededError

from .sealing import NONCE_BYTES, random_key
from .vault_file import VaultPlace, opened

_LOOKED_UP_AT_ONCE = 500
_KEPT = 32_768


class DamagedVaultError(RepairNeededError):
    """A key or a reference in the vault does not open: its bytes were changed."""


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

    def keyed_hash(self, *words: str) -> bytes:
        """Return a hash that says nothing of *words* to who has not the vault."""

    def seal(self, value: bytes) -> bytes:
        """Return *value* sealed with the vault's own key for facts."""

    def open(self, sealed: bytes) -> bytes:
        """Return what ``seal`` sealed."""

    def close(self) -> None:
        """Let go of the vault."""


class FileVault:
    """A vault in one file, readable by its owner only, without a write-ahead log.

    Whoever has the file has the keys; it is for one office, on an encrypted disk. Ids and
    references once read are kept in memory, some thousands at most.
    """

    def __init__(
        self, path: Path | None, *, create: bool = False, keep: int = _KEPT
    ) -> None:
        self._keep = keep
        self._lock = RLock()
        self._ids: dict[Subject, UUID] = {}
        self._names: dict[UUID, Subject] = {}
        self._erased: frozenset[UUID] = frozenset()
        self._erased_at: tuple[int, int] | None = None
        self._db = opened(path, create=create)
        self._place = VaultPlace.of(path)
        with _plainly():
            master, self._secret, facts = self._open_meta()
        self._master, self._facts = AESGCM(master), AESGCM(facts)

    def identify(self, references: Iterable[Subject]) -> dict[Subject, UUID]:
        """Return the id of each reference, made where it is new; durable on return.

        Raises:
            NoStoreError: the file was moved or removed since it was opened.

        """
        self._place.refuse_when_gone()
        wanted = dict.fromkeys(references)
        found = {r: subject for r in wanted if (subject := self._ids.get(r)) is not None}
        missing = [r for r in wanted if r not in found]
        if missing:
            with self._lock, _plainly():
                self._let_go()
                self._look_up(missing)
                self._make([r for r in missing if r not in self._ids])
                found |= {r: self._ids[r] for r in missing}
        return found

    def look_up(self, references: Iterable[Subject]) -> set[Subject]:
        """Return which of *references* were never told of; the others are then at hand."""
        wanted = [r for r in dict.fromkeys(references) if r not in self._ids]
        with self._lock, _plainly():
            self._let_go()
            self._look_up(wanted)
            return {r for r in wanted if r not in self._ids}

    def find(self, reference: Subject) -> UUID | None:
        """Return the id of *reference*, None when it was never told of."""
        known = self._ids.get(reference)
        if known is not None:
            return known
        with self._lock, _plainly():
            self._let_go()
            self._look_up([reference])
            return self._ids.get(reference)

    def reference(self, subject: UUID) -> Subject | None:
        """Return how *subject* is known outside; None once it is erased."""
        known = self._names.get(subject)
        if known is None:
            sealed = self._cell("reference", subject)
            if sealed is None:
                return None
            known = self._unsealed(subject, sealed)
            with self._lock:
                self._let_go()
                self._remember(known, subject)
        return known

    def references(self, kind: str) -> list[tuple[Subject, UUID]]:
        """Return every subject of *kind* that is not erased."""
        with self._lock, _plainly():
            rows = self._db.execute(
                "SELECT id, reference FROM subjects"
                " WHERE kind = ? AND reference IS NOT NULL",
                [kind],
            ).fetchall()
        found = [(UUID(bytes=i), r) for i, r in rows]
        return sorted(((self._unsealed(i, r), i) for i, r in found), key=lambda p: p[0].key)

    def knows(self, subject: UUID) -> bool:
        """Return whether *subject* was given its id here, also once it is erased."""
        return self._cell("id", subject) is not None

    def key(self, person: UUID) -> bytes | None:
        """Return the key of *person*; None once it is erased."""
        wrapped = self._cell("key", person)
        return None if wrapped is None else _opened(self._master, wrapped, person.bytes)

    def erased(self) -> frozenset[UUID]:
        """Return every subject whose key was destroyed; asked again only after a change."""
        with self._lock, _plainly():
            (others,) = self._db.execute("PRAGMA data_version").fetchone()
            changes = (others, self._db.total_changes)
            if changes != self._erased_at:
                found = self._db.execute("SELECT id FROM subjects WHERE key IS NULL")
                self._erased = frozenset(UUID(bytes=of) for (of,) in found)
                self._erased_at = changes
            return self._erased

    def keyed_hash(self, *words: str) -> bytes:
        """Return a hash that says nothing of *words* to who has not the vault."""
        return hmac.digest(self._secret, "\x1f".join(words).encode(), "sha256")[:16]

    def seal(self, value: bytes) -> bytes:
        """Return *value* sealed with the vault's own key for facts."""
        return _sealed(self._facts, value, b"facts")

    def open(self, sealed: bytes) -> bytes:
        """Return what ``seal`` sealed."""
        return _opened(self._facts, sealed, b"facts")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def _open_meta(self) -> tuple[bytes, bytes, bytes]:
        rows: dict[str, bytes] = dict(self._db.execute("SELECT name, value FROM meta"))
        if not rows:
            with self._writing():
                self._db.executemany(
                    "INSERT OR IGNORE INTO meta VALUES (?, ?)",
                    [(name, random_key()) for name in ("master", "secret", "facts")],
                )
            rows = dict(self._db.execute("SELECT name, value FROM meta"))
        if not rows.keys() >= {"master", "secret", "facts"}:
            msg = "the vault was damaged: the keys that open all others are not there"
            raise DamagedVaultError(msg)
        return rows["master"], rows["secret"], rows["facts"]

    def _hash(self, reference: Subject) -> bytes:
        return self.keyed_hash("reference", reference.kind, reference.key)

    def _look_up(self, references: Sequence[Subject]) -> None:
        for reference, subject in self._found(references).items():
            self._remember(reference, subject)

    def _found(self, references: Sequence[Subject]) -> dict[Subject, UUID]:
        found: dict[Subject, UUID] = {}
        for start in range(0, len(references), _LOOKED_UP_AT_ONCE):
            part = {
                self._hash(r): r for r in references[start : start + _LOOKED_UP_AT_ONCE]
            }
            marks = ",".join("?" * len(part))
            rows = self._db.execute(
                f"SELECT hash, id FROM subjects WHERE hash IN ({marks})",  # noqa: S608 - marks
                list(part),
            )
            found |= {part[hashed]: UUID(bytes=subject) for hashed, subject in rows}
        return found

    def _cell(self, column: str, subject: UUID) -> bytes | None:
        with self._lock, _plainly():
            row = self._db.execute(
                f"SELECT {column} FROM subjects WHERE id = ?",  # noqa: S608 - a word of ours
                [subject.bytes],
            ).fetchone()
        return None if row is None else row[0]

    def _make(self, references: Sequence[Subject]) -> None:
        if not references:
            return
        with self._writing():
            self._db.executemany(
                "INSERT OR IGNORE INTO subjects VALUES (?, ?, ?, ?, ?)",
                [self._row(r, uuid4()) for r in references],
            )
            there = self._found(references)  # another process may have been first
        for reference, subject in there.items():
            self._remember(reference, subject)

    def _row(
        self, reference: Subject, subject: UUID
    ) -> tuple[bytes, str, bytes, bytes, bytes]:
        wrapped = _sealed(self._master, random_key(), subject.bytes)
        sealed = _sealed(self._master, str(reference).encode(), _named(subject))
        return subject.bytes, reference.kind, self._hash(reference), wrapped, sealed

    def _unsealed(self, subject: UUID, sealed: bytes) -> Subject:
        return Subject.of(_opened(self._master, sealed, _named(subject)).decode())

    def _let_go(self) -> None:
        """Begin anew when more is kept in memory than is to be."""
        if len(self._ids) > self._keep:
            self._ids.clear()
            self._names.clear()

    def _remember(self, reference: Subject, subject: UUID) -> None:
        self._ids[reference] = subject
        self._names[subject] = reference

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def _sealed(box: AESGCM, value: bytes, place: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + box.encrypt(nonce, value, place)


def _opened(box: AESGCM, sealed: bytes, place: bytes) -> bytes:
    try:
        return box.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, TypeError, ValueError):
        msg = "the vault was damaged: one of its keys or references does not open"
        raise DamagedVaultError(msg) from None


def _named(subject: UUID) -> bytes:
    return subject.bytes + b"reference"


@contextmanager
def _plainly() -> Iterator[None]:
    """Say in one line what SQLite says in many ways."""
    try:
        yield
    except sqlite3.Error as error:
        msg = f"the vault cannot be read or written: {error}"
        raise BusyError(msg) from None
