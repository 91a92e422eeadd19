"""What happened, stage by stage: enrolment, school, training, family; and work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casemgmt.domain.protection.reports import MandatoryReportMade
from casemgmt.domain.vocabulary import Subject
from casemgmt.recorded import RecordedEvent, in_order
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.people import People
from casemgmt.reports.reading import Reading

from .sentences import Sentences
from .words import WORDS

STAGES = ("enrolment", "school_support", "vocational_training", "family_support")
BESIDE = ("protection", "further")
IN_TRANSFERS_ONLY = (MandatoryReportMade,)


def sections(
    reading: Reading, people: People, records: Sequence[Subject], *, outside: bool
) -> Iterator[Section]:
    """Yield the four stages in their order, then what is told beside them, if anything.

    Args:
        reading: Of the desk.
        people: Of the child, and who is named.
        records: The records of the child.
        outside: Whether it goes to an organisation that takes the case over.

    """
    told = [
        event
        for event in _told(people, records)
        if outside or not isinstance(event.event, IN_TRANSFERS_ONLY)
    ]
    sentences = Sentences(reading.desk.vocabulary, people)
    for stage in (*STAGES, *BESIDE):
        mine = [event for event in told if _stage(event) == stage]
        if mine or stage in STAGES:
            yield _section(stage, mine, sentences)


def _told(people: People, records: Sequence[Subject]) -> tuple[RecordedEvent, ...]:
    """Return what was told of all records, and of the child in others' stories, once."""
    every = (e for record in records for e in people.story(record, around=True))
    return in_order({event.command_id: event for event in every}.values())


def _stage(event: RecordedEvent) -> str:
    house, _, rest = type(event.event).__module__.partition("casemgmt.domain.")
    stage = rest.partition(".")[0]
    return stage if not house and stage in (*STAGES, *BESIDE) else "further"


def _section(stage: str, told: Sequence[RecordedEvent], sentences: Sentences) -> Section:
    rows = tuple(Row(sentences.of(event), (event.on,)) for event in told)
    table = Table(WORDS("stage.table"), WORDS("stage.what"), (WORDS("stage.day"),), rows)
    block: Block = table if rows else Note(WORDS("stage.nothing"))
    name = stage.replace("_", "-")
    return Section(name, WORDS(f"{stage}.title"), (block,), lead=WORDS(f"{stage}.lead"))
