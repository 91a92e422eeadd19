"""What an engine says in many ways, said in one plain line, without any password."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from casemgmt.errors import (
    BusyError,
    CaseManagementError,
    ConfigurationError,
    Saying,
    reason,
)

_FILE = {
    sqlite3.SQLITE_BUSY: "casemgmt_sql:why.held",
    sqlite3.SQLITE_LOCKED: "casemgmt_sql:why.held",
    sqlite3.SQLITE_FULL: "casemgmt_sql:why.full",
    sqlite3.SQLITE_IOERR: "casemgmt_sql:why.disk",
}
"""May be better the next time."""
_WRONG_FILE = {
    sqlite3.SQLITE_READONLY: "casemgmt_sql:why.no-right",
    sqlite3.SQLITE_CANTOPEN: "casemgmt_sql:why.not-opened",
    sqlite3.SQLITE_PERM: "casemgmt_sql:why.no-right",
    sqlite3.SQLITE_NOTADB: "casemgmt_sql:why.no-sqlite",
    sqlite3.SQLITE_CORRUPT: "casemgmt_sql:why.damaged",
}
_SERVER = {
    "53": "casemgmt_sql:why.no-room",
    "57": "casemgmt_sql:why.stopping",
    "40": "casemgmt_sql:why.changed",
    "55": "casemgmt_sql:why.held",
    "08": "casemgmt_sql:why.broke",
}
"""May be better the next time, by the class of the state."""
_WRONG_SERVER = {
    "42501": "casemgmt_sql:why.no-tables-right",
    "28P01": "casemgmt_sql:why.password",
    "28000": "casemgmt_sql:why.user",
    "3D000": "casemgmt_sql:why.no-database",
    "2BP01": "casemgmt_sql:why.others-stand",
    "25006": "casemgmt_sql:why.reads-only",
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
        raise _said(ConfigurationError, shown, reason(error)) from None


def said(shown: str, error: Exception) -> CaseManagementError:
    """Return what to raise for *error*."""
    inner = getattr(error, "orig", None) or error
    state = getattr(inner, "sqlstate", None)
    if isinstance(inner, sqlite3.Error):
        code = getattr(inner, "sqlite_errorcode", 0) & 0xFF
        if code in _WRONG_FILE:
            return _said(ConfigurationError, shown, Saying(_WRONG_FILE[code], {}))
        why = _FILE.get(code, "casemgmt_sql:why.refuses")
        return _said(BusyError, shown, Saying(why, {}))
    if state is None:
        return _unreachable(shown, str(inner))
    if state in _WRONG_SERVER:
        return _said(ConfigurationError, shown, Saying(_WRONG_SERVER[state], {}))
    if state[:2] in _SERVER:
        return _said(BusyError, shown, Saying(_SERVER[state[:2]], {}))
    refused = Saying("casemgmt_sql:why.refuses-with", {"state": state})
    return _said(BusyError, shown, refused)


def _unreachable(shown: str, message: str) -> CaseManagementError:
    """Return what a connection that never was means: libpq gives no state for it."""
    for sign, state in (
        ("password authentication failed", "28P01"),
        ("no password supplied", "28P01"),
        ("does not exist", "3D000"),
    ):
        if sign in message:
            return _said(ConfigurationError, shown, Saying(_WRONG_SERVER[state], {}))
    return _said(BusyError, shown, Saying("casemgmt_sql:why.unreached", {}))


def _said(kind: type[CaseManagementError], shown: str, why: Saying) -> CaseManagementError:
    return kind.because("casemgmt_sql:place.at", place=shown, why=why)
