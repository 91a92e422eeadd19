"""Backups of a vault in a file: its keys as they stand, and a day on which they expire.

A backup from before an erasure still has the key of that person. So it is kept for some
weeks, and what was erased since is erased again when it is restored. The first line says
what the backup is; the file of the vault follows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen

from casemgmt.errors import ProofError
from casemgmt.locale import sentence
from casemgmt.privacy.vault_file import database

from .files import whole
from .new_file import refuse_what_is_there

_KIND = "casemgmt-vault-backup"
_NOTED = "backed_up"
_HEAD_AT_MOST = 1_000


@frozen
class Standing:
    """How the newest backup of a vault stands.

    Attributes:
        until: When it expires; None when none was ever made.
        newer: How many subjects came since it was made.
        valid: Whether it has not expired, and nobody came since.

    """

    until: datetime | None
    newer: int
    valid: bool

    def document(self) -> dict[str, Any]:
        """Return it as a program reads it."""
        return {"until": self.until, "newer": self.newer, "valid": self.valid}

    def sentence(self, vault: str, language: str) -> str:
        """Return in words what is to be done, where it is not valid."""
        word = "outgrown" if self.newer and self.until is not None else "unsaved"
        return sentence(f"care.vault-{word}", language, vault=vault, newer=self.newer)


def standing(vault: Path, now: datetime) -> Standing:
    """Return how the newest backup of the file *vault* stands; its keys stay closed."""
    with closing(database(vault, create=False)) as db:
        there = _subjects(db)
        row = db.execute("SELECT value FROM meta WHERE name = ?", [_NOTED]).fetchone()
    if row is None:
        return Standing(None, there, valid=False)
    noted = orjson.loads(row[0])
    until, newer = datetime.fromisoformat(noted["until"]), there - noted["subjects"]
    return Standing(until, newer, valid=now < until and newer <= 0)


def back_up(vault: Path, out: Path, now: datetime, days: int) -> tuple[int, datetime]:
    """Write the file *vault* as it stands to *out*; return how many subjects, until when.

    Raises:
        NoStoreError: there is no vault.
        OSError: *out* cannot be written; nothing is left of it.

    """
    until = now + timedelta(days=days)
    with (
        closing(database(vault, create=False)) as db,
        closing(sqlite3.connect(":memory:")) as copy,
    ):
        db.backup(copy)
        subjects = _subjects(copy)
        note = {"until": until.isoformat(), "subjects": subjects}
        image = copy.serialize()
        head = {"kind": _KIND, "sha256": sha256(image).hexdigest(), **note}
        with whole(out) as file:
            file.write(orjson.dumps(head) + b"\n" + image)
        db.execute(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", [_NOTED, orjson.dumps(note)]
        )
    return subjects, until


def outdated(vault: Path) -> None:
    """Let no backup of the file *vault* count any more: it opens as no other does."""
    with closing(database(vault, create=False)) as db:
        db.execute("DELETE FROM meta WHERE name = ?", [_NOTED])


def expire(folder: Path, now: datetime) -> list[Path]:
    """Destroy the backups in *folder* that have expired, and return which.

    Raises:
        OSError: the folder cannot be read, or a file cannot be removed.

    """
    gone = [path for path in sorted(folder.iterdir()) if _has_expired(path, now)]
    for path in gone:
        path.write_bytes(bytes(path.stat().st_size))
        path.unlink()
    return gone


def _has_expired(path: Path, now: datetime) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        if _KIND.encode() not in file.readline(_HEAD_AT_MOST):
            return False
    try:
        with _read(path) as (head, _):
            return now >= datetime.fromisoformat(head["until"])
    except ProofError:
        return False


def restore(
    backup: Path, vault: Path, now: datetime, ledgers: Iterable[Path], *, expired: bool
) -> tuple[int, int]:
    """Make the file *vault* of *backup*, and erase again whoever was erased since.

    Args:
        backup: The backup.
        vault: Where the vault is to be; nothing that is there is written over.
        now: When it is done.
        ledgers: Later backups, whose ledger of erasures is carried out too.
        expired: Whether a backup that expired is taken nevertheless.

    Returns:
        How many subjects it knows, and how many erasures were carried out.

    Raises:
        ProofError: the backup is none, is damaged, or has expired.
        NoStoreError: there is something where the vault is to be.
        OSError: a file cannot be read or written.

    """
    refuse_what_is_there(vault)
    with _read(backup) as (head, db):
        if not expired and now >= datetime.fromisoformat(head["until"]):
            raise ProofError.because("backup.expired", path=backup)
        erased = dict(_ledger(db))
        for other in ledgers:
            with _read(other) as (_, later):
                erased |= dict(_ledger(later))
        _erase_again(db, erased)
        subjects = _subjects(db)
        with whole(vault) as file:
            file.write(db.serialize())
    return subjects, len(erased)


@contextmanager
def _read(path: Path) -> Iterator[tuple[dict[str, Any], sqlite3.Connection]]:
    first, _, image = path.read_bytes().partition(b"\n")
    try:
        head = orjson.loads(first)
        whole_, kind = head["sha256"] == sha256(image).hexdigest(), head["kind"]
    except (KeyError, TypeError, ValueError):
        whole_, kind = False, None
    if kind != _KIND or not whole_:
        what = "backup.vault-damaged" if kind == _KIND else "backup.no-vault-backup"
        raise ProofError.because(what, path=path)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.deserialize(image)
        yield head, db


def _erase_again(db: sqlite3.Connection, erased: dict[bytes, str]) -> None:
    gone = "UPDATE subjects SET hash = NULL, key = NULL, reference = NULL WHERE id = ?"
    db.executemany(gone, [[subject] for subject in erased])
    db.executemany("INSERT OR IGNORE INTO erasures VALUES (?, ?)", erased.items())
    db.execute("DELETE FROM meta WHERE name = ?", [_NOTED])
    db.execute("VACUUM")  # nothing of them is left in pages that are free


def _ledger(db: sqlite3.Connection) -> list[tuple[bytes, str]]:
    return db.execute("SELECT id, at FROM erasures").fetchall()


def _subjects(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM subjects").fetchone()[0])
