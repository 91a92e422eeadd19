"""What SQLite says in many ways, said in one line: busy, or damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventsourcing.persistence import PersistenceError

from casemgmt.errors import BusyError, CaseManagementError, DamagedStoreError
from casemgmt.locale.reasons import reason
from casemgmt.locale.saying import Saying

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_PRIMARY = 0xFF
_NO_TABLE = "no such table"


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Say what keeps the store at *path* from being read.

    Raises:
        DamagedStoreError: its bytes are not what SQLite wrote.
        BusyError: anything else.

    """
    try:
        yield
    except (PersistenceError, sqlite3.Error, OSError) as error:
        raise said(path, error, "store.could-not-be-read") from None


def said(path: Path, error: Exception, code: str) -> CaseManagementError:
    """Return what to raise when with the store at *path* something could not be done.

    Args:
        path: Where it is.
        error: Why.
        code: What could not be, as the catalogue says it.

    """
    if is_damage(error):
        return damaged(path, reason(error))
    return BusyError.because(code, path=path, why=reason(error))


def damaged(path: Path, why: Saying) -> DamagedStoreError:
    """Return what to raise when the bytes of the store at *path* were changed."""
    return DamagedStoreError.because("store.damaged", path=path, why=why)


def is_damage(error: BaseException) -> bool:
    """Whether *error* says that the file is not what SQLite wrote."""
    inner = error if isinstance(error, sqlite3.Error) else next(iter(error.args), None)
    if not isinstance(inner, sqlite3.Error):
        return False
    code = getattr(inner, "sqlite_errorcode", 0) & _PRIMARY
    return code in _DAMAGED or str(inner).startswith(_NO_TABLE)
