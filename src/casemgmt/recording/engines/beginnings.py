"""Where stories begin in the file: both halves of all ids are looked through at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from heapq import merge
from itertools import chain
from typing import Any

from .datastore import FairDatastore

_BEGUN = (  # from one id to the next, whatever lies between; never more than events
    "WITH RECURSIVE each(id) AS ("
    "SELECT min(originator_id) FROM events WHERE originator_id >= ?2 AND originator_id < ?3"
    " UNION ALL SELECT (SELECT min(originator_id) FROM events"
    " WHERE originator_id > id AND originator_id < ?3)"
    " FROM each WHERE id IS NOT NULL LIMIT 1 + ?1)"
    " SELECT (SELECT position FROM events WHERE originator_id = id"
    " ORDER BY originator_version LIMIT 1) AS began, id,"
    " (SELECT max(originator_version) FROM events WHERE originator_id = id)"
    " FROM each WHERE id IS NOT NULL ORDER BY began"
)
_HALVES = (("", "8"), ("8", b""))
"""Ids are written in hexadecimal; what is no text comes before these, or after."""


def begun(datastore: FairDatastore, until: int) -> Iterator[tuple[Any, Any, Any]]:
    """Yield where each story begins, whose it is and how long, in their order.

    As it lies there: no more than as many as there are events up to *until*.
    """
    halves = [datastore.streamed(_BEGUN, (until, *half)) for half in _HALVES]
    with ThreadPoolExecutor(len(halves)) as at_once:
        first: list[list[Any]] = [*at_once.map(_some, halves)]
    yield from merge(*map(_each, first, halves))


def _some(half: Iterator[list[Any]]) -> list[Any]:
    return next(half, [])


def _each(first: list[Any], half: Iterator[list[Any]]) -> Iterator[Any]:
    return chain(first, chain.from_iterable(half))
