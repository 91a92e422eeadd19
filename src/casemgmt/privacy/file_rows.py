"""The rows of a vault in one SQLite file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from casemgmt.errors import BusyError
from casemgmt.locale.reasons import reason

from .vault_file import VaultPlace, database
from .vault_head import Head
from .vault_keys import NAMES, SECRET
from .vault_port import Erasure
from .vault_rows import Contents, Given, Made, Own, Rewrapped, Row

_LOOKED_UP_AT_ONCE = 500
_OWN = "SELECT name, value FROM meta"
_BEGUN = (
    "INSERT INTO meta SELECT ?, ? WHERE NOT EXISTS"
    " (SELECT 1 FROM meta WHERE name = 'secret')"
)
_ADDED = "INSERT OR IGNORE INTO subjects VALUES (?, ?, ?, ?, ?)"
_EMPTIED = "UPDATE subjects SET hash = NULL, key = NULL, reference = NULL WHERE id = ?"
_NOTED = "INSERT OR IGNORE INTO erasures VALUES (?, ?)"
_KEPT = "SELECT id, key, reference FROM subjects WHERE key IS NOT NULL"
_EVERY = "SELECT id, kind, hash, key, reference FROM subjects"
_REWRITTEN = "UPDATE subjects SET key = ?, reference = ? WHERE id = ?"


class FileRows:
    """``VaultRows`` in a file, readable by its owner only; what is erased is overwritten.

    Args:
        path: The file; None for rows in memory.
        create: Whether to make it where it is not there.

    Raises:
        NoStoreError: there is none, it is something else, or it is on a network drive.
        BusyError: it cannot be read or made.

    """

    def __init__(self, path: Path | None, *, create: bool) -> None:
        self.db = database(path, create=create)
        self.place = VaultPlace.of(path)
        self._head = Head(path, self.place.file)
        self._version = 0

    def refuse_when_gone(self) -> None:
        """Rely on no key of a file which is no longer there."""
        self.place.refuse_when_gone()

    def own(self) -> Own:
        """Return the vault's own keys; nothing where there are none yet."""
        return dict(self._asked(_OWN))

    def begin(self, own: Own) -> None:
        """Keep the vault's *own* keys, unless another process was first."""
        with self._writing():
            self.db.executemany(  # the last is what the others look for
                _BEGUN, [[name, own[name]] for name in sorted(own, key=SECRET.__eq__)]
            )

    def changed_elsewhere(self) -> Hashable:
        """Return what is another when another process has written to the file."""
        if not self._head.stands():
            self._version = self._head.ask(self._data_version)
        return self._version

    def changed(self) -> Hashable:
        """Return what is another when anybody has written to the file."""
        return self.changed_elsewhere(), self.db.total_changes

    def found(self, hashes: Sequence[bytes]) -> dict[bytes, UUID]:
        """Return the id behind each of *hashes* that is there."""
        there: dict[bytes, UUID] = {}
        for start in range(0, len(hashes), _LOOKED_UP_AT_ONCE):
            part = hashes[start : start + _LOOKED_UP_AT_ONCE]
            marks = ",".join("?" * len(part))
            rows = self._asked(
                f"SELECT hash, id FROM subjects WHERE hash IN ({marks})",  # noqa: S608 - marks
                *part,
            )
            there |= {hashed: UUID(bytes=subject) for hashed, subject in rows}
        return there

    def knows(self, subject: UUID) -> bool:
        """Return whether there is a row of *subject*."""
        return bool(self._asked("SELECT 1 FROM subjects WHERE id = ?", subject.bytes))

    def key(self, subject: UUID) -> bytes | None:
        """Return the wrapped key of *subject*; None when it has none."""
        return _one(self._asked("SELECT key FROM subjects WHERE id = ?", subject.bytes))

    def reference(self, subject: UUID) -> bytes | None:
        """Return the sealed reference of *subject*; None when it has none."""
        ask = "SELECT reference FROM subjects WHERE id = ?"
        return _one(self._asked(ask, subject.bytes))

    def references(self, kind: str) -> list[tuple[UUID, bytes]]:
        """Return the sealed reference of each subject of *kind* that has one."""
        ask = "SELECT id, reference FROM subjects WHERE kind = ? AND reference IS NOT NULL"
        return [(UUID(bytes=i), sealed) for i, sealed in self._asked(ask, kind)]

    def erased(self) -> frozenset[UUID]:
        """Return who has a row, and no key."""
        rows = self._asked("SELECT id FROM subjects WHERE key IS NULL")
        return frozenset(UUID(bytes=subject) for (subject,) in rows)

    def erasures(self) -> list[Erasure]:
        """Return the ledger, in any order."""
        rows = self._asked("SELECT id, at FROM erasures")
        return [Erasure(UUID(bytes=i), datetime.fromisoformat(at)) for i, at in rows]

    def introduce(self, hashes: Sequence[bytes], made: Made) -> dict[bytes, UUID]:
        """Add the rows that *made* makes, unless others were first; return who is there."""
        with self._writing():
            rows = [
                (r.subject.bytes, r.kind, r.hash, r.key, r.reference)
                for r in made(self.own())
            ]
            self.db.executemany(_ADDED, rows)
            return self.found(hashes)

    def erase(self, subject: UUID, at: datetime) -> None:
        """Empty the row of *subject*, and note it in the ledger if it is not yet there."""
        with self._writing():
            self.db.execute(_EMPTIED, [subject.bytes])
            self.db.execute(_NOTED, [subject.bytes, at.isoformat()])

    def rewrite(self, own: Own, rewrapped: Rewrapped) -> int:
        """Put *own* in the place of the vault's own keys, and each row wrapped anew."""
        with self._writing():
            kept = [Row(UUID(bytes=i), key, named) for i, key, named in self._asked(_KEPT)]
            self.db.executemany(
                _REWRITTEN,
                [
                    (r.key, r.reference, r.subject.bytes)
                    for r in rewrapped(self.own(), kept)
                ],
            )
            self._own_anew(own)
        return len(kept)

    def contents(self) -> Contents:
        """Return everything that is there."""
        own = {name: key for name, key in self.own().items() if name in NAMES}
        rows = tuple(
            Row(UUID(bytes=i), key or b"", named or b"", kind, hashed or b"")
            for i, kind, hashed, key, named in self._asked(_EVERY)
        )
        return Contents(own, rows, tuple(self.erasures()))

    def hand_over(self, given: Given) -> None:
        """Give everything to *given*, and keep the own keys it returns in their place."""
        with self._writing():
            self._own_anew(given(self.contents()))

    def take_over(self, contents: Contents) -> None:
        """Put *contents* in the place of everything that is there."""
        rows = [
            (r.subject.bytes, r.kind, r.hash or None, r.key or None, r.reference or None)
            for r in contents.rows
        ]
        noted = [(one.subject.bytes, one.at.isoformat()) for one in contents.erasures]
        with self._writing():
            for table in ("subjects", "erasures", "meta"):
                self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - one of three
            self.db.executemany(_ADDED, rows)
            self.db.executemany(_NOTED, noted)
            self._own_anew(contents.own)

    def destroy(self) -> None:
        """Write over the file and remove it."""
        self.close()
        path = self.place.path
        if path is not None:
            with path.open("r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()

    def _data_version(self) -> int:
        return int(self._asked("PRAGMA data_version")[0][0])

    def _own_anew(self, own: Own) -> None:
        marks = ",".join("?" * len(NAMES))
        self.db.execute(f"DELETE FROM meta WHERE name IN ({marks})", [*NAMES])  # noqa: S608
        self.db.executemany("INSERT INTO meta VALUES (?, ?)", own.items())

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()
        self._head.close()

    def _asked(self, sql: str, *values: Any) -> list[Any]:
        try:  # not by a context: it is asked before every question to a story
            return self.db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise _plain(error) from None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Write all or nothing, while nobody else writes."""
        with _plainly():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise


def _one(rows: list[Any]) -> bytes | None:
    return rows[0][0] if rows else None


@contextmanager
def _plainly() -> Iterator[None]:
    """Say in one line what SQLite says in many ways."""
    try:
        yield
    except sqlite3.Error as error:
        raise _plain(error) from None


def _plain(error: sqlite3.Error) -> BusyError:
    return BusyError.because("vault.not-read-or-written", why=reason(error))
