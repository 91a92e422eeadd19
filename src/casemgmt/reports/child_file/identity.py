"""Who the child is, as noted last: every personal field, known, withheld or erased."""

from __future__ import annotations

from collections.abc import Iterator

from casemgmt.domain.dates import Day
from casemgmt.domain.enrolment.registration import ChildRegistered
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.reports.model import Block, Entry, Note, Row, Section, Table
from casemgmt.reports.people import People, personal, personal_day
from casemgmt.reports.reading import Reading

from .words import WORDS

NAMES = ("given_name", "family_name")
HOME = ("mother", "father", "phone", "address")


def section(reading: Reading, people: People, child: Subject) -> Section:
    """Return the section on who the child is and who has the case."""
    told = people.registered(child)
    rows = tuple(
        Row(WORDS(f"identity.{name}"), (value,))
        for name, value in (
            *(_fields(reading, people, child, told) if told else ()),
            *_case(reading, people, child),
        )
    )
    table = Table(
        WORDS("identity.table"), WORDS("identity.field"), (WORDS("identity.value"),), rows
    )
    is_open = reading.journey(child).case.is_open
    blocks: tuple[Block, ...] = (table,) if is_open else (
        table, Note(WORDS("identity.no-case"))
    )  # fmt: skip
    return Section("identity", WORDS("identity.title"), blocks, lead=WORDS("identity.lead"))


def _fields(
    reading: Reading, people: People, child: Subject, told: ChildRegistered
) -> Iterator[tuple[str, Entry]]:
    for name in NAMES:
        yield name, personal(getattr(told, name))
    yield "born", personal_day(people.born(child))
    yield "sex", reading.desk.vocabulary.label("sexes", told.sex)
    yield "district", reading.label("district", told.district)
    for name in HOME:
        if (value := getattr(told, name)) is not None:
            yield name, personal(value)


def _case(reading: Reading, people: People, child: Subject) -> Iterator[tuple[str, Entry]]:
    case = reading.journey(child).case
    if not case.is_open or case.latest is None:
        return
    yield "centre", people.centre(case.centre or "")
    yield "caseworker", Text(plain=case.caseworker or "")
    yield "since", Day.of(case.latest.start)
