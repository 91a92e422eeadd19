"""Tables of what is held on a person, by the names of their words."""

from __future__ import annotations

from collections.abc import Sequence

from casemgmt.domain.vocabulary import Text
from casemgmt.reports.model import Block, Note, Row, Section, Table

from .words import WORDS

DASH = Text(plain="–")


def section(
    name: str, title: str, stub: str, columns: Sequence[str], rows: tuple[Row, ...]
) -> Section:
    """Return a section of one table, or of words that nothing is held."""
    block = table(title, stub, columns, rows, "held.nothing")
    lead = WORDS(f"{name}.lead")
    return Section(name, WORDS(f"{name}.title"), (block,), lead=lead)


def table(
    title: str, stub: str, columns: Sequence[str], rows: tuple[Row, ...], empty: str
) -> Block:
    """Return a table, or words where it would be empty."""
    if not rows:
        return Note(WORDS(empty))
    return Table(WORDS(title), WORDS(stub), tuple(map(WORDS, columns)), rows)
