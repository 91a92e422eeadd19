"""From stories: the centres that were open, and the children they had, each once in all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve

from casemgmt.domain.vocabulary import Text
from casemgmt.reports.amounts import Bound, Missing, Number, Value
from casemgmt.reports.model import Row, Section, Table
from casemgmt.reports.reading import LISTS, Question, Reading
from casemgmt.reports.reading import WORDS as ANY_REPORTS

from .words import WORDS

STRUCTURES, CHILDREN = "S01", "S02"
UNKNOWN = "unknown"
NOT_KNOWN: Final = ANY_REPORTS("missing.not-known")
PLACES = ("centre-kind", "region")
ASKED = (
    Question((STRUCTURES, CHILDREN)),
    *(Question((STRUCTURES, CHILDREN), (place,)) for place in PLACES),
    Question((CHILDREN,), ("sex",)),
    *(Question((CHILDREN,), (place, "sex")) for place in PLACES),
)
COLUMNS = ("structures", "beneficiaries", "female")


def section(reading: Reading) -> Section:
    """Return the section on the centres whose children's stories are kept."""
    tables = tuple(_table(reading, place) for place in PLACES)
    return Section("kept", WORDS("kept.title"), tables, lead=WORDS("kept.lead"))


def _table(reading: Reading, place: str) -> Table:
    codes = {code for name in (STRUCTURES, CHILDREN) for code in reading.codes(name, place)}
    rows = [_row(reading, place, code) for code in _in_order(reading, place, codes)]
    total = _row(reading, place, "")
    return Table(
        WORDS(f"kept.by-{place}"),
        WORDS(f"columns.{place}"),
        tuple(WORDS(f"columns.{name}") for name in COLUMNS),
        (*rows, total),
        (WORDS("kept.several"),),
    )


def _row(reading: Reading, place: str, code: str) -> Row:
    by = {place: code} if code else {}
    cells = (
        _structures(reading, by),
        reading.count(CHILDREN, **by),
        _girls(reading, by),
    )
    if not code:
        return Row(WORDS("kept.all"), cells, total=True)
    return Row(label(reading, place, code), cells)


def _structures(reading: Reading, by: Mapping[str, str]) -> Value:
    """Return how many centres; where children are at one nobody told of, who knows."""
    found = reading.count(STRUCTURES, **by)
    if isinstance(found, Missing) and UNKNOWN in by.values():
        return Missing(NOT_KNOWN, found.source)
    return found


def _girls(reading: Reading, by: Mapping[str, str]) -> Value:
    """Return how many girls; at least so many, where there is a child of unknown sex."""
    found = reading.count(CHILDREN, **by, sex="female")
    if isinstance(reading.count(CHILDREN, **by, sex=UNKNOWN), Missing):
        return found
    if isinstance(found, Number):
        return evolve(found, bound=Bound.AT_LEAST)
    return Missing(NOT_KNOWN, found.source)


def label(reading: Reading, place: str, code: str) -> Text:
    """Return what a kind of centre or a region is called."""
    if code == UNKNOWN:
        return WORDS("columns.unknown")
    return reading.label(place, code)


def _in_order(reading: Reading, place: str, codes: set[str]) -> list[str]:
    """Return kinds in the order of the vocabulary, others by name; the unknown last."""
    listed = reading.desk.vocabulary.codes(LISTS.get(place, place))
    rank = {code: n for n, code in enumerate(listed)}
    return sorted(codes, key=lambda c: (c == UNKNOWN, rank.get(c, len(rank)), c))
