"""What is not known: of children, field by field, and in figures, answer by answer."""

from __future__ import annotations

from collections.abc import Iterator

from casemgmt.indicators import CORE
from casemgmt.reports.model import Block, Note, Row, Section, Table
from casemgmt.reports.reading import Question, Reading

from .words import WORDS

FIELDS = ("sex", "age-band", "district", "disability")
ASKED = (
    Question(tuple(CORE)),
    *(Question(("I01",), (dimension,)) for dimension in FIELDS),
)
UNKNOWN = "unknown"


def section(reading: Reading) -> Section:
    """Return the section on what is not known."""
    figures = tuple(_figures(reading))
    columns = (WORDS("unknown.not-known"), WORDS("unknown.answered"))
    table = Table(WORDS("unknown.figures"), WORDS("unknown.indicator"), columns, figures)
    last: Block = table if figures else Note(WORDS("unknown.none"))
    return Section(
        "unknown",
        WORDS("unknown.title"),
        (_fields(reading), last),
        lead=WORDS("unknown.lead"),
    )


def _fields(reading: Reading) -> Block:
    """Return how many active children have no answer in a field; none stand in no cell."""
    rows = tuple(
        Row(
            WORDS(f"unknown.{dimension}"),
            (reading.count("I01", **{dimension: UNKNOWN}), reading.count("I01")),
        )
        for dimension in FIELDS
        if ("I01", ((dimension, UNKNOWN),)) in reading.figures
    )
    if not rows:
        return Note(WORDS("unknown.fields-none"))
    columns = (WORDS("unknown.not-known"), WORDS("unknown.of"))
    return Table(WORDS("unknown.fields"), WORDS("unknown.field"), columns, rows)


def _figures(reading: Reading) -> Iterator[Row]:
    for name, indicator in CORE.items():
        figure = reading.figures.get((name, ()))
        if figure is not None and figure.unknown:
            cells = (reading.count(name, UNKNOWN), reading.count(name, "denominator"))
            yield Row(indicator.title, cells, reference=name)
