"""Tables and charts that the sections of the report share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from casemgmt.domain.vocabulary import Text
from casemgmt.reports.amounts import Value
from casemgmt.reports.model import Point, Row, Series, Table
from casemgmt.reports.rates import COLUMNS, rate_row
from casemgmt.reports.reading import Reading
from casemgmt.reports.words import Words

WORDS: Final = Words.read(__package__, "words.toml")


def share_table(
    reading: Reading, section: str, indicators: Sequence[str], note: str = "note"
) -> Table:
    """Return a table of rates: how many, out of how many, which share, how many unknown."""
    rows = tuple(rate_row(reading, WORDS(f"{section}.{i}"), i) for i in indicators)
    footnotes = (WORDS(f"{section}.{note}"),) if f"{section}.{note}" in WORDS else ()
    columns = tuple(WORDS(f"columns.{column}") for column in COLUMNS)
    return Table(WORDS(f"{section}.table"), WORDS("columns.what"), columns, rows, footnotes)


def share_breakdown(
    reading: Reading, indicator: str, dimension: str, title: Text, columns: Sequence[Text]
) -> Table:
    """Return one rate by the codes of a dimension."""
    rows = tuple(
        Row(reading.label(dimension, code), _shares(reading, indicator, dimension, code))
        for code in reading.codes(indicator, dimension)
    )
    stub = WORDS(f"accompanied.{'age' if dimension == 'age-band' else dimension}")
    return Table(title, stub, (*columns, WORDS("columns.share")), rows)


def _shares(
    reading: Reading, indicator: str, dimension: str, code: str
) -> tuple[Value, ...]:
    by = {dimension: code}
    return (
        reading.count(indicator, **by),
        reading.count(indicator, "denominator", **by),
        reading.share(indicator, **by),
    )


def steps(reading: Reading, section: str, parts: Sequence[tuple[str, str]]) -> Series:
    """Return bars of counts, each a part of the first: who came, who stayed."""
    points = tuple(
        Point(WORDS(f"{section}.{label}"), reading.count(*_named(of)))
        for label, of in parts
    )
    title, caption = WORDS(f"{section}.chart"), WORDS(f"{section}.chart-caption")
    return Series(title, "bar", points, caption)


def _named(of: str) -> tuple[str, str]:
    indicator, _, part = of.partition(".")
    return indicator, part or "numerator"
