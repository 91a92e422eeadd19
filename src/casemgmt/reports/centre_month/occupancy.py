"""How full a centre was: over the period, on its last day, and on the fullest day."""

from __future__ import annotations

from datetime import date

from casemgmt.domain.dates import Day
from casemgmt.domain.journey import Journey
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.reports.amounts import Missing, Number, Source, Value
from casemgmt.reports.care import InCare
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.rates import rate_table
from casemgmt.reports.reading import WORDS as HOUSE
from casemgmt.reports.reading import Question, Reading

from .words import WORDS

ASKED = (Question(("I06",), ("centre",)),)
COLUMNS = ("which", "children", "places")


def section(desk: CaseDesk, reading: Reading, centre: str) -> Section:
    """Return the section on how full the centre was."""
    rates = [(WORDS("occupancy.I06"), "I06")]
    share = rate_table(reading, WORDS("occupancy.table"), rates, centre=centre)
    house = reading.journey(Subject("centre", centre))
    in_care = _in_care(desk, reading, centre, house)
    blocks: list[Block] = [share, _days(reading, house, in_care)]
    fullest, most = in_care.most(reading.period)
    if house.centre.is_over(most, fullest):
        blocks.append(Note(WORDS("occupancy.over"), about="caution"))
    return Section(
        "occupancy", WORDS("occupancy.title"), tuple(blocks), lead=WORDS("occupancy.lead")
    )


def _in_care(desk: CaseDesk, reading: Reading, centre: str, house: Journey) -> InCare:
    """Return who was there, asked of those whom the figure counts where it counts all."""
    figure = reading.figures.get(("I06", (("centre", centre),)))
    if figure is None or not all(map(house.centre.open_on, reading.period.days())):
        return InCare.of(reading, centre)
    behind = desk.explain(figure)
    if behind.withheld:
        return InCare.of(reading, centre)
    counted = {Subject.of(str(u.subject)) for u in (*behind.numerator, *behind.excluded)}
    children = (child for child in counted if child.kind == "child")
    records = {r for child in children for r in reading.journey(child).same_child(child)}
    return InCare.among(reading, centre, sorted(records, key=str))


def _days(reading: Reading, house: Journey, in_care: InCare) -> Table:
    last = reading.period.until
    fullest, most = in_care.most(reading.period)
    rows = [_row(WORDS("occupancy.last"), last, house, in_care)]
    if most:
        rows.append(_row(WORDS("occupancy.most"), fullest, house, in_care))
    return Table(
        WORDS("occupancy.days"),
        WORDS("occupancy.day"),
        tuple(WORDS(f"occupancy.{name}") for name in COLUMNS),
        tuple(rows),
    )


def _row(label: Text, day: date, house: Journey, in_care: InCare) -> Row:
    by = (("centre", in_care.centre), ("day", day.isoformat()))
    children = Number(
        len(in_care.on(day)), Source("children-in-care", by=by, kind="record")
    )
    return Row(label, (Day.of(day), children, _places(house.centre.places_on(day), by)))


def _places(places: int | None, by: tuple[tuple[str, str], ...]) -> Value:
    source = Source("places", by=by, kind="record")
    if places is None:
        return Missing(HOUSE("missing.not-told"), source)
    return Number(places, source)
