"""Bringing the facts up to a log: the first build and every update are the same code.

What changed is found by subject, extended to whole clusters - also those a new link merges
-, folded again, and put in the place of what stood. The position moves in the same
transaction: the rows and the position, or neither.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from typing import Any
from uuid import UUID

from attrs import frozen
from duckdb import DuckDBPyConnection

from casemgmt.domain.told import Entry
from casemgmt.projections.adapter import Position

from . import births, writing
from .fold import Fold, Rows
from .schema import SHAPE
from .source import Sealer, Source
from .tellings import local_day

EVENTS_A_BATCH = 200_000
KINDS = frozenset({"child", "household", "centre", "agreement"})


def position(connection: DuckDBPyConnection) -> Position | None:
    """Return up to where these facts are folded; None when they are of another shape."""
    found = connection.execute("SELECT epoch, position, shape FROM state").fetchone()
    if found is None or found[2] != SHAPE:
        return None
    return Position(found[0], found[1])


def behind(connection: DuckDBPyConnection, source: Source) -> bool:
    """Whether the log went on since, or is another log."""
    at = position(connection)
    return at is None or (at.epoch, at.number) != (source.epoch, source.head())


@frozen
class Refresh:
    """One update of one database of facts.

    Attributes:
        zone: Where a moment is turned into a day.

    """

    connection: DuckDBPyConnection
    sealer: Sealer
    zone: tzinfo

    def run(self, source: Source, again: Collection[UUID] = ()) -> None:
        """Bring the facts up to the head of *source*.

        Args:
            source: The log.
            again: Subjects to fold anew although nothing was told of them, such as a
                person who was erased.

        """
        at = position(self.connection)
        after = at.number if at and at.epoch == source.epoch else None
        head = source.head()
        numbers = _Numbers(self.connection)
        day_of = local_day(self.zone)
        fold = Fold(numbers.of, numbers.kind, day_of, source.code)
        changed = [*source.changed(after or 0), *again]
        known = numbers.recs() if after is not None else frozenset[int]()
        with _without_garbage_collection():
            for batch in _batches(source, _clusters(source, changed), head):
                self._write(fold, batch, known)
                numbers.save()
        self.connection.execute("DELETE FROM state")
        row = [source.epoch, head, SHAPE]
        self.connection.execute("INSERT INTO state VALUES ($1, $2, $3)", row)

    def _write(self, fold: Fold, batch: Sequence[Cluster], known: Collection[int]) -> None:
        rows = Rows()
        recs: set[int] = set()
        for kind, entries in batch:
            fold.cluster(kind, entries, rows)
            recs.update(fold.number(subject, kind) for subject in entries)
        if gone := [rec for rec in recs if rec in known]:
            writing.delete(self.connection, gone)
        writing.insert(self.connection, rows.tables)
        births.write(self.connection, self.sealer, rows.births, gone)
        gc.collect(0)


Cluster = tuple[str, dict[UUID, Sequence[Entry]]]
"""The kind of its subjects, and what was recorded of each."""


def _clusters(source: Source, changed: Iterable[UUID]) -> Iterator[tuple[str, list[UUID]]]:
    """Yield each whole cluster of a changed subject, once."""
    seen: set[UUID] = set()
    for subject in changed:
        kind = source.kind(subject)
        if subject in seen or kind not in KINDS:
            continue
        members, waiting = [subject], [subject]
        seen.add(subject)
        while kind == "child" and waiting:
            for other in source.linked_ever(waiting.pop()):
                if other not in seen:
                    seen.add(other)
                    members.append(other)
                    waiting.append(other)
        yield kind, sorted(members)


def _batches(
    source: Source, clusters: Iterable[tuple[str, list[UUID]]], head: int
) -> Iterator[list[Cluster]]:
    """Yield clusters with their events up to *head*, some hundred thousand at a time."""
    batch: list[Cluster] = []
    events = 0
    for kind, members in clusters:
        told: dict[UUID, Sequence[Entry]] = {
            m: [e for e in source.entries(m) if e.position <= head] for m in members
        }
        batch.append((kind, told))
        events += sum(map(len, told.values()))
        if events >= EVENTS_A_BATCH:
            yield batch
            batch, events = [], 0
    if batch:
        yield batch


class _Numbers:
    """The small numbers of subjects and of kinds of event, as the database knows them."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection
        subjects = connection.execute("SELECT id, rec FROM subject").fetchall()
        kinds = connection.execute("SELECT name, type FROM kind").fetchall()
        self._recs: dict[UUID, int] = dict(subjects)
        self._kinds: dict[str, int] = dict(kinds)
        self._fresh: list[tuple[Any, ...]] = []
        self._fresh_kinds: list[tuple[Any, ...]] = []

    def recs(self) -> frozenset[int]:
        """Return every number given so far."""
        return frozenset(self._recs.values())

    def of(self, subject: UUID, kind: str) -> int:
        """Return the number of a subject, a new one if it has none."""
        rec = self._recs.get(subject)
        if rec is None:
            rec = self._recs[subject] = len(self._recs)
            self._fresh.append((rec, str(subject), kind))
        return rec

    def kind(self, name: str) -> int:
        """Return the number of a kind of event, a new one if it has none."""
        number = self._kinds.get(name)
        if number is None:
            number = self._kinds[name] = len(self._kinds)
            self._fresh_kinds.append((number, name))
        return number

    def save(self) -> None:
        """Write the numbers given since the last time."""
        subject = (("rec", "INTEGER"), ("id", "UUID"), ("kind", "VARCHAR"))
        kind = (("type", "SMALLINT"), ("name", "VARCHAR"))
        writing.insert_into(self._connection, "subject", subject, self._fresh)
        writing.insert_into(self._connection, "kind", kind, self._fresh_kinds)
        self._fresh.clear()
        self._fresh_kinds.clear()


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Fold without looking for cycles: there are none, and looking takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
