"""Bringing the facts up to a log: the first build and every update take over parts.

What changed is found by subject, extended to whole clusters - also those a new link merges
-, folded again, and put in the place of what stood. The position moves in the same
transaction: the rows and the position, or neither.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator
from datetime import tzinfo
from uuid import UUID

from attrs import frozen
from duckdb import DuckDBPyConnection

from casemgmt.projections.adapter import Position
from casemgmt.telemetry import LogLine, log

from . import births, writing
from .additions import additions
from .changed import shares_of, whole_clusters
from .fold import Birth
from .log_source import LogSource
from .parts import FOLDED, Cluster, Part, folded, kind_of
from .schema import SHAPE
from .shares import Engaged, done, nobody, opening, parts_of, without_garbage_collection
from .source import Sealer, Source
from .tail import shadow

ALONE = 2_000
"""Up to so many subjects that changed are folded sooner than processes begin."""
SUBJECTS_A_BATCH = 2_000
FACTS = "facts"
"""What the facts are called among the read models of a store."""


def position(connection: DuckDBPyConnection) -> Position | None:
    """Return up to where these facts are folded; None when they are of another shape."""
    found = connection.execute("SELECT epoch, position, shape FROM state").fetchone()
    if found is None or found[2] != SHAPE:
        return None
    return Position(found[0], found[1])


def parked(connection: DuckDBPyConnection) -> list[UUID]:
    """Return whose stories could not be folded."""
    return [one for (one,) in connection.execute("SELECT id FROM parked").fetchall()]


def unread(connection: DuckDBPyConnection) -> dict[UUID, int]:
    """Return in whose stories how many events could not be read."""
    return dict(connection.execute("SELECT id, events FROM unread").fetchall())


def behind(connection: DuckDBPyConnection, source: Source) -> bool:
    """Whether the log went on since, or is another log."""
    at = position(connection)
    return at is None or (at.epoch, at.number) != (source.epoch, source.head())


@frozen
class Refresh:
    """One update of one database of facts.

    Attributes:
        zone: Where a moment is turned into a day.
        hands: Engages who folds, where all facts are made, or those of many.

    """

    connection: DuckDBPyConnection
    sealer: Sealer
    zone: tzinfo
    hands: Engaged = nobody
    shadows: bool = False
    """Whether the tail of a whole file is written."""

    def run(self, source: Source, again: Collection[UUID] = ()) -> None:
        """Bring the facts up to the head of *source*.

        Args:
            source: The log.
            again: Subjects to fold anew although nothing was told of them, such as a
                person who was erased.

        """
        at = position(self.connection)
        head = source.head()
        again = [*again, *parked(self.connection), *unread(self.connection)]
        for part in self._parts(source, at, head, again):
            self._take_over(part)
            self._park(part, head)
            self._count_unread(part)
            gc.collect(0)
        self.connection.execute("DELETE FROM told.state")
        row = [source.epoch, head, SHAPE]
        self.connection.execute("INSERT INTO told.state VALUES ($1, $2, $3)", row)

    def _parts(
        self, source: Source, at: Position | None, head: int, again: Collection[UUID]
    ) -> Iterator[Part]:
        goes_on = at is not None and at.epoch == source.epoch
        if isinstance(source, LogSource) and not goes_on:
            with self.hands() as hands:
                yield from parts_of(source, head, hands)
            return
        after = at.number if at is not None and goes_on else 0
        news = source.news(after, head) if after else None
        if news is None:
            yield from self._anew(source, [*source.changed(after), *again], head)
            return
        added = list(additions(self.connection, source, news, again))
        yield folded(source, (), head, self.zone, added)
        alone = {one.subject for one in added}
        changed = [*(one for one in news if one not in alone), *again]
        yield from self._anew(source, changed, head)

    def _anew(self, source: Source, changed: Iterable[UUID], head: int) -> Iterator[Part]:
        if isinstance(source, LogSource):
            some = dict.fromkeys(changed)
            with (self.hands if len(some) > ALONE else nobody)() as hands:
                opening(hands)
                whole = whole_clusters(source, some, head)
                yield from done(shares_of(whole, source, head), source, hands)
            return
        for batch in _batches(_clusters(source, changed)):
            with without_garbage_collection():
                part = folded(source, batch, head, self.zone)
            yield part

    def _take_over(self, part: Part) -> None:
        """Put the rows of *part* in the place of what stood of its subjects."""
        ask, told = self.connection.execute, writing.insert
        ask(_DIRECTORIES)
        told(self.connection, "told_subject", part.subjects)
        told(self.connection, "told_kind", part.kinds)
        ask(_NUMBERED)
        gone = [rec for (rec,) in ask(_STOOD).fetchall()]
        if gone:
            writing.delete(self.connection, gone, shadow if self.shadows else None)
        numbers = writing.Numbers.found(self.connection)
        for table, rows in part.tables.items():
            writing.insert_numbered(self.connection, table, rows, numbers)
        rec = numbers.finder(self.connection)
        born = [Birth(rec(one.rec), one.rank, one.first, one.last) for one in part.births]
        births.write(self.connection, self.sealer, born, gone)

    def _park(self, part: Part, head: int) -> None:
        """Note who could not be folded; who was folded at last waits no longer."""
        ask = self.connection.execute
        ask("DELETE FROM told.parked WHERE id IN (SELECT id FROM told_subject WHERE own)")
        for subject, error in part.parked:
            ask("DELETE FROM told.parked WHERE id = $1", [subject])
            ask("INSERT INTO told.parked VALUES ($1, $2)", [subject, error])
            log(LogLine.PARKED, projection=FACTS, position=head, error=error)

    def _count_unread(self, part: Part) -> None:
        """Note of whom how much could not be read; who was folded is counted anew."""
        ask = self.connection.execute
        ask("DELETE FROM told.unread WHERE id IN (SELECT id FROM told_subject WHERE own)")
        for subject, events in part.unread:
            ask("DELETE FROM told.unread WHERE id = $1", [subject])
            ask("INSERT INTO told.unread VALUES ($1, $2)", [subject, events])


_DIRECTORIES = """
CREATE OR REPLACE TEMP TABLE told_subject (
    rank INTEGER, id UUID, kind VARCHAR, own BOOLEAN
);
CREATE OR REPLACE TEMP TABLE told_kind (rank SMALLINT, name VARCHAR);
"""
_NUMBERED = """
CREATE OR REPLACE TEMP TABLE numbered AS
SELECT t.rank, s.rec IS NULL AS fresh, t.own, coalesce(s.rec, (
    SELECT coalesce(max(rec), -1) FROM subject
) + row_number() OVER (PARTITION BY s.rec IS NULL ORDER BY t.rank))::INTEGER AS number
FROM told_subject t LEFT JOIN subject s USING (id);
INSERT INTO told.subject
SELECT n.number, t.id, t.kind FROM numbered n JOIN told_subject t USING (rank)
WHERE n.fresh ORDER BY n.number;
CREATE OR REPLACE TEMP TABLE typed AS
SELECT t.rank, k.type IS NULL AS fresh, coalesce(k.type, (
    SELECT coalesce(max(type), -1) FROM kind
) + row_number() OVER (PARTITION BY k.type IS NULL ORDER BY t.rank))::SMALLINT AS number
FROM told_kind t LEFT JOIN kind k USING (name);
INSERT INTO told.kind
SELECT n.number, t.name FROM typed n JOIN told_kind t USING (rank) WHERE n.fresh;
"""
_STOOD = "SELECT number FROM numbered WHERE own AND NOT fresh ORDER BY number"


def _clusters(source: Source, changed: Iterable[UUID]) -> Iterator[Cluster]:
    """Yield each whole cluster of a changed subject, once."""
    seen: set[UUID] = set()
    for subject in changed:
        if subject in seen:
            continue
        members, waiting = [subject], [subject]
        seen.add(subject)
        while waiting:
            for other in source.linked_ever(waiting.pop()):
                if other not in seen:
                    seen.add(other)
                    members.append(other)
                    waiting.append(other)
        kind = kind_of(source, members)
        if kind in FOLDED:
            yield kind, sorted(members)


def _batches(clusters: Iterable[Cluster]) -> Iterator[list[Cluster]]:
    batch: list[Cluster] = []
    for cluster in clusters:
        batch.append(cluster)
        if len(batch) >= SUBJECTS_A_BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
