"""A table on its way in: its rows get ids, and are told as the lines of a journal.

An id that a row has not is derived from what the row says and from its child's own key: the
same table read twice is told once; nobody can try out by an id what a row may have said;
and who comes back after an erasure has another key, so that nothing is met again.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from uuid import UUID

import orjson

from casemgmt.opening.parts import Parts
from casemgmt.recording.door import SUBJECT_KINDS
from casemgmt.recording.lines import Line
from casemgmt.recording.recorder import new_id
from casemgmt.sheets.reading import is_table, opened
from casemgmt.sheets.telling import Told, subject_of, told_by

__all__ = ["is_table", "lines_of_table"]

AT_ONCE = 1_000
_USE = b"casemgmt row 1\n"
_SAYS_HOW, _BY_OWN_WAY = 0xF << 76 | 0x3 << 62, 0x8 << 76 | 0x2 << 62
"""The bits of a UUID that say how it was made, and those of version 8 (RFC 9562)."""


@contextmanager
def lines_of_table(parts: Parts, file: Path) -> Iterator[Iterator[Line]]:
    """Give the rows of the table in *file* as lines, once all of it could be read.

    Raises:
        TableFileError: it cannot be read as a table; nothing of it is told.
        MissingExtraError: what reads workbooks is not installed.

    """
    registry = parts.recorder.desk.door.registry
    with opened(file) as table:
        told = told_by(table, registry.commands)
        yield _numbered(parts, told)


def _numbered(parts: Parts, told: Iterator[Told]) -> Iterator[Line]:
    numbers, met = count(2), Counter[bytes]()
    while batch := list(islice(told, AT_ONCE)):
        _identify(parts, batch, met)
        yield from (one.line(next(numbers)) for one in batch)


def _identify(parts: Parts, batch: Sequence[Told], met: Counter[bytes]) -> None:
    """Give an id to every row of *batch* that has none."""
    lacking = [(one, subject_of(one)) for one in batch if "id" not in one.said]
    of = {s for _, s in lacking if s is not None and s.kind in SUBJECT_KINDS}
    vault = parts.shelf.vault
    ids = vault.identify(of)
    for one, subject in lacking:
        key = None if subject not in ids else vault.key(ids[subject])
        one.said["id"] = str(new_id() if key is None else _derived(key, one, met))


def _derived(key: bytes, told: Told, met: Counter[bytes]) -> UUID:
    """Return the id of a row: another one each time that the same is told in one file."""
    words = orjson.dumps(told.said, option=orjson.OPT_SORT_KEYS)
    digest = hmac.digest(key, _USE + words, "sha256")
    met[digest] += 1
    own = hmac.digest(key, digest + met[digest].to_bytes(4, "big"), "sha256")
    number = int.from_bytes(own[:16], "big") & ~_SAYS_HOW
    return UUID(int=number | _BY_OWN_WAY)
