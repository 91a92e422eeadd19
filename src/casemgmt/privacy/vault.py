"""The vault: for each subject its random id, its key, and the reference others know it by.

It is written before the log - a crash leaves an unused key, never an event without one - and
is the only place where a reference stands. It is kept apart from the log and its backups.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Protocol
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import BusyError, NewerStoreError, NoStoreError

from .sealing import NONCE_BYTES, random_key

FORMAT = 1
APPLICATION_ID = 0x63617661  # "cava"
_LOOKED_UP_AT_ONCE = 500


class Vault(Protocol):
    """The port: what a store asks of any vault."""

    def identify(self, references: Iterable[Subject]) -> dict[Subject, UUID]:
        """Return the id of each reference, made where it is new; durable on return."""

    def find(self, reference: Subject) -> UUID | None:
        """Return the id of *reference*, None when it was never told of."""

    def reference(self, subject: UUID) -> Subject | None:
        """Return how *subject* is known outside; None once it is erased."""

    def references(self, kind: str) -> list[tuple[Subject, UUID]]:
        """Return every subject of *kind* that is not erased."""

    def key(self, person: UUID) -> bytes | None:
        """Return the key of *person*; None once it is erased."""

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

    Whoever has the file has the keys; it is for one office, on an encrypted disk.
    """

    def __init__(self, path: Path | None, *, create: bool = False) -> None:
        self._lock = RLock()
        self._ids: dict[Subject, UUID] = {}
        self._names: dict[UUID, Subject] = {}
        self._db = _open(path, create=create)
        self._master, self._secret, self._facts = self._open_meta()
        self._box = AESGCM(self._facts)

    def identify(self, references: Iterable[Subject]) -> dict[Subject, UUID]:
        """Return the id of each reference, made where it is new; durable on return."""
        wanted = list(dict.fromkeys(references))
        with self._lock:
            missing = [r for r in wanted if r not in self._ids]
            if missing:
                self._look_up(missing)
                new = [r for r in missing if r not in self._ids]
                if new:
                    self._make(new)
            return {r: self._ids[r] for r in wanted}

    def find(self, reference: Subject) -> UUID | None:
        """Return the id of *reference*, None when it was never told of."""
        with self._lock:
            if reference not in self._ids:
                self._look_up([reference])
            return self._ids.get(reference)

    def reference(self, subject: UUID) -> Subject | None:
        """Return how *subject* is known outside; None once it is erased."""
        with self._lock:
            known = self._names.get(subject)
            if known is None:
                row = self._db.execute(
                    "SELECT reference FROM subjects WHERE id = ?", [subject.bytes]
                ).fetchone()
                if row is None or row[0] is None:
                    return None
                known = self._unsealed(subject, row[0])
                self._remember(known, subject)
            return known

    def references(self, kind: str) -> list[tuple[Subject, UUID]]:
        """Return every subject of *kind* that is not erased."""
        with self._lock:
            rows = self._db.execute(
                "SELECT id, reference FROM subjects WHERE kind = ? AND reference IS NOT NULL",
                [kind],
            ).fetchall()
        found = [(UUID(bytes=i), r) for i, r in rows]
        return sorted(((self._unsealed(i, r), i) for i, r in found), key=lambda p: p[0].key)

    def key(self, person: UUID) -> bytes | None:
        """Return the key of *person*; None once it is erased."""
        with self._lock:
            row = self._db.execute(
                "SELECT key FROM subjects WHERE id = ?", [person.bytes]
            ).fetchone()
        return None if row is None or row[0] is None else aes_key_unwrap(self._master, row[0])

    def keyed_hash(self, *words: str) -> bytes:
        """Return a hash that says nothing of *words* to who has not the vault."""
        said = "\x1f".join(words).encode()
        return hmac.new(self._secret, said, hashlib.sha256).digest()[:16]

    def seal(self, value: bytes) -> bytes:
        """Return *value* sealed with the vault's own key for facts."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._box.encrypt(nonce, value, b"facts")

    def open(self, sealed: bytes) -> bytes:
        """Return what ``seal`` sealed."""
        return self._box.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], b"facts")

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
        return rows["master"], rows["secret"], rows["facts"]

    def _hash(self, reference: Subject) -> bytes:
        return self.keyed_hash("reference", reference.kind, reference.key)

    def _look_up(self, references: Sequence[Subject]) -> None:
        for start in range(0, len(references), _LOOKED_UP_AT_ONCE):
            part = {self._hash(r): r for r in references[start : start + _LOOKED_UP_AT_ONCE]}
            marks = ",".join("?" * len(part))
            rows = self._db.execute(
                f"SELECT hash, id FROM subjects WHERE hash IN ({marks})",  # noqa: S608 - marks only
                list(part),
            )
            for found, subject in rows:
                self._remember(part[found], UUID(bytes=subject))

    def _make(self, references: Sequence[Subject]) -> None:
        made = {r: uuid4() for r in references}
        with self._writing():
            self._db.executemany(
                "INSERT OR IGNORE INTO subjects VALUES (?, ?, ?, ?, ?)",
                [self._row(r, subject) for r, subject in made.items()],
            )
        self._look_up(references)  # another process may have been first

    def _row(self, reference: Subject, subject: UUID) -> tuple[bytes, str, bytes, bytes, bytes]:
        wrapped = aes_key_wrap(self._master, random_key())
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self._master).encrypt(nonce, str(reference).encode(), subject.bytes)
        return subject.bytes, reference.kind, self._hash(reference), wrapped, nonce + sealed

    def _unsealed(self, subject: UUID, sealed: bytes) -> Subject:
        nonce, box = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return Subject.of(AESGCM(self._master).decrypt(nonce, box, subject.bytes).decode())

    def _remember(self, reference: Subject, subject: UUID) -> None:
        self._ids[reference] = subject
        self._names[subject] = reference

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            msg = f"the vault cannot be written: {error}"
            raise BusyError(msg) from None


_TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subjects (
    id BLOB PRIMARY KEY, kind TEXT NOT NULL, hash BLOB UNIQUE, key BLOB, reference BLOB
) WITHOUT ROWID;
"""


def _open(path: Path | None, *, create: bool) -> sqlite3.Connection:
    if path is not None:
        if not create and not path.is_file():
            msg = f"{path}: the vault is not there; without it nothing personal can be read"
            raise NoStoreError(msg)
        if create and not path.exists():
            path.touch(mode=0o600)
    try:
        db = sqlite3.connect(
            path or ":memory:", isolation_level=None, check_same_thread=False, timeout=30
        )
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > FORMAT:
            msg = f"{path}: the vault was written by a newer casemgmt"
            raise NewerStoreError(msg)
        if version == 0:
            _make_tables(db, path)
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            msg = f"{path}: this is not a vault"
            raise NoStoreError(msg)
        for pragma in ("secure_delete = ON", "synchronous = FULL", "trusted_schema = OFF"):
            db.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            msg = f"{path}: the vault cannot be opened: {error}"
            raise BusyError(msg) from None
        msg = f"{path}: this is not a vault"
        raise NoStoreError(msg) from None
    return db


def _make_tables(db: sqlite3.Connection, path: Path | None) -> None:
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        msg = f"{path}: this is not a vault"
        raise NoStoreError(msg)
    db.execute("PRAGMA journal_mode = DELETE")
    db.executescript(
        f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id = {APPLICATION_ID};"
        f"PRAGMA user_version = {FORMAT}; COMMIT;"
    )
