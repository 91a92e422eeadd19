"""Working out the rows of subjects from everything that was told of them.

A stream is never folded in stream order, and a late word may change any row: the rows of a
subject are always all worked out again, by the library's own story as told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen
from sqlalchemy import Table

from casemgmt import Policy, RecordedEvent, Subject
from casemgmt.adapters import Stories, is_forgotten
from casemgmt_sql.rows.cases import cases
from casemgmt_sql.rows.centres import centres
from casemgmt_sql.rows.children import children
from casemgmt_sql.rows.households import households
from casemgmt_sql.rows.kits import kits
from casemgmt_sql.rows.plain import Row, Rows
from casemgmt_sql.rows.work import work

Told = Mapping[Subject, Sequence[RecordedEvent]]


@frozen
class Deriving:
    """Works out the rows of subjects from what was told of them and of who is linked."""

    told: Told
    stories: Stories
    policy: Policy

    def rows(self, subjects: Iterable[Subject]) -> Iterator[tuple[Table, Row]]:
        """Yield every row that is worked out of *subjects*."""
        for subject in subjects:
            yield from self._rows(subject)

    def _rows(self, subject: Subject) -> Rows:
        if not self.stories.as_told(subject):
            return []  # all of it was taken back, or is of an area that is not installed
        match subject.kind:
            case "child":
                return self._child(subject)
            case "household":
                journey = self.stories.journey(subject)
                return households(self.stories, subject, journey, self._reference(subject))
            case "centre":
                journey = self.stories.journey(subject)
                return centres(self.stories, subject, journey, self._reference(subject))
            case _:
                return []

    def _child(self, child: Subject) -> Rows:
        journey, forgotten = self.stories.journey(child), is_forgotten(self.told[child])
        rows = children(self.stories, child, journey, self._reference(child), forgotten)
        rows += [*cases(child, journey), *kits(self.stories, child)]
        return rows if forgotten else [*rows, *self._work(child)]

    def _work(self, child: Subject) -> Rows:
        return work(self.stories, child, self._since(child), self.policy)

    def _reference(self, subject: Subject) -> str | None:
        known = (event.reference for event in self.told[subject])
        return next((str(reference) for reference in known if reference), None)

    def _since(self, child: Subject) -> date:
        """Return the day on which something was last told of the person."""
        records = self.stories.records(child)
        told = (event for record in records for event in self.told.get(record, ()))
        return max(event.at.date() for event in told)
