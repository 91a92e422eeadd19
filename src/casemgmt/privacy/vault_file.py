"""The file of a vault: found or made, every PRAGMA set and read back."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Self

from attrs import frozen

from casemgmt.errors import BusyError, NewerStoreError, NoStoreError
from casemgmt.locale.reasons import reason
from casemgmt.medium import refuse_network

FORMAT = 2
APPLICATION_ID = 0x63617661  # "cava"
PRAGMAS: dict[str, int | str] = {
    "busy_timeout": 30_000,
    "journal_mode": "delete",
    "synchronous": 3,  # EXTRA: the journal is gone for good before a key is relied upon
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "fullfsync": 1,  # on macOS only this waits for the disk; elsewhere it changes nothing
}
_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    """CREATE TABLE subjects (
        id BLOB PRIMARY KEY, kind TEXT NOT NULL, hash BLOB UNIQUE, key BLOB, reference BLOB
    ) WITHOUT ROWID""",
)
_SINCE_2 = "CREATE TABLE erasures (id BLOB PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID"


@frozen
class VaultPlace:
    """Where the file of a vault is, and which file it is.

    Attributes:
        path: None for one in memory.
        file: Its device and number there; a copy in its place has another.

    """

    path: Path | None
    file: tuple[int, int] | None
    _at: str | None

    @classmethod
    def of(cls, path: Path | None) -> Self:
        """Return the place of the vault that is now at *path*."""
        at = None if path is None else str(path)
        return cls(path, _file(at), at)

    def refuse_when_gone(self) -> None:
        """Rely on no key of a file which is no longer there.

        Raises:
            NoStoreError: it is not.

        """
        if _file(self._at) != self.file:
            raise NoStoreError.because("vault.moved-away", path=self.path)


def _file(path: str | None) -> tuple[int, int] | None:
    try:
        found = os.stat(path) if path is not None else None  # noqa: PTH116 - asked often
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found is not None else None


def database(path: Path | None, *, create: bool) -> sqlite3.Connection:
    """Return the database of the vault at *path*; one in memory if None.

    Raises:
        NoStoreError: there is none, it is something else, or it is on a network drive.
        NewerStoreError: a newer casemgmt wrote it.
        BusyError: it cannot be read or made.

    """
    try:
        if path is not None:
            _find_or_make(path, create=create)
        db = sqlite3.connect(
            path or ":memory:", isolation_level=None, check_same_thread=False, timeout=30
        )
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise BusyError.because("vault.not-opened", path=path, why=reason(why)) from None
    try:
        _set_up(db, path)
    except sqlite3.OperationalError as error:
        db.close()
        raise BusyError.because("vault.not-opened", path=path, why=reason(error)) from None
    except sqlite3.DatabaseError:
        db.close()
        raise _no_vault(path) from None
    except BaseException:
        db.close()
        raise
    return db


def _find_or_make(path: Path, *, create: bool) -> None:
    refuse_network(path)
    if create and not path.exists():
        path.touch(mode=0o600)
    elif not path.is_file() or not (create or path.stat().st_size):
        raise NoStoreError.because("vault.not-there", path=path)


def _set_up(db: sqlite3.Connection, path: Path | None) -> None:
    for name, wanted in PRAGMAS.items():
        db.execute(f"PRAGMA {name} = {wanted}").fetchone()
        got = db.execute(f"PRAGMA {name}").fetchone()[0]
        if got != wanted and not (path is None and name == "journal_mode"):
            raise BusyError.because(
                "vault.setting-refused", name=name, wanted=wanted, got=got
            )
    db.execute("BEGIN IMMEDIATE" if _says(db, "user_version") < FORMAT else "BEGIN")
    try:
        if _says(db, "user_version") == 0:  # nobody else made it while we waited
            _make_tables(db, path)
        check_marks(db, path)
        if _says(db, "user_version") < FORMAT:
            db.execute(_SINCE_2)
            db.execute(f"PRAGMA user_version = {FORMAT}")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def check_marks(db: sqlite3.Connection, path: Path | None) -> None:
    """Refuse what is no vault, or one that a newer casemgmt wrote.

    Raises:
        NoStoreError: it is none.
        NewerStoreError: it is a newer one.

    """
    if _says(db, "application_id") != APPLICATION_ID:
        raise _no_vault(path)
    if _says(db, "user_version") > FORMAT:
        raise NewerStoreError.because("vault.newer", path=path)


def _make_tables(db: sqlite3.Connection, path: Path | None) -> None:
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise _no_vault(path)
    for table in _TABLES:
        db.execute(table)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


def _says(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])


def _no_vault(path: Path | None) -> NoStoreError:
    return NoStoreError.because("vault.no-vault", path=path)
