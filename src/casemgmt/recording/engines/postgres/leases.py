"""Leases of a server: advisory locks, each of a session of its own that ends with us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from typing import Any

import psycopg
from psycopg import Connection

from casemgmt.errors import BusyError
from casemgmt.locale.reasons import reason
from casemgmt.recording.engines.leases import held_by_others
from casemgmt.recording.port import Held

from .address import Address
from .server import in_one_line

_ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
_TAKE = "SELECT pg_try_advisory_lock(%s)"
_GIVE_BACK = "SELECT pg_advisory_unlock(%s)"
_STILL = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND pid = pg_backend_pid()"
)


@contextmanager
def leased(address: Address, name: str) -> Iterator[Held]:
    """Hold *name* in the store at *address*; what is given says that it still is held.

    Raises:
        BusyError: somebody else holds it, or the server cannot be reached.

    """
    key = _key(address, name)
    with _session(address) as session:
        if not _asked(session, address, _TAKE, key):
            raise held_by_others()
        try:
            yield lambda: _confirm(session, address)
        finally:
            _let_go(session, key)


@contextmanager
def _session(address: Address) -> Iterator[Connection[Any]]:
    parameters = {**_ALIVE, **address.parameters, "autocommit": True}
    try:
        session: Connection[Any] = psycopg.connect(**parameters)
    except psycopg.Error as error:
        raise _unreachable(address, error) from None
    with closing(session):
        yield session


def _confirm(session: Connection[Any], address: Address) -> None:
    """Refuse to go on once the session was lost: somebody else may hold the lease."""
    if not _asked(session, address, _STILL):
        raise held_by_others()


def _asked(session: Connection[Any], address: Address, sql: str, *values: Any) -> Any:
    try:
        return session.execute(sql.encode(), values).fetchall()[0][0]
    except psycopg.Error as error:
        raise _unreachable(address, error) from None


def _let_go(session: Connection[Any], key: int) -> None:
    """Give the lock back at once; a session that was lost has none."""
    try:
        session.execute(_GIVE_BACK.encode(), (key,))
    except psycopg.Error:
        session.close()


def _unreachable(address: Address, error: psycopg.Error) -> BusyError:
    return BusyError.because(
        "server.lease", address=address.shown, why=reason(in_one_line(error))
    )


def _key(address: Address, name: str) -> int:
    said = f"casemgmt lease\0{address.schema}\0{name}".encode()
    return int.from_bytes(sha256(said).digest()[:8], signed=True)
