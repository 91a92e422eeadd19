"""The units behind a figure: a table of them, read side by side and a few at a time.

They stay in the database, also what their subjects are called, by which they are sorted:
however many there are, a process holds a few thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, get_args
from uuid import UUID

from attrs import evolve, field, frozen

from .answering import Answering
from .definition import Units
from .engine import answer_of, split, units_source

Side = Literal["numerator", "denominator", "unknown", "excluded"]
SIDES: tuple[Side, ...] = get_args(Side)
_STANDS: Mapping[Side, str] = {
    "numerator": "in_numerator",
    "denominator": "in_denominator",
    "unknown": "answer IN (2, 4)",
    "excluded": "answer = 3",
}


@frozen
class Group:
    """What is counted once: a row, or several of one thing.

    Attributes:
        id: Of the subject whose record stands for all.
        unit: What it is called.
        keys: The subjects and the persons of all its rows.
        persons: The persons alone.
        commands: Those that the table of units itself names.

    """

    id: UUID
    unit: str
    keys: tuple[int, ...]
    persons: tuple[int, ...]
    commands: tuple[UUID, ...] = field(repr=False)


def itemised(units: Units) -> Units:
    """Return the same units with a row for each, where a row stands for several."""
    if units.detail is None:
        return units
    return evolve(units, table=units.detail, weight="1")


@frozen
class BehindCell:
    """The units of one cell, in a table of the database."""

    answering: Answering
    units: Units
    counts: bool
    """Whether the figure is a count: it has no denominator."""

    @classmethod
    def of(
        cls, answering: Answering, units: Units, cell: Mapping[str, str], *, counts: bool
    ) -> BehindCell:
        """Make the table of the units of *cell*."""
        source = units_source(answering, units.table)
        columns, joined = split(answering, source, tuple(cell), units)
        here = " AND ".join(f"{sql} = $cell_{n}" for n, sql in enumerate(columns.values()))
        values = {f"cell_{n}": value for n, value in enumerate(cell.values())}
        answer = answer_of(units, answering)
        top, bottom = units.once
        answering.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE behind AS
            SELECT {units.subject} AS subject,
                {"person" if units.table.of_persons else units.subject} AS person,
                coalesce(({units.item})::VARCHAR, '') AS item, {answer} AS answer,
                {_share(answer, units.numerator, "1")} AS in_numerator,
                {_share(answer, units.denominator, "0, 1, 4")} AS in_denominator,
                {units.commands or "NULL::UUID[]"} AS commands,
                {top or "NULL"} AS top, {bottom or "NULL"} AS bottom
            FROM {joined} WHERE {here or "TRUE"} AND {answer} IS NOT NULL
            """,
            values,
        )
        return cls(answering, units, counts)

    @property
    def rows(self) -> int:
        """How many rows there are, on whichever side."""
        return int(self.answering.rows("SELECT count(*) FROM behind")[0][0])

    def size(self, side: Side) -> int:
        """Return how many are counted on a side."""
        if side == "denominator" and self.counts:
            return 0
        once = self._once(side)
        counted = f"count(DISTINCT {once}) + count(*) FILTER ({once} IS NULL)"
        sql = f"SELECT {counted} FROM behind WHERE {_STANDS[side]}"
        return int(self.answering.rows(sql)[0][0])

    def call(self, called: Callable[[UUID], object], at_once: int) -> None:
        """Note what each subject is known by."""
        self.answering.execute(_WHO)
        while found := self.answering.rows(_UNCALLED, {"some": at_once}):
            names = [str(called(id_)) for _, id_ in found]
            told = {"subjects": [subject for subject, _ in found], "names": names}
            self.answering.execute(_CALLED, told)

    def groups(self, side: Side, at_once: int) -> Iterator[list[Group]]:
        """Yield what is counted on a side, some after others, by what it is known by."""
        if side == "denominator" and self.counts:
            return
        once = self._once(side)
        together = bool(self.units.once[once == "bottom"])
        ordered = _ORDERED_TOGETHER.format(once=once) if together else _ORDERED
        some = _SOME_TOGETHER if together else _SOME
        self.answering.execute(ordered.format(stands=_STANDS[side]))
        first = 0
        while told := self.answering.rows(some, {"after": first, "to": first + at_once}):
            first += at_once
            yield [_group(*row) for row in told]

    def _once(self, side: Side) -> str:
        """Return the column of what is counted once on a side."""
        return "bottom" if side == "denominator" else "top"


def _share(answer: str, share: str, counted: str) -> str:
    """Return SQL for whether a row has a share in the numerator or the denominator."""
    if share:
        return f"coalesce({answer} IN (0, 1) AND ({share}) <> 0, FALSE)"
    return f"coalesce({answer} IN ({counted}), FALSE)"


def _group(
    id_: UUID, unit: str, subjects: list[int], persons: list[int], commands: Any
) -> Group:
    keys = dict.fromkeys([*subjects, *persons])
    return Group(id_, unit, tuple(keys), tuple(persons), tuple(commands or ()))


_WHO = """
    CREATE OR REPLACE TEMP TABLE called AS
    SELECT DISTINCT b.subject, s.id, NULL::VARCHAR AS name
    FROM behind b JOIN subject s ON s.rec = b.subject
"""
_UNCALLED = "SELECT subject, id FROM called WHERE name IS NULL ORDER BY subject LIMIT $some"
_CALLED = """
    UPDATE called SET name = told.name
    FROM (SELECT unnest($subjects::INTEGER[]) AS subject,
        unnest($names::VARCHAR[]) AS name) told
    WHERE called.subject = told.subject
"""
_ORDERED = """
    CREATE OR REPLACE TEMP TABLE side AS
    SELECT row_number() OVER (ORDER BY c.name, b.item, c.id) AS rank, b.rowid AS row
    FROM behind b JOIN called c USING (subject) WHERE {stands}
"""
_SOME = """
    SELECT c.id, b.item, [b.subject], [b.person], b.commands
    FROM (FROM side WHERE rank > $after AND rank <= $to) s
    JOIN behind b ON b.rowid = s.row JOIN called c USING (subject)
    ORDER BY s.rank
"""
# a row of nothing that is counted once is counted itself; what is counted once is called
# by its own name, unless it is the subject
_ORDERED_TOGETHER = """
    CREATE OR REPLACE TEMP TABLE side AS
    SELECT row_number() OVER (ORDER BY c.name, g.unit, c.id) AS rank, c.id, g.*
    FROM (
        SELECT arg_min(subject, first) AS subject, arg_min(unit, first) AS unit,
            list(DISTINCT subject ORDER BY subject) AS subjects,
            list(DISTINCT person ORDER BY person) AS persons,
            flatten(list(commands) FILTER (commands IS NOT NULL)) AS commands
        FROM (
            SELECT b.*, c.id::VARCHAR || b.item AS first,
                CASE WHEN {once} IS NULL THEN b.item
                    WHEN typeof({once}) = 'INTEGER'
                        AND {once}::VARCHAR = b.subject::VARCHAR
                    THEN '' ELSE {once}::VARCHAR END AS unit,
                CASE WHEN {once} IS NULL THEN b.rowid END AS alone
            FROM behind b JOIN called c USING (subject) WHERE {{stands}}
        ) GROUP BY {once}, alone
    ) g JOIN called c USING (subject)
"""
_SOME_TOGETHER = """
    SELECT id, unit, subjects, persons, commands FROM side
    WHERE rank > $after AND rank <= $to ORDER BY rank
"""
