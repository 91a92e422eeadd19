"""The vault: for each subject its random id, its key, and the reference others know it by.

It is written before the log: a crash leaves an unused key, never an event without one.
Only here does a reference stand. It is kept apart from the log and its backups.
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from time import monotonic
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import BusyError

from .sealing import random_key
from .vault_file import VaultPlace, database
from .vault_keys import NAMES, SECRET, VaultKeys, new_rows, opened, sealed
from .vault_port import DamagedVaultError, Erasure, KeyWrapper

__all__ = ["DamagedVaultError", "FileVault"]

_LOOKED_UP_AT_ONCE = 500
_KEPT = 32_768
_NOTICED_SECONDS = 0.1


class FileVault:
    """A vault in one file, readable by its owner only, without a write-ahead log.

    Locked with a ``wrapper`` it opens with that alone. Without one whoever has the file
    has the keys; that is for one office, on an encrypted disk. Ids and references once
    read are kept in memory, some thousands at most, until another process changes the file.

    Args:
        path: The file; None for a vault in memory.
        create: Whether to make it where it is not there.
        keep: How many ids are kept in memory.
        wrapper: What locks it.
        locking: Whether one that is not locked yet is about to be, by ``rotate``.

    Raises:
        LockedVaultError: it is locked in another way, or does not open.

    """

    def __init__(
        self,
        path: Path | None,
        *,
        create: bool = False,
        keep: int = _KEPT,
        wrapper: KeyWrapper | None = None,
        locking: bool = False,
    ) -> None:
        self._keep, self._wrapper = keep, wrapper
        self._lock = RLock()
        self._ids: dict[Subject, UUID] = {}
        self._names: dict[UUID, Subject] = {}
        self._erased: frozenset[UUID] = frozenset()
        self._erased_at: tuple[int, int] | None = None
        self._db = database(path, create=create)
        self._place = VaultPlace.of(path)
        self._version, self._looked = 0, 0.0
        try:
            with _plainly():
                self._keys = VaultKeys.read(self._meta(), wrapper, locking=locking)
        except BaseException:
            self._db.close()
            raise
        self._facts = AESGCM(self._keys.facts)

    def identify(self, references: Iterable[Subject]) -> dict[Subject, UUID]:
        """Return the id of each reference, made where it is new; durable on return.

        Raises:
            NoStoreError: the file was moved or removed since it was opened.

        """
        self._place.refuse_when_gone()
        self._notice()
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
        self._notice()
        wanted = [r for r in dict.fromkeys(references) if r not in self._ids]
        with self._lock, _plainly():
            self._let_go()
            self._look_up(wanted)
            return {r for r in wanted if r not in self._ids}

    def find(self, reference: Subject) -> UUID | None:
        """Return the id of *reference*, None when it was never told of."""
        self._notice()
        known = self._ids.get(reference)
        if known is not None:
            return known
        with self._lock, _plainly():
            self._let_go()
            self._look_up([reference])
            return self._ids.get(reference)

    def reference(self, subject: UUID) -> Subject | None:
        """Return how *subject* is known outside; None once it is erased."""
        if monotonic() - self._looked > _NOTICED_SECONDS:
            self._notice()
        known = self._names.get(subject)
        if known is None:
            found = self._cell("reference", subject)
            if found is None:
                return None
            known = self._unsealed(subject, found)
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
        return None if wrapped is None else self._opened(wrapped, person.bytes)

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

    def erase(self, subject: UUID, at: datetime) -> None:
        """Destroy the key and the reference of *subject*, and note it, durable on return.

        What stood there is overwritten in the file. Erasing it again changes nothing.
        """
        self._place.refuse_when_gone()
        with self._lock, _plainly(), self._writing():
            self._db.execute(
                "UPDATE subjects SET hash = NULL, key = NULL, reference = NULL"
                " WHERE id = ?",
                [subject.bytes],
            )
            self._db.execute(
                "INSERT OR IGNORE INTO erasures VALUES (?, ?)",
                [subject.bytes, at.isoformat()],
            )
            self._forget_all()

    def erasures(self) -> list[Erasure]:
        """Return the ledger of what was erased, the earliest first."""
        with self._lock, _plainly():
            rows = self._db.execute("SELECT id, at FROM erasures").fetchall()
        noted = [Erasure(UUID(bytes=i), datetime.fromisoformat(at)) for i, at in rows]
        return sorted(noted, key=lambda erasure: (erasure.at, erasure.subject))

    def rotate(self) -> int:
        """Wrap every key and reference anew in one transaction; return how many keys."""
        self._place.refuse_when_gone()
        rows, keys = self._keys.renewed(self._wrapper)
        with self._lock, _plainly(), self._writing():
            kept = self._db.execute(
                "SELECT id, key, reference FROM subjects WHERE key IS NOT NULL"
            ).fetchall()
            self._db.executemany(
                "UPDATE subjects SET key = ?, reference = ? WHERE id = ?",
                [self._rewrapped(keys.master, UUID(bytes=i), k, r) for i, k, r in kept],
            )
            marks = ",".join("?" * len(NAMES))
            self._db.execute(f"DELETE FROM meta WHERE name IN ({marks})", [*NAMES])  # noqa: S608
            self._db.executemany("INSERT INTO meta VALUES (?, ?)", rows.items())
        self._keys = keys
        return len(kept)

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
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def _meta(self) -> dict[str, bytes]:
        """Return the vault's own keys as they stand there, made where there are none."""
        ask = "SELECT name, value FROM meta"
        rows: dict[str, bytes] = dict(self._db.execute(ask))
        if not rows:
            made = new_rows(self._wrapper)
            with self._transaction():  # another process may have been first
                self._db.executemany(
                    "INSERT INTO meta SELECT ?, ? WHERE NOT EXISTS"
                    " (SELECT 1 FROM meta WHERE name = 'secret')",
                    [[name, made[name]] for name in sorted(made, key=SECRET.__eq__)],
                )
            rows = dict(self._db.execute(ask))
        return rows

    def _notice(self) -> None:
        """Keep nothing in memory that another process may have changed or erased."""
        with self._lock, _plainly():
            version = self._db.execute("PRAGMA data_version").fetchone()[0]
            if version != self._version:
                self._forget_all()
                self._reread()
            self._version, self._looked = version, monotonic()

    def _reread(self) -> None:
        """Take up the keys of the vault when they were rotated."""
        rows = dict(self._db.execute("SELECT name, value FROM meta"))
        if self._keys.mark not in rows.values():
            self._keys = VaultKeys.read(rows, self._wrapper)

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

    def _rewrapped(
        self, master: AESGCM, subject: UUID, key: bytes, reference: bytes
    ) -> tuple[bytes, bytes, bytes]:
        at, named = subject.bytes, _named(subject)
        own = self._keys.master
        again = sealed(master, opened(own, key, at), at)
        return again, sealed(master, opened(own, reference, named), named), at

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
        wrapped = sealed(self._keys.master, random_key(), subject.bytes)
        named = sealed(self._keys.master, str(reference).encode(), _named(subject))
        return subject.bytes, reference.kind, self._hash(reference), wrapped, named

    def _unsealed(self, subject: UUID, sealed: bytes) -> Subject:
        return Subject.of(self._opened(sealed, _named(subject)).decode())

    def _let_go(self) -> None:
        """Begin anew when more is kept in memory than is to be."""
        if len(self._ids) > self._keep:
            self._forget_all()

    def _forget_all(self) -> None:
        self._ids.clear()
        self._names.clear()

    def _remember(self, reference: Subject, subject: UUID) -> None:
        self._ids[reference] = subject
        self._names[subject] = reference

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Write all or nothing, with the keys that hold while nobody else writes."""
        with self._transaction():
            self._reread()
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


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
