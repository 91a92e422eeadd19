"""Open cases without consent to services, by name, so that somebody asks."""

from __future__ import annotations

from collections.abc import Sequence

from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.reports.amounts import Number, Source
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.people import People
from casemgmt.reports.rates import rate_table
from casemgmt.reports.reading import Question, Reading

from .words import WORDS

SHOWN = ("I17", "I18")
ASKED = (Question(SHOWN),)
COLUMNS = ("record", "centre", "caseworker")


def missing(desk: CaseDesk, reading: Reading) -> tuple[Subject, ...]:
    """Return the records whose open case I17 counts, and not as having consent."""
    figure = reading.figures.get(("I17", ()))
    if figure is None or figure.numerator == figure.denominator:
        return ()
    behind = desk.explain(figure)
    with_consent = {(unit.subject, unit.unit) for unit in behind.numerator}
    without = [u for u in behind.denominator if (u.subject, u.unit) not in with_consent]
    return tuple(sorted({Subject.of(str(u.subject)) for u in without}, key=str))


def how_many(reading: Reading) -> Number:
    """Return how many open cases lack consent, whoever of them is shown."""
    figure = reading.figures.get(("I17", ()))
    amount = 0
    if figure is not None:
        amount = int(figure.denominator or 0) - int(figure.numerator or 0)
    return Number(amount, Source("open-without-consent", kind="record"))


def section(reading: Reading, people: People, children: Sequence[Subject]) -> Section:
    """Return the section on consent."""
    rates = [(WORDS(f"consent.{name}"), name) for name in SHOWN]
    blocks: list[Block] = [rate_table(reading, WORDS("consent.rates"), rates)]
    if children:
        blocks.append(_table(reading, people, children))
    lacking = how_many(reading).amount
    if lacking != len(children):
        blocks.append(Note(WORDS("consent.withheld"), about="caution"))
    elif not lacking:
        blocks.append(Note(WORDS("consent.none")))
    return Section(
        "consent",
        WORDS("consent.title"),
        tuple(blocks),
        lead=WORDS("consent.lead"),
    )


def _table(reading: Reading, people: People, children: Sequence[Subject]) -> Table:
    return Table(
        WORDS("consent.table"),
        WORDS("consent.child"),
        tuple(WORDS(f"consent.{name}") for name in COLUMNS),
        tuple(_row(reading, people, child) for child in children),
    )


def _row(reading: Reading, people: People, child: Subject) -> Row:
    case = reading.journey(child).case
    centre = people.centre(case.centre) if case.centre else Text(plain="–")
    cells = (Text(plain=child.key), centre, Text(plain=case.caseworker or "–"))
    return Row(people.name(child), cells)
