"""Following the log: what is told is taken in, and rows are worked out anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from attrs import frozen
from sqlalchemy import Connection

from casemgmt import Batch, Policy, Position, RecordedEvent, Subject
from casemgmt_sql.deriving import Deriving
from casemgmt_sql.keeping import (
    as_tuples,
    count,
    counted,
    emptied,
    fresh,
    linked,
    put,
    remove,
    stale,
    stand,
    standing,
    subjects,
    unknown,
)
from casemgmt_sql.rows.plain import Rows
from casemgmt_sql.rows.timeline import MARKS, as_row, marks, unmarked
from casemgmt_sql.shelf import Shelf
from casemgmt_sql.tables import TIMELINE, WORKED_OUT

OF_SUBJECTS = tuple(reversed(WORKED_OUT))
"""What is worked out of subjects, those first that refer to others."""


@frozen
class Following:
    """Takes in what is told, in the transaction of a connection."""

    connection: Connection
    shelf: Shelf
    policy: Policy

    def project(self, batch: Batch) -> bool:
        """Take in *batch* and where it ends; what was taken in before changes nothing.

        Return whether other rows had to go.
        """
        before = standing(self.connection).position
        gone = before is not None and (batch.afresh or before.epoch != batch.until.epoch)
        if gone:
            emptied(self.connection)
            before = None
        self.shelf.trust(before)
        new = unknown(self.connection, batch.events)
        if new:
            self._take_in(new, at_once=batch.caught_up)
            count(self.connection, counted(new))
        stand(self.connection, _later(before, batch.until), self.policy)
        self.shelf.at = _later(before, batch.until)
        return gone

    @property
    def deriving(self) -> Deriving:
        """What works out rows from the stories at hand."""
        return Deriving(self.shelf.told, self.shelf.stories, self.policy)

    def _take_in(self, new: Sequence[RecordedEvent], *, at_once: bool) -> None:
        """Take in what is *new*; its rows are worked out at once, or at the end."""
        by_subject: defaultdict[Subject, list[RecordedEvent]] = defaultdict(list)
        for event in new:
            by_subject[event.subject].append(event)
        self.shelf.link(self.connection, new)
        linked(self.connection, new)
        concerned = self.shelf.ever_linked(self.connection, by_subject)
        before = self.shelf.fetch(self.connection, concerned)
        for subject, events in by_subject.items():
            self.shelf.add(subject, tuple(events))
        told = by_subject.items()
        rows = (row for of, own in told for row in lines(self.deriving, of, own))
        put(self.connection, as_tuples(rows))
        for subject in before & by_subject.keys():
            self._mark(subject, by_subject[subject])
        if at_once:
            self._put(before | by_subject.keys(), before)
        else:
            stale(self.connection, concerned)
        self.shelf.tidy()

    def settle(self) -> None:
        """Work out the rows that were left to the end."""
        for some in fresh(self.connection):
            self.work_out(some)

    def _put(self, subjects: Iterable[Subject], before: Collection[Subject]) -> None:
        """Put the rows of *subjects* in the place of those of *before*."""
        remove(self.connection, before, OF_SUBJECTS)
        derived = self.deriving.rows(sorted(subjects, key=str))
        put(self.connection, as_tuples(derived))

    def _mark(self, subject: Subject, new: Iterable[RecordedEvent]) -> None:
        """Mark what is put right or taken back by something *new*."""
        told = self.shelf.told[subject]
        amended = _amended(told, new)
        if not amended:
            return
        marked = marks(self.shelf.stories, subject)
        for event in told:
            if event.command_id in amended:
                at = TIMELINE.c.position == event.position
                said = {name: marked[event.position][name] for name in MARKS}
                self.connection.execute(TIMELINE.update().where(at).values(said))

    def work_out_anew(self) -> None:
        """Work out every row from what was told: by other tables, or another policy."""
        for table in OF_SUBJECTS:
            self.connection.execute(table.delete())
        for some in subjects(self.connection):
            self.work_out(some)

    def work_out(self, some: Iterable[Subject]) -> None:
        """Work out the rows of *some* subjects anew."""
        some = set(some)
        concerned = self.shelf.ever_linked(self.connection, some)
        there = some & self.shelf.fetch(self.connection, concerned)
        self._put(there, some)
        self.shelf.tidy()


def lines(deriving: Deriving, subject: Subject, told: Sequence[RecordedEvent]) -> Rows:
    """Return the rows of the timeline for what was told of *subject*."""
    if any(event.corrects or event.retracts for event in deriving.told[subject]):
        marked = marks(deriving.stories, subject)
        return [(TIMELINE, as_row(event) | marked[event.position]) for event in told]
    return [(TIMELINE, as_row(event) | unmarked(event)) for event in told]


def _amended(told: Sequence[RecordedEvent], new: Iterable[RecordedEvent]) -> set[UUID]:
    """Return the commands that *new* speaks of; of a correction, what it fixed."""
    corrections = {e.command_id: e.corrects for e in told if e.corrects}
    named = {of for event in new if (of := event.corrects or event.retracts)}
    return named | {fixed for of in named if (fixed := corrections.get(of))}


def _later(before: Position | None, until: Position) -> Position:
    return until if before is None or before.number < until.number else before
