"""Rates as lines of a table: how many, out of how many, which share, how many unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from casemgmt.domain.vocabulary import Text

from .amounts import Value
from .model import Row, Table
from .reading import WORDS, Reading

COLUMNS: Final = ("yes", "of", "share", "unknown")


def rate_table(
    reading: Reading,
    title: Text,
    rates: Sequence[tuple[Text, str]],
    footnotes: tuple[Text, ...] = (),
    **by: str,
) -> Table:
    """Return a table of rates, each with what it is called; in one cell if asked."""
    rows = tuple(rate_row(reading, label, rate, **by) for label, rate in rates)
    columns = tuple(WORDS(f"columns.{column}") for column in COLUMNS)
    return Table(title, WORDS("columns.what"), columns, rows, footnotes)


def rate_row(reading: Reading, label: Text, indicator: str, **by: str) -> Row:
    """Return one rate as a line, in the whole or in a cell."""
    cells: tuple[Value, ...] = (
        reading.count(indicator, **by),
        reading.count(indicator, "denominator", **by),
        reading.share(indicator, **by),
        reading.count(indicator, "unknown", **by),
    )
    return Row(label, cells, total=False, reference="" if by else indicator)
