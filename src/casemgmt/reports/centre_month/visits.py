"""Visits and follow-ups that are due in a centre, and how much other work there is."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from casemgmt.domain.work_lists.items import Due
from casemgmt.locale import sentence
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Block, Row, Section, Table
from casemgmt.reports.people import People, each
from casemgmt.reports.period import Period
from casemgmt.reports.work import due_block, how_many

from .words import WORDS

VISITS = frozenset({"follow-up", "planned-visit"})


@frozen
class Asked:
    """What is due on the last day: visits, and everything else."""

    visits: tuple[Due, ...]
    further: tuple[Due, ...]

    @property
    def late(self) -> tuple[Due, ...]:
        """The visits that are overdue."""
        return tuple(one for one in self.visits if one.overdue_days)


def due(desk: CaseDesk, period: Period, centre: str) -> Asked:
    """Return what ``casemgmt due`` lists for the centre on the last day looked at."""
    found = desk.due(period.asked_until, centre=centre, known_at=period.known_at)
    return Asked(
        tuple(one for one in found if one.what in VISITS),
        tuple(one for one in found if one.what not in VISITS),
    )


def section(people: People, asked: Asked, centre: str) -> Section:
    """Return the section on visits due and on how much else there is to do."""
    columns = ("what", "due", "overdue", "caseworker")
    blocks: list[Block] = [due_block(people, WORDS("due.table"), asked.visits, columns)]
    if asked.further:
        blocks.append(_further(asked.further, centre))
    return Section("due", WORDS("due.title"), tuple(blocks), lead=WORDS("due.lead"))


def _further(items: tuple[Due, ...], centre: str) -> Table:
    columns = (WORDS("due.how-many"), WORDS("due.overdue"))
    return Table(
        WORDS("due.further"), WORDS("due.what"), columns, tuple(_rows(items, centre))
    )


def _rows(items: tuple[Due, ...], centre: str) -> Iterator[Row]:
    for what in sorted({one.what for one in items}):
        mine = tuple(one for one in items if one.what == what)
        late = tuple(one for one in mine if one.overdue_days)
        cell = (("centre", centre), ("what", what))
        yield Row(
            each(lambda language, w=what: sentence(f"due.{w}", language, default=w)),
            (how_many(mine, "due", *cell), how_many(late, "overdue", *cell)),
        )
