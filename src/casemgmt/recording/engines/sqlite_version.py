"""Versions of SQLite that may damage a file several connections write at one instant.

From 3.7.0 on, a second checkpoint that meets a commit can forget a part of what was
committed; put right in 3.51.3, and in 3.50.7 and 3.44.6 for those who stay with these
(https://www.sqlite.org/wal.html#walresetbug). Writers of a store take turns and do it in
their turn, so that they never meet: where there are turns, only another program that writes
the file can bring it about.
"""

from __future__ import annotations

import sqlite3
import warnings

from .queue import has_turns

_SINCE = (3, 7, 0)
_RIGHT_AGAIN = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


class SQLiteVersionWarning(UserWarning):
    """SQLite may damage a store that several processes write."""


def may_damage(version: tuple[int, ...]) -> bool:
    """Whether two connections of this *version* can damage a file together."""
    if version < _SINCE or version >= _RIGHT_AGAIN[-1]:
        return False
    return not any(version[:2] == right[:2] and version >= right for right in _RIGHT_AGAIN)


def warn_where_nothing_prevents_it() -> None:
    """Warn, once in a process, where writers have no turns of their own."""
    if has_turns() or not may_damage(sqlite3.sqlite_version_info):
        return
    words = (
        f"SQLite {sqlite3.sqlite_version} can damage a store that two processes write at"
        " once, and this system does not keep them apart: let one process write at a time,"
        " or bring SQLite to 3.51.3"
    )
    warnings.warn(words, SQLiteVersionWarning, stacklevel=2)
