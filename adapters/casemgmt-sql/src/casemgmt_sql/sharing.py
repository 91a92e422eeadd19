"""One bucket of a read model that several bring up at once, on as many machines.

What is told is taken in together: each at its own stories. Whoever works out rows is alone
at it, for a moment: a child's rows follow from every record it is linked to, and these may
be another bucket's.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import ClassVar, Protocol
from uuid import UUID

from sqlalchemy import Connection, delete, select

from casemgmt import Batch, Position, Subject
from casemgmt.adapters import Bucket
from casemgmt_sql.following import TOGETHER, Following, later
from casemgmt_sql.keeping import subjects
from casemgmt_sql.shares import (
    BUCKETS,
    bucket_stand,
    bucket_stands,
    divided,
    dropped,
)
from casemgmt_sql.shelf import portions
from casemgmt_sql.tables import STALE


class Doors(Protocol):
    """What one bucket needs of the whole read model."""

    def looking(self) -> AbstractContextManager[Connection | None]:
        """Give what reads the tables; None before they were made."""

    def writing(self, *, together: bool) -> AbstractContextManager[Following]:
        """Give what takes in batches, alone or together with those who share."""


class SharedBucket:
    """An adapter of the stories of one bucket; it is let go of with the whole."""

    api_version: ClassVar[int] = 1

    def __init__(self, doors: Doors, rank: int, forget: Callable[[Subject], None]) -> None:
        self._doors, self._rank, self._forget = doors, rank, forget
        self._stories = Bucket.divided(BUCKETS)[rank]
        self._is_ready = False

    def position(self) -> Position | None:
        """Return the position kept with the bucket's rows; None before its first batch."""
        with self._doors.looking() as connection:
            return None if connection is None else bucket_stands(connection, self._rank)

    def project(self, batch: Batch) -> None:
        """Take in *batch* and its position together, or neither."""
        if not self._is_ready:
            with self._doors.writing(together=False) as following:
                divided(following.connection)
            self._is_ready = True
        afresh = self._begins_anew(batch)
        together = not afresh and not (batch.caught_up and batch.events)
        with self._doors.writing(together=together) as following:
            following.shelf.clear()  # the others write as well
            divided(following.connection)
            before = bucket_stands(following.connection, self._rank)
            if afresh:
                dropped(following, self._own(following.connection))
                before = None
            following.take_in(batch)
            until = later(before, batch.until)
            bucket_stand(following.connection, self._rank, until, following.policy)

    def settle(self) -> None:
        """Work out the rows that were left to the end, few at a time: others wait."""
        for some in portions(self._stale(), TOGETHER):
            with self._doors.writing(together=False) as following:
                following.shelf.clear()
                following.work_out(some)
                linked = following.shelf.ever_linked(following.connection, some)
                for done in portions(map(str, linked)):
                    gone = delete(STALE).where(STALE.c.subject.in_(done))
                    following.connection.execute(gone)

    def forget(self, subject: Subject) -> None:
        """Remove every trace of *subject*."""
        self._forget(subject)

    def _begins_anew(self, batch: Batch) -> bool:
        before = self.position()
        return before is not None and (batch.afresh or before.epoch != batch.until.epoch)

    def _stale(self) -> list[Subject]:
        """Return whose rows are still to be worked out, of this bucket."""
        with self._doors.looking() as connection:
            if connection is None:
                return []
            waiting = connection.execute(select(STALE).order_by(STALE.c.subject)).scalars()
            return [one for one in map(Subject.of, waiting) if self._has(one)]

    def _own(self, connection: Connection) -> set[Subject]:
        return {one for some in subjects(connection) for one in some if self._has(one)}

    def _has(self, subject: Subject) -> bool:
        return UUID(subject.key) in self._stories
