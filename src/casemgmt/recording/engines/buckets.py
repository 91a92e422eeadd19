"""A bucket of the log, many stories at once: how it is asked of SQLite.

A large bucket is read as the file lies, and what is not in it passed over: for each event
of the log an eighth of a microsecond. Of a small one the index says where its events lie,
and they are looked at from the first place to the last: for each of its own events ten
times as much, whatever the size of the log.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from casemgmt.recording.port import Bucket

LARGE = 1 / 8
"""So much of the log, or more, is found faster by reading all of it."""
READ_ONCE = "PRAGMA cache_size = -500; PRAGMA cell_size_check = 0"
"""Each page is met once: the few at hand are written over while they are still near, which
is faster than the file where it lies in memory, whose pages are brought in one by one. To
look over each page took a third of the time; what that would find is still found when the
log is verified."""
READ_NEAR = "PRAGMA cache_size = -4000; PRAGMA cell_size_check = 0"
"""Stories that began beside each other have their events beside each other, and go on so:
what was recorded of a class on one day lies on few pages. One page of each day is at hand.
"""


def question(
    columns: str, bucket: Bucket, until: int, names: Collection[str] | None
) -> tuple[str, list[Any]]:
    """Return the SQL that finds the events of *bucket*, and its values."""
    within, borders = _within(bucket)
    if bucket.share >= LARGE:
        where, values = f"{within} AND position <= ?", [*borders, until]
    else:
        own = f"SELECT position FROM events WHERE {within} AND position <= ?"
        where, values = f"position IN ({own})", [*borders, until]
    if names is not None:
        where += f" AND topic IN ({','.join('?' * len(names))})"
        values += sorted(names)
    unindexed = " NOT INDEXED" if bucket.share >= LARGE else ""
    sql = f"SELECT {columns} FROM events{unindexed} WHERE {where} ORDER BY position"
    return sql, values


def _within(bucket: Bucket) -> tuple[str, list[str]]:
    """Return what is asked of an id; what is none, on a damaged row, lies somewhere too."""
    asked = {
        "originator_id >= ?": None if bucket.is_lowest else bucket.first.hex,
        "originator_id <= ?": None if bucket.is_highest else bucket.last.hex,
    }
    borders = {words: border for words, border in asked.items() if border is not None}
    return " AND ".join(borders) or "TRUE", [*borders.values()]
