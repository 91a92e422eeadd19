"""Boxes for the three parties: left empty, to be signed by hand."""

from __future__ import annotations

from casemgmt.domain.vocabulary import Subject, Text
from casemgmt.reports.model import Row, Section, Table
from casemgmt.reports.people import People

from .words import WORDS

BOX = Text(plain="")
COLUMNS = ("name", "day", "signature")


def section(people: People, child: Subject) -> Section:
    """Return the section with the boxes to sign."""
    rows = (
        Row(WORDS("signatures.apprentice"), (people.name(child), BOX, BOX)),
        Row(WORDS("signatures.master"), (BOX, BOX, BOX)),
        Row(WORDS("signatures.centre"), (BOX, BOX, BOX)),
    )
    table = Table(
        WORDS("signatures.table"),
        WORDS("signatures.party"),
        tuple(WORDS(f"signatures.{name}") for name in COLUMNS),
        rows,
    )
    return Section(
        "signatures", WORDS("signatures.title"), (table,), lead=WORDS("signatures.lead")
    )
