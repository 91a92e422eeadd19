"""Attendance at school, and the children whose absence asks for a visit or a call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.reports.amounts import Number, Source
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.people import People
from casemgmt.reports.rates import rate_table
from casemgmt.reports.reading import Question, Reading

from .words import WORDS

SHOWN = ("I31", "I32", "I33")
TO_FOLLOW_UP = ("I32", "I33")
ASKED = (Question(("I01", *SHOWN), ("centre",)),)


@frozen
class Absent:
    """A child whose absence is to be followed up.

    Attributes:
        child: The record; of a united person, the first one.
        reading: The indicator that counts the child: chronically absent, or a warning.
        away: Days away, counted as the policy says.
        possible: Days on which there was school.

    """

    child: Subject
    reading: str
    away: int
    possible: int


def section(reading: Reading, centre: str) -> Section:
    """Return the section on attendance."""
    rates = [(WORDS(f"attendance.{i}"), i) for i in SHOWN]
    few = (WORDS("attendance.few"),)
    table = rate_table(reading, WORDS("attendance.table"), rates, few, centre=centre)
    return Section(
        "attendance", WORDS("attendance.title"), (table,), lead=WORDS("attendance.lead")
    )


def to_follow_up(desk: CaseDesk, reading: Reading, centre: str) -> tuple[Absent, ...]:
    """Return those whom the two figures of absence count in the centre."""
    return tuple(
        absent
        for indicator in TO_FOLLOW_UP
        if (indicator, (("centre", centre),)) in reading.figures
        for absent in _counted(desk, reading, indicator, centre)
    )


def _counted(
    desk: CaseDesk, reading: Reading, indicator: str, centre: str
) -> Iterator[Absent]:
    period = reading.period
    counts = reading.policy.value("absence.counts", period.until, "all")
    behind = desk.explain(reading.figures[indicator, (("centre", centre),)])
    for unit in behind.numerator:
        child = Subject.of(str(unit.subject))
        told = reading.journey(child).person.attendance
        yield Absent(
            child,
            indicator,
            told.away(period.first, period.until, counts),
            told.possible(period.first, period.until),
        )


def how_many(reading: Reading, centre: str) -> Number:
    """Return how many absences there are to follow up, whoever of them is shown."""
    by = (("centre", centre),)
    found = (reading.figures.get((indicator, by)) for indicator in TO_FOLLOW_UP)
    amount = sum(int(figure.numerator or 0) for figure in found if figure is not None)
    return Number(amount, Source("absences-to-follow-up", by=by, kind="record"))


def absences(
    reading: Reading, people: People, absent: Sequence[Absent], centre: str
) -> Section:
    """Return the section on the children to be followed up, those this reader may know."""
    columns = ("record", "reading", "away", "possible")
    table = Table(
        WORDS("absences.table"),
        WORDS("absences.child"),
        tuple(WORDS(f"absences.{name}") for name in columns),
        tuple(_row(people, one) for one in absent),
    )
    blocks: list[Block] = [table] if absent else []
    if how_many(reading, centre).amount > len(absent):
        blocks.append(Note(WORDS("absences.withheld"), about="caution"))
    return Section(
        "absences",
        WORDS("absences.title"),
        tuple(blocks) or (Note(WORDS("absences.none")),),
        lead=WORDS("absences.lead"),
    )


def _row(people: People, one: Absent) -> Row:
    def days(name: str, amount: int) -> Number:
        return Number(amount, Source(name, by=(("record", one.child.key),), kind="record"))

    return Row(
        people.name(one.child),
        (
            Text(plain=one.child.key),
            WORDS(f"absences.{one.reading}"),
            days("days-away", one.away),
            days("days-possible", one.possible),
        ),
    )
