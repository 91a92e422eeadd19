"""One cluster of ever-linked records becomes version rows. Pure: the same always.

The unit of the fold is the cluster: all records ever linked with each other, also by links
since undone. A household, a centre or an agreement is a cluster of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.enrolment.admission import Admission
from casemgmt.domain.enrolment.case import Case
from casemgmt.domain.organisation.centre import Centre

from .attended import TABLE
from .flat import FLAT
from .gathered import Gathered
from .packing import Columns, joined, packed
from .persons import LINKS, PERSON, other_end, person_stretches
from .schema import columns
from .source import Story, Word
from .spine import COMMAND, Spine
from .tellings import Telling, in_order, ranks, tellings, told_in_order
from .walks import (
    ADMISSION,
    CAPACITY,
    CASE,
    HOUSE,
    MEMBERSHIP,
    NOBODY,
    NOT_OPENED,
    admission_step,
    capacity_rows,
    capacity_step,
    case_rows,
    case_step,
    house_rows,
    house_step,
    members_rows,
    members_step,
    stay_rows,
    walk,
)

_NAMES_A_CHILD = frozenset({"allowance"})
NAMES_A_SUBJECT = frozenset({"allowance-granted", "allowance-paid", "allowance-withheld"})
"""The events of which a row names another subject, by its small number."""
WALKED = frozenset({*CASE, *ADMISSION, *MEMBERSHIP, *CAPACITY, *HOUSE, *PERSON})
"""The events whose whole story is read again when one is added."""
READ = WALKED | FLAT.keys()
"""The events of which more is read than that they were told."""
Number = Callable[[UUID, str], int]
"""Gives the small number of a subject of a kind."""


@frozen
class Birth:
    """The span of days on which a person may have been born; personal.

    Attributes:
        rec: The person.
        rank: Tells several spans told of one person apart.

    """

    rec: int
    rank: int
    first: int
    last: int


@frozen
class Rows:
    """Rows by table, each in the order of its columns; the spine and the births apart.

    Attributes:
        attendance: Those of this table that were told together.

    """

    spine: Spine
    tables: dict[str, list[tuple[Any, ...]]] = field(factory=lambda: defaultdict(list))
    births: list[Birth] = field(factory=list)
    attendance: Gathered = field(factory=lambda: Gathered.of(TABLE))

    def marked(self) -> Callable[[], None]:
        """Return what takes away everything that is added from here on."""
        tables, born = {t: len(rows) for t, rows in self.tables.items()}, len(self.births)
        commands, together = len(self.spine), len(self.attendance)

        def back() -> None:
            for table, rows in self.tables.items():
                del rows[tables.get(table, 0) :]
            del self.births[born:]
            self.spine.cut(commands)
            self.attendance.cut(together)

        return back

    def packed(self) -> dict[str, Columns]:
        """Return the rows of each table as they are sent."""
        tables = {t: packed(columns(t), rows) for t, rows in self.tables.items()}
        if len(self.attendance):
            one_by_one = tables.get(TABLE)
            tables[TABLE] = self.attendance.packed()
            if one_by_one is not None:
                tables[TABLE] = joined(tables[TABLE], one_by_one)
        return {COMMAND: self.spine.packed()} | tables


@frozen
class Fold:
    """Folds clusters into rows.

    Attributes:
        number: The small number of a subject.
        code: What children's stories call a centre; None where nobody knows.

    """

    number: Number
    code: Callable[[UUID], str | None] = lambda _: None

    def cluster(self, kind: str, stories: Mapping[UUID, Story], rows: Rows) -> None:
        """Add the rows of one cluster to *rows*."""
        if len(stories) == 1:
            ((subject, story),) = stories.items()
            if in_order(story):
                rows.spine.add_in_order(self.number(subject, kind), story, 0)
                told = {subject: told_in_order(subject, story)}
                self._told(kind, told, story[0].at if story else 0, rows)
                return
        rank = ranks(stories.values())
        told = {one: tellings(one, own, rank) for one, own in stories.items()}
        for subject, own in told.items():
            rows.spine.add(self.number(subject, kind), own)
        began = min((one.kf for own in told.values() for one in own), default=0)
        self._told(kind, told, began, rows)

    def _told(
        self, kind: str, told: Mapping[UUID, Sequence[Telling]], began: int, rows: Rows
    ) -> None:
        for subject, own in told.items():
            rec = self.number(subject, kind)
            self.flat(rec, own, rows)
        self.walked(kind, told, began, rows)

    def walked(
        self, kind: str, told: Mapping[UUID, Sequence[Telling]], began: int, rows: Rows
    ) -> None:
        """Add the rows of all that needs a walk through what was *told*."""
        for subject, own in told.items():
            rec = self.number(subject, kind)
            if kind == "child":
                self._case(rec, own, rows)
            elif kind == "household":
                self._members(rec, own, rows)
            elif kind == "centre":
                self._centre(rec, self.code(subject), own, rows)
        if kind == "child":
            self._persons(told, began, rows)

    def added(
        self, kind: str, subject: UUID, words: Sequence[Word], first: int, rows: Rows
    ) -> None:
        """Add the rows of *words* that come after all else, the *first* of that rank.

        None of them is of the kinds that are ``WALKED``.
        """
        rec = self.number(subject, kind)
        rows.spine.add_in_order(rec, words, first)
        self.flat(rec, told_in_order(subject, words, first), rows)

    def flat(self, rec: int, story: Sequence[Telling], rows: Rows) -> None:
        """Add the rows of a *story* that need no walk."""
        tables = rows.tables
        for t in story:
            if (tell := FLAT.get(t.name)) is not None:
                for table, row in tell(t):
                    named = table in _NAMES_A_CHILD
                    said = map(self._numbered, row) if named else row
                    tables[table].append((rec, *said, t.kf, t.kt))
            elif t.name in LINKS:
                other = self.number(other_end(t.event), "child")
                tables["link"].append((rec, t.seq, other, t.kf, t.kt))

    def _numbered(self, value: Any) -> Any:
        return self.number(value, "child") if isinstance(value, UUID) else value

    def _case(self, rec: int, told: Sequence[Telling], rows: Rows) -> None:
        steps = [t for t in told if t.name in CASE]
        for row, kf, kt in walk(steps, Case(), case_step, case_rows):
            rows.tables[row[0]].append((rec, *row[1:], kf, kt))
        stays = [t for t in told if t.name in ADMISSION]
        for row, kf, kt in walk(stays, Admission(), admission_step, stay_rows):
            rows.tables["stay"].append((rec, *row, kf, kt))

    def _centre(
        self, rec: int, code: str | None, told: Sequence[Telling], rows: Rows
    ) -> None:
        steps = [t for t in told if t.name in CAPACITY]
        for row, kf, kt in walk(steps, Centre(), capacity_step, capacity_rows):
            i, *days, places = row
            rows.tables["capacity"].append((rec, i, code, *days, places, kf, kt))
        steps = [t for t in told if t.name in HOUSE]
        for row, kf, kt in walk(steps, NOT_OPENED, house_step, house_rows):
            i, *said = row
            rows.tables["house"].append((rec, i, code, *said, kf, kt))

    def _members(self, rec: int, told: Sequence[Telling], rows: Rows) -> None:
        steps = [t for t in told if t.name in MEMBERSHIP]
        for row, kf, kt in walk(steps, NOBODY, members_step, members_rows):
            rows.tables["member"].append((rec, *map(self._numbered, row), kf, kt))

    def _persons(
        self, told: Mapping[UUID, Sequence[Telling]], began: int, rows: Rows
    ) -> None:
        everything = [t for own in told.values() for t in own]
        births: dict[tuple[UUID, int, int], int] = {}
        for row, kf, kt in person_stretches(told.keys(), everything, began):
            rec = self.number(row[1], "child")
            if row[0] == "record":
                person = self.number(row[2], "child")
                rows.tables["record"].append((rec, person, kf, kt))
                continue
            *said, first, last = row[2:]
            birth = None
            if first is not None:
                known = (row[1], first, last)
                if known not in births:
                    births[known] = len(births)
                    rows.births.append(Birth(rec, births[known], first, last))
                birth = births[known]
            rows.tables["person"].append((rec, *said, birth, kf, kt))
