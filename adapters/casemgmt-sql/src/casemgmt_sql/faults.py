"""What an engine says in many ways, said in one plain line, without any password."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from casemgmt.errors import BusyError, CaseManagementError, ConfigurationError

_FILE = {
    sqlite3.SQLITE_BUSY: "others hold it",
    sqlite3.SQLITE_LOCKED: "others hold it",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk does not take it",
}
"""May be better the next time."""
_WRONG_FILE = {
    sqlite3.SQLITE_READONLY: "there is no right to write it",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened or made",
    sqlite3.SQLITE_PERM: "there is no right to write it",
    sqlite3.SQLITE_NOTADB: "this is something else, not a SQLite database",
    sqlite3.SQLITE_CORRUPT: "the file is damaged: remove it and project again",
}
_SERVER = {
    "53": "the server has no room left",
    "57": "the server is stopping, or stopped the query",
    "40": "others changed it at the same time",
    "55": "others hold it",
    "08": "the connection broke",
}
"""May be better the next time, by the class of the state."""
_WRONG_SERVER = {
    "42501": "there is no right to make or write the tables",
    "28P01": "the user or the password is not accepted",
    "28000": "the user is not accepted",
    "3D000": "there is no such database",
    "2BP01": "something that others made stands on the tables, and would go with them",
    "25006": "this server only reads along",
}


@contextmanager
def plainly(shown: str) -> Iterator[None]:
    """Say what keeps the read model at *shown* from being kept.

    Raises:
        BusyError: it may be better the next time.
        ConfigurationError: somebody has to put it right.

    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise said(shown, error) from None
    except OSError as error:
        raise ConfigurationError(f"{shown}: {error.strerror}") from None


def said(shown: str, error: Exception) -> CaseManagementError:
    """Return what to raise for *error*."""
    inner = getattr(error, "orig", None) or error
    state = getattr(inner, "sqlstate", None)
    if isinstance(inner, sqlite3.Error):
        code = getattr(inner, "sqlite_errorcode", 0) & 0xFF
        if code in _WRONG_FILE:
            return ConfigurationError(f"{shown}: {_WRONG_FILE[code]}")
        return BusyError(f"{shown}: {_FILE.get(code, 'the database refuses it')}")
    if state is None:
        return _unreachable(shown, str(inner))
    if state in _WRONG_SERVER:
        return ConfigurationError(f"{shown}: {_WRONG_SERVER[state]}")
    why = _SERVER.get(state[:2], f"the database refuses it ({state})")
    return BusyError(f"{shown}: {why}")


def _unreachable(shown: str, message: str) -> CaseManagementError:
    """Return what a connection that never was means: libpq gives no state for it."""
    for sign, state in (
        ("password authentication failed", "28P01"),
        ("no password supplied", "28P01"),
        ("does not exist", "3D000"),
    ):
        if sign in message:
            return ConfigurationError(f"{shown}: {_WRONG_SERVER[state]}")
    return BusyError(f"{shown}: the server cannot be reached")
