"""Attendance, told by columns: half of all facts of a child at school are of this kind.

What is told of each month of one child is read together: a column is looked at as a whole,
and no event and no row is made. Only what looks as it is usually written is told so; of
anything else the way of every event judges.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from casemgmt.recording.value_readers import FORMS
from casemgmt.recording.values import LARGEST

from .dated import DATED
from .gathered import Gathered
from .schema import OPEN
from .tellings import SEQUENCE_BITS

ATTENDED: Final = "attendance-reported"
TABLE: Final = "attendance"
FEWEST = 4
"""So many are told sooner together than one by one."""
FIELDS = ("from", "to", "days_possible", "days_absent", "source")
"""What has to be told of each month; what else may be told is rare."""
_fields = itemgetter(*FIELDS)
_source = FORMS["code"]


def told_together(  # the columns of one story
    rec: int,
    ranks: Sequence[int],
    days: Sequence[int],
    at: Sequence[int],
    told: Sequence[Mapping[str, Any]],
    table: Gathered,
) -> bool:
    """Add what was *told* of the months of one story; whether it could be.

    Args:
        rec: Whose story it is.
        ranks: The rank of each.
        days: The day that counts for each.
        at: When each was recorded.
        told: The data of each, as they are stored.
        table: Where the rows are added.

    """
    try:
        read = _read(told)
    except Exception:  # noqa: BLE001 - whatever is unusual, it is judged one by one
        return False
    if read is None:
        return False
    number = len(ranks)
    orders = [day << SEQUENCE_BITS | rank for day, rank in zip(days, ranks, strict=True)]
    nothing, still = (0,) * number, (OPEN,) * number
    table.add((rec,) * number, orders, days, *read, nothing, at, still)
    return True


def _read(told: Sequence[Mapping[str, Any]]) -> tuple[Sequence[int], ...] | None:
    """Return first and last days, days possible and absent; None where it is unusual."""
    if {*map(type, told)} != {dict} or {*map(len, told)} != {len(FIELDS)}:
        return None
    firsts, lasts, possible, absent, sources = zip(*map(_fields, told), strict=True)
    counts, words = possible + absent, firsts + lasts + sources
    if {*map(type, counts)} != {int} or {*map(type, words)} != {str}:
        return None
    if min(counts) < 0 or max(counts) >= LARGEST:
        return None
    for source in {*sources}:
        _source(source)
    first = [number for _, number, _ in map(DATED.__getitem__, firsts)]
    last = [number for _, number, _ in map(DATED.__getitem__, lasts)]
    return first, last, possible, absent
