"""Who came and who left: each stay as a line of the register."""

from __future__ import annotations

from collections.abc import Iterator

from casemgmt.domain.dates import Day
from casemgmt.domain.journey import Journey
from casemgmt.domain.spells import Spell
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.reports.care import InCare, Person
from casemgmt.reports.model import Block, Entry, Note, Row, Section, Table
from casemgmt.reports.people import People, personal_day
from casemgmt.reports.reading import Reading
from casemgmt.reports.words import filled

from .words import WORDS

COLUMNS = ("record", "sex", "born", "entered", "from", "left", "to")
UNSAID = Text(plain="–")


def section(reading: Reading, people: People, in_care: InCare) -> Section:
    """Return the section with the stays of the period."""
    period = reading.period
    rows = tuple(
        Row(people.name(_first(person)), tuple(_cells(reading, people, person, stay)))
        for person, stay in in_care.between(period.first, period.until)
    )
    columns = tuple(WORDS(f"register.{name}") for name in COLUMNS)
    table = Table(WORDS("register.table"), WORDS("register.name"), columns, rows)
    block: Block = table if rows else Note(WORDS("register.none"))
    return Section(
        "register", WORDS("register.title"), (block,), lead=WORDS("register.lead")
    )


def _first(person: Person) -> Subject:
    return min(person, key=str)


def _cells(
    reading: Reading, people: People, person: Person, stay: Spell
) -> Iterator[Entry]:
    child = _first(person)
    journey, told = reading.journey(child).person, people.registered(child)
    vocabulary = reading.desk.vocabulary
    yield Text(plain=child.key)
    yield vocabulary.label("sexes", journey.registration.sex)
    yield UNSAID if told is None else personal_day(people.born(child))
    yield Day.of(stay.first)
    sources = [one.value.source for one in journey.identification.told]
    yield vocabulary.label("identification_sources", sources[0]) if sources else UNSAID
    yield Day.of(stay.ended_on) if stay.ended_on else WORDS("register.present")
    yield _destination(reading, people, journey, stay)


def _destination(reading: Reading, people: People, journey: Journey, stay: Spell) -> Text:
    """Return where the child went: another centre, or why the case was closed by then.

    Whoever came back later did not leave for the institution itself.
    """
    if stay.ended_on is None:
        return UNSAID
    later = [s for s in journey.admission.stays if s.first >= stay.ended_on]
    if later:
        back = later[0].value == stay.value
        return UNSAID if back else people.centre(later[0].value)
    case = journey.case
    if case.is_open or case.latest is None or case.latest.end is None:
        return UNSAID
    reason = reading.desk.vocabulary.label("closure_reasons", case.latest.reason or "")
    return filled(WORDS("register.closed"), reason=reason)
