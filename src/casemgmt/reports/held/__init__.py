"""The right of access: everything held on a person, for the person and the family.

What is held, for what, from whom, who saw it and to whom it went, in plain words. It leaves
nothing out: what was corrected or taken back stands there too, and what others' stories say
of the person. It needs nobody's consent: it is theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from casemgmt.domain.amendments import (
    CommandCorrected,
    CommandRetracted,
    ContradictionResolved,
    HoldPlaced,
    HoldReleased,
)
from casemgmt.domain.dates import Day
from casemgmt.domain.personal import Personal
from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.recorded import RecordedEvent, in_order
from casemgmt.reports.amounts import Number, Source
from casemgmt.reports.child_file import consent
from casemgmt.reports.child_file.sentences import Sentences
from casemgmt.reports.desk import CaseDesk
from casemgmt.reports.model import Block, Entry, Note, Report, Row, Section, Table
from casemgmt.reports.people import People, listed, personal, personal_day
from casemgmt.reports.period import Period
from casemgmt.reports.reading import WORDS as HOUSE
from casemgmt.reports.reading import Reading
from casemgmt.reports.words import filled

from . import beyond
from .beyond import Copy, Looked, Went
from .details import Details, code, label
from .tables import DASH, section
from .words import WORDS

OF_THE_RECORD: Final[Mapping[type, str]] = {
    CommandCorrected: "correction",
    CommandRetracted: "retraction",
    ContradictionResolved: "resolution",
    HoldPlaced: "hold",
    HoldReleased: "hold",
}
NAMES = ("given_name", "family_name", "sex", "district", "mother", "father", "phone")


@frozen
class Paper:
    """A document that is kept with the person's file."""

    kind: str
    format: str
    day: Day
    by: str
    title: Personal[Text] | None = None


@frozen
class Held:
    """What is held on a person beside their story.

    Attributes:
        records: Every record of the person, the one asked for first.
        papers: The documents kept with them.
        seen: Who saw something; None where nobody's reading is recorded.
        went: What was handed to others, as the store tells it.
        copies: Other systems.
        published: How many reports were published.

    """

    records: tuple[Subject, ...]
    papers: tuple[Paper, ...]
    seen: tuple[Looked, ...] | None
    went: tuple[Went, ...]
    copies: tuple[Copy, ...]
    published: int


def held_report(desk: CaseDesk, period: Period, held: Held) -> Report:
    """Return everything held on a person, ready to be drawn."""
    reading, people = Reading.of(desk, period, ()), People(desk, period)
    subject, told = held.records[0], _told(desk, held.records)
    name = people.name(subject) if subject.kind == "child" else Text(plain=subject.key)
    sections = [
        _who(reading, people, held),
        _held(reading, people, told, held.records),
        _documents(held.papers),
        *_why(reading, subject),
        _from(told),
        beyond.seen(held.seen),
        beyond.went(told, held.went, held.copies, held.published),
        Section("rights", WORDS("rights.title"), (Note(WORDS("rights.text")),)),
    ]
    return Report(
        name="access",
        title=filled(HOUSE("titled"), title=WORDS("report.title"), said=name),
        subtitle=WORDS("report.audience"),
        period=period,
        headlines=(),
        sections=tuple(sections),
        foot=reading.foot(hides=False),
        personal=True,
    )


def _told(desk: CaseDesk, records: Sequence[Subject]) -> tuple[RecordedEvent, ...]:
    """Return every event of the records, and of others' stories that name them, once."""
    every = (e for one in records for e in desk.history(one, around=True))
    return in_order({event.command_id: event for event in every}.values())


def _who(reading: Reading, people: People, held: Held) -> Section:
    rows = list[Row]()
    for rank, record in enumerate(held.records):
        word = "who.linked" if rank else "who.record"
        rows.append(Row(WORDS(word), (Text(plain=str(record)),)))
        if record.kind == "child" and (told := people.registered(record)) is not None:
            rows += [Row(label(n), (v,)) for n, v in _identity(reading, told)]
            rows.append(Row(label("born"), (personal_day(people.born(record)),)))
    table = Table(
        WORDS("who.table"), WORDS("who.field"), (WORDS("who.value"),), tuple(rows)
    )
    return Section("who", WORDS("who.title"), (table,), lead=WORDS("who.lead"))


def _identity(reading: Reading, told: Any) -> Iterator[tuple[str, Entry]]:
    for name in NAMES:
        value = getattr(told, name)
        if value is None:
            continue
        if name == "sex":
            yield name, reading.desk.vocabulary.label("sexes", value)
        elif name == "district":
            yield name, reading.label("district", value)
        else:
            yield name, personal(value)


def _held(
    reading: Reading,
    people: People,
    told: Sequence[RecordedEvent],
    records: Sequence[Subject],
) -> Section:
    sentences = Sentences(reading.desk.vocabulary, people)
    details = Details(reading.desk.vocabulary, people, frozenset(records))
    rows = tuple(
        Row(
            _what(one, sentences),
            (one.on, _noted(one, details, records), _teller(one)),
        )
        for one in told
    )
    columns = (WORDS("held.day"), WORDS("held.details"), WORDS("held.by"))
    table = Table(WORDS("held.table"), WORDS("held.what"), columns, rows)
    block: Block = table if rows else Note(WORDS("held.nothing"))
    return Section("held", WORDS("held.title"), (block,), lead=WORDS("held.lead"))


def _what(told: RecordedEvent, sentences: Sentences) -> Text:
    word = OF_THE_RECORD.get(type(told.event))
    return sentences.of(told) if word is None else WORDS(f"held.{word}")


def _noted(told: RecordedEvent, details: Details, records: Sequence[Subject]) -> Text:
    theirs = told.subject in records
    said = [details.of(told.event, theirs=theirs)]
    if told.corrected_by is not None:
        said.append(WORDS("held.corrected"))
    if told.retracted_by is not None:
        said.append(WORDS("held.retracted"))
    if not theirs:
        said.append(filled(WORDS("held.others"), subject=Text(plain=str(told.subject))))
    return said[0] if len(said) == 1 else filled(
        Text(plain="{of} ({marks})"), of=said[0], marks=listed(said[1:])
    )  # fmt: skip


def _teller(told: RecordedEvent) -> Text:
    return Text(plain=told.by if told.role is None else f"{told.by} ({told.role})")


def _documents(papers: Sequence[Paper]) -> Section:
    rows = tuple(
        Row(
            code(one.kind),
            (
                one.day,
                DASH if one.title is None else personal(one.title),
                Text(plain=one.format),
                Text(plain=one.by),
            ),
        )
        for one in papers
    )
    names = ("held.day", "documents.named", "documents.format", "held.by")
    return section("documents", "documents.table", "documents.kind", names, rows)


def _why(reading: Reading, subject: Subject) -> Iterator[Section]:
    if subject.kind == "child":
        asked = consent.section(reading, reading.journey(subject).person)
        yield Section("why", WORDS("why.title"), asked.blocks, lead=WORDS("why.lead"))


def _from(told: Sequence[RecordedEvent]) -> Section:
    times = Counter((one.by, one.role) for one in told)
    last = {(one.by, one.role): one.at for one in sorted(told, key=lambda e: e.at)}
    rows = tuple(
        Row(
            Text(plain=by if role is None else f"{by} ({role})"),
            (
                Number(n, Source("told", kind="record")),
                Day.of(last[by, role].date()),
            ),
        )
        for (by, role), n in times.most_common()
    )
    return section("from", "from.table", "from.who", ("from.times", "from.last"), rows)
