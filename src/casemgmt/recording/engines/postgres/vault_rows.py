"""The rows of a vault in a PostgreSQL database, written by several machines at once.

Of two that introduce the same child the unique hash decides: the row of the first stands,
and the other reads it. Who introduces holds the table so that nobody rotates meanwhile; who
rotates or erases holds it alone. What is cut off is done again: twice is as once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from psycopg import Connection
from psycopg.rows import DictRow, tuple_row
from psycopg.sql import SQL, Composed, Identifier

from casemgmt.errors import BusyError
from casemgmt.locale.reasons import reason
from casemgmt.privacy.vault_port import Erasure
from casemgmt.privacy.vault_rows import Contents, Given, Made, Own, Rewrapped, Row

from .address import Address
from .datastore import LOCK_SECONDS, ServerDatastore, was_lost
from .server import in_one_line
from .vault_tables import check

TRIES = 3
_OWN = "SELECT name, value FROM {own}"
_SHARED, _ALONE = "ROW EXCLUSIVE", "SHARE ROW EXCLUSIVE"
_CHANGED = "UPDATE {changes} SET count = count + 1"
_ADDED = (
    "INSERT INTO {subjects} SELECT * FROM"
    " unnest(%b::uuid[], %b::text[], %b::bytea[], %b::bytea[], %b::bytea[])"
    " ON CONFLICT DO NOTHING"
)
_FOUND = "SELECT hash, id FROM {subjects} WHERE hash = ANY(%b)"
_EMPTIED = "UPDATE {subjects} SET hash = NULL, key = NULL, reference = NULL WHERE id = %b"
_NOTED = "INSERT INTO {erasures} VALUES (%b, %b) ON CONFLICT DO NOTHING"
_KEPT = "SELECT id, key, reference FROM {subjects} WHERE key IS NOT NULL"
_EVERY = "SELECT id, kind, hash, key, reference FROM {subjects}"
_LEDGER = "SELECT id, at FROM {erasures}"
_REWRITTEN = (
    "UPDATE {subjects} s SET key = r.key, reference = r.reference FROM"
    " unnest(%b::uuid[], %b::bytea[], %b::bytea[]) AS r(id, key, reference)"
    " WHERE s.id = r.id"
)
T = TypeVar("T")
Ask = Callable[..., list[Any]]


class ServerRows:
    """``VaultRows`` on a server, in tables that were made before.

    Args:
        address: The database, apart from the log's, and the schema.
        lock_seconds: How long somebody else's write is waited for.

    Raises:
        NoStoreError: there are no tables, or older ones.
        ConfigurationError: a log lies in this database, or the server may lose things.
        BusyError: it cannot be reached.

    """

    def __init__(self, address: Address, *, lock_seconds: int = LOCK_SECONDS) -> None:
        check(address)
        self._address, self._lock_seconds = address, lock_seconds
        self._datastore = ServerDatastore(address, lock_timeout=lock_seconds)
        names = ("subjects", "erasures", "own", "changes", "vault")
        self._tables = {name: Identifier(address.schema, name) for name in names}

    def refuse_when_gone(self) -> None:
        """Do nothing: a server that went away does not answer."""

    def own(self) -> Own:
        """Return the vault's own keys; nothing where there are none yet."""
        return dict(self._asked(_OWN))

    def begin(self, own: Own) -> None:
        """Keep the vault's *own* keys, unless another process was first."""

        def keep(ask: Ask) -> None:
            if not ask(_OWN):
                for name, value in own.items():
                    ask("INSERT INTO {own} VALUES (%b, %b)", name, value)

        self._written(_ALONE, keep)

    def changed_elsewhere(self) -> Hashable:
        """Return what is another when anybody has erased or rotated anything."""
        return int(self._asked("SELECT count FROM {changes}")[0][0])

    def changed(self) -> Hashable:
        """Return what is another when anybody has erased anything."""
        return self.changed_elsewhere()

    def found(self, hashes: Sequence[bytes]) -> dict[bytes, UUID]:
        """Return the id behind each of *hashes* that is there."""
        return dict(self._asked(_FOUND, list(hashes))) if hashes else {}

    def knows(self, subject: UUID) -> bool:
        """Return whether there is a row of *subject*."""
        return bool(self._asked("SELECT 1 FROM {subjects} WHERE id = %b", subject))

    def key(self, subject: UUID) -> bytes | None:
        """Return the wrapped key of *subject*; None when it has none."""
        return _one(self._asked("SELECT key FROM {subjects} WHERE id = %b", subject))

    def reference(self, subject: UUID) -> bytes | None:
        """Return the sealed reference of *subject*; None when it has none."""
        return _one(self._asked("SELECT reference FROM {subjects} WHERE id = %b", subject))

    def references(self, kind: str) -> list[tuple[UUID, bytes]]:
        """Return the sealed reference of each subject of *kind* that has one."""
        ask = "SELECT id, reference FROM {subjects} WHERE kind = %b AND key IS NOT NULL"
        return self._asked(ask, kind)

    def erased(self) -> frozenset[UUID]:
        """Return who has a row, and no key."""
        rows = self._asked("SELECT id FROM {subjects} WHERE key IS NULL")
        return frozenset(subject for (subject,) in rows)

    def erasures(self) -> list[Erasure]:
        """Return the ledger, in any order."""
        return _noted(self._asked(_LEDGER))

    def introduce(self, hashes: Sequence[bytes], made: Made) -> dict[bytes, UUID]:
        """Add the rows that *made* makes, unless others were first; return who is there."""

        def add(ask: Ask) -> dict[bytes, UUID]:
            rows = sorted(made(dict(ask(_OWN))), key=_in_one_order)
            ask(
                _ADDED,
                *_turned((r.subject, r.kind, r.hash, r.key, r.reference) for r in rows),
            )
            return dict(ask(_FOUND, list(hashes)))

        return self._written(_SHARED, add)

    def erase(self, subject: UUID, at: datetime) -> None:
        """Empty the row of *subject*, and note it in the ledger if it is not yet there."""

        def empty(ask: Ask) -> None:
            ask(_EMPTIED, subject)
            ask(_NOTED, subject, at)
            ask(_CHANGED)

        self._written(_ALONE, empty)

    def rewrite(self, own: Own, rewrapped: Rewrapped) -> int:
        """Put *own* in the place of the vault's own keys, and each row wrapped anew."""

        def write(ask: Ask) -> int:
            kept = [Row(*row) for row in ask(_KEPT)]
            stood = dict(ask(_OWN))
            if stood != own:  # else it was done, and only the answer was lost
                again = rewrapped(stood, kept)
                ask(_REWRITTEN, *_turned((r.subject, r.key, r.reference) for r in again))
                self._own_anew(ask, own)
            return len(kept)

        return self._written(_ALONE, write)

    def contents(self) -> Contents:
        """Return everything that is there."""
        return _contents(self._asked)

    def hand_over(self, given: Given) -> None:
        """Give everything to *given*, and keep the own keys it returns in their place."""
        done: list[Own] = []

        def give(ask: Ask) -> None:
            stood = _contents(ask)
            if stood.own in done:  # it was done, and only the answer was lost
                return
            done.append(given(stood))
            self._own_anew(ask, done[-1])

        self._written(_ALONE, give)

    def take_over(self, contents: Contents) -> None:
        """Put *contents* in the place of everything that is there."""

        def take(ask: Ask) -> None:
            ask("DELETE FROM {subjects}")
            ask("DELETE FROM {erasures}")
            if contents.rows:
                ask(_ADDED, *_turned(map(_cells, contents.rows)))
            for one in contents.erasures:
                ask(_NOTED, one.subject, one.at)
            self._own_anew(ask, contents.own)

        self._written(_ALONE, take)

    def destroy(self) -> None:
        """Drop the tables, and let go of every connection."""
        tables = ("{subjects}", "{erasures}", "{own}", "{changes}", "{vault}")
        with self._plainly("server.vault-not-destroyed"):
            self._once(_ALONE, lambda ask: ask(f"DROP TABLE {', '.join(tables)}"))
        self.close()

    def _own_anew(self, ask: Ask, own: Own) -> None:
        ask("DELETE FROM {own}")
        for name, value in own.items():
            ask("INSERT INTO {own} VALUES (%b, %b)", name, value)
        ask(_CHANGED)

    def close(self) -> None:
        """Let go of every connection."""
        self._datastore.close()

    def _asked(self, words: str, *values: Any) -> list[Any]:
        with self._plainly("server.vault-not-read"):
            return self._datastore.rows(self._sql(words), values)

    def _written(self, held: str, work: Callable[[Ask], T]) -> T:
        """Return what *work* gives, in one transaction that holds the table as *held*.

        A cut connection is settled by doing it again: each work looks at what is there.
        """
        with self._plainly("server.vault-not-written"):
            for _ in range(TRIES - 1):
                try:
                    return self._once(held, work)
                except PersistenceError as error:
                    if not was_lost(error):
                        raise
            return self._once(held, work)

    def _once(self, held: str, work: Callable[[Ask], T]) -> T:
        with self._datastore.get_connection() as connection, connection.transaction():
            seconds = SQL("SET LOCAL lock_timeout = {}").format(f"{self._lock_seconds}s")
            connection.execute(seconds)
            connection.execute(self._sql(f"LOCK TABLE {{subjects}} IN {held} MODE"))
            return work(lambda words, *values: self._ask(connection, words, values))

    def _ask(
        self, connection: Connection[DictRow], words: str, values: Sequence[Any]
    ) -> list[Any]:
        with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
            cursor.execute(self._sql(words), values)
            return cursor.fetchall() if cursor.description else []

    def _sql(self, words: str) -> Composed:
        return SQL(words).format(**self._tables)

    @contextmanager
    def _plainly(self, code: str) -> Iterator[None]:
        """Say in one line what the server and the library say in many ways."""
        try:
            yield
        except PersistenceError as error:
            why = reason(in_one_line(error.__cause__ or error))
            address = self._address.shown
            raise BusyError.because(code, address=address, why=why) from None


def _one(rows: list[Any]) -> bytes | None:
    return rows[0][0] if rows else None


def _in_one_order(row: Row) -> bytes:
    """Return by what rows are added, so that no two wait for each other in a ring."""
    return row.hash


def _noted(rows: list[Any]) -> list[Erasure]:
    return [Erasure(subject, at.astimezone(UTC)) for subject, at in rows]


def _contents(ask: Ask) -> Contents:
    rows = tuple(
        Row(subject, key or b"", named or b"", kind, hashed or b"")
        for subject, kind, hashed, key, named in ask(_EVERY)
    )
    return Contents(dict(ask(_OWN)), rows, tuple(_noted(ask(_LEDGER))))


def _cells(row: Row) -> tuple[Any, ...]:
    sealed = (row.hash or None, row.key or None, row.reference or None)
    return (row.subject, row.kind, *sealed)


def _turned(rows: Iterator[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
