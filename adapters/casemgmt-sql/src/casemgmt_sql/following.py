"""Following the log: what is told is taken in, and rows are worked out anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from attrs import frozen
from sqlalchemy import Connection

from casemgmt import Batch, Policy, Position, RecordedEvent, Subject
from casemgmt_sql.deriving import Deriving
from casemgmt_sql.keeping import (
    all_stand,
    as_tuples,
    count,
    counted,
    emptied,
    fresh,
    linked,
    put,
    remark,
    stale,
    stand,
    standing,
    subjects,
    unknown,
)
from casemgmt_sql.naming_again import come_back, named_again
from casemgmt_sql.renewing import renew
from casemgmt_sql.rows.plain import Rows
from casemgmt_sql.rows.timeline import amends, as_row, marks, unmarked
from casemgmt_sql.shelf import Shelf, portions
from casemgmt_sql.tables import TIMELINE

TOGETHER = 100
"""Subjects whose rows are worked out together: so many stories are at hand at once."""


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
        self.take_in(batch)
        stand(self.connection, later(before, batch.until), self.policy)
        all_stand(self.connection)
        self.shelf.at = later(before, batch.until)
        return gone

    def comes_late(self, batch: Batch) -> bool:
        """Whether events had to wait: they lie before the position, which stays."""
        stands = standing(self.connection).position
        if stands is None or batch.until.epoch != stands.epoch:
            return False
        return bool(batch.events) and batch.until.number <= stands.number

    def take_in(self, batch: Batch) -> None:
        """Take in what of *batch* was not yet; its rows, or who they are still to be of."""
        new = unknown(self.connection, batch.events)
        if new:
            self._name_again(batch.events, new)
            self._take_in(new, at_once=batch.caught_up)
            count(self.connection, counted(new))

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
        self.shelf.fetch(self.connection, concerned if at_once else ())
        rows = ((TIMELINE, as_row(event) | unmarked(event)) for event in new)
        put(self.connection, as_tuples(rows))
        if at_once:
            for subject, events in by_subject.items():
                self.shelf.add(subject, tuple(events))
            self.work_out(by_subject)
        else:
            self.shelf.drop(by_subject)
            stale(self.connection, concerned)

    def _name_again(
        self, given: Sequence[RecordedEvent], new: Sequence[RecordedEvent]
    ) -> None:
        """Name who was forgotten, and is given again, where others told of them."""
        fresh = {event.position for event in new}
        known = [event for event in given if event.position not in fresh]
        if known and (told_of := named_again(self.connection, known, come_back(new))):
            self.shelf.clear()
            stale(self.connection, told_of)

    def settle(self) -> None:
        """Work out the rows that were left to the end."""
        for some in fresh(self.connection):
            self.work_out(some)

    def work_out_anew(self) -> None:
        """Work out every row from what was told: by other tables, or another policy."""
        for some in subjects(self.connection):
            self.work_out(some)

    def work_out(self, some: Iterable[Subject]) -> None:
        """Work out the rows of *some* subjects anew, and of all who are linked to them."""
        for few in portions(some, TOGETHER):
            concerned = self.shelf.ever_linked(self.connection, few)
            there = self.shelf.fetch(self.connection, concerned)
            self._mark(there)
            derived = self.deriving.rows(sorted(there, key=str))
            renew(self.connection, concerned, as_tuples(derived))
            self.shelf.tidy()

    def _mark(self, subjects: Iterable[Subject]) -> None:
        """Mark in the timeline what was put right or taken back."""
        told = self.shelf.told
        amended = [s for s in subjects if any(map(amends, told[s]))]
        for subject in amended:
            remark(self.connection, subject, marks(self.shelf.stories, subject))


def lines(deriving: Deriving, subject: Subject, told: Sequence[RecordedEvent]) -> Rows:
    """Return the rows of the timeline for what was told of *subject*."""
    if any(map(amends, deriving.told[subject])):
        marked = marks(deriving.stories, subject)
        return [(TIMELINE, as_row(event) | marked[event.position]) for event in told]
    return [(TIMELINE, as_row(event) | unmarked(event)) for event in told]


def later(before: Position | None, until: Position) -> Position:
    """Return *until*, unless more was looked at already: a batch may come again."""
    return until if before is None or before.number < until.number else before
