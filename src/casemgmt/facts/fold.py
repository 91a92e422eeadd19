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

from .flat import FLAT
from .persons import LINKS, PERSON, other_end, person_stretches
from .source import Story, Word
from .tellings import Telling, ranks, tellings
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
READ = frozenset({*FLAT, *CASE, *ADMISSION, *MEMBERSHIP, *CAPACITY, *HOUSE, *PERSON})
"""The events of which more is read than that they were told."""
WALKED = READ - (FLAT.keys() - PERSON)
"""The events whose whole story is read again when one is added."""
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
    """Rows by table, each in the order of its columns, and the births apart."""

    tables: dict[str, list[tuple[Any, ...]]] = field(factory=lambda: defaultdict(list))
    births: list[Birth] = field(factory=list)

    def marked(self) -> Callable[[], None]:
        """Return what takes away everything that is added from here on."""
        tables, born = {t: len(rows) for t, rows in self.tables.items()}, len(self.births)

        def back() -> None:
            for table, rows in self.tables.items():
                del rows[tables.get(table, 0) :]
            del self.births[born:]

        return back


@frozen
class Fold:
    """Folds clusters into rows.

    Attributes:
        number: The small number of a subject.
        kind: The small number of a kind of event.
        day_of: The local day of a moment.
        code: What children's stories call a centre; None where nobody knows.

    """

    number: Number
    kind: Callable[[str], int]
    day_of: Callable[[int], int]
    code: Callable[[UUID], str | None] = lambda _: None

    def cluster(self, kind: str, stories: Mapping[UUID, Story], rows: Rows) -> None:
        """Add the rows of one cluster to *rows*."""
        rank = ranks(stories.values())
        told = {one: tellings(one, own, rank) for one, own in stories.items()}
        for subject, own in told.items():
            rec = self.number(subject, kind)
            self._commands(rec, own, rows)
            self._flat(rec, own, rows)
            if kind == "child":
                self._case(rec, own, rows)
            elif kind == "household":
                self._members(rec, own, rows)
            elif kind == "centre":
                self._centre(rec, self.code(subject), own, rows)
        if kind == "child":
            self._persons(told, rows)

    def added(
        self, kind: str, subject: UUID, words: Sequence[Word], first: int, rows: Rows
    ) -> None:
        """Add the rows of *words* that come after all else, the *first* of that rank.

        None of them is of the kinds that are ``WALKED``.
        """
        rank = {word.command: first + n for n, word in enumerate(words)}
        told = tellings(subject, words, rank)
        rec = self.number(subject, kind)
        self._commands(rec, told, rows)
        self._flat(rec, told, rows)

    def _commands(self, rec: int, told: Sequence[Telling], rows: Rows) -> None:
        commands, kind, day_of = rows.tables["command"], self.kind, self.day_of
        commands.extend(
            (
                rec,
                t.seq,
                t.command,
                kind(t.name),
                t.day,
                t.on.exact,
                day_of(t.recorded),
                t.fix,
                t.kf,
                t.kt,
            )
            for t in told
        )

    def _flat(self, rec: int, story: Sequence[Telling], rows: Rows) -> None:
        for t in story:
            if t.name in LINKS:
                other = self.number(other_end(t.event), "child")
                rows.tables["link"].append((rec, t.seq, other, t.kf, t.kt))
            elif (tell := FLAT.get(t.name)) is not None:
                for table, *row in tell(t):
                    told = map(self._numbered, row) if table in _NAMES_A_CHILD else row
                    rows.tables[table].append((rec, *told, t.kf, t.kt))

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

    def _persons(self, told: Mapping[UUID, Sequence[Telling]], rows: Rows) -> None:
        everything = [t for own in told.values() for t in own]
        births: dict[tuple[UUID, int, int], int] = {}
        for row, kf, kt in person_stretches(told.keys(), everything):
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
