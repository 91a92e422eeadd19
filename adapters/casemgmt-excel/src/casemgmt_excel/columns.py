"""A line list: what stands in its columns, in which words, and where its lines are from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Literal

from attrs import field, frozen

from casemgmt import Day, Position, Text

Kind = Literal["text", "day", "instant", "number", "amount"]
Value = str | Text | date | Day | datetime | int | Decimal | float | None
Line = Sequence[Value]

NOTHING_SAID = Text()


def _text(value: str | Text) -> Text:
    return Text.of(value)


def _columns(columns: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(columns)


@frozen
class Column:
    """One column.

    Attributes:
        heading: What stands above it.
        kind: What stands in it: ``text``, a ``day``, an ``instant``, a ``number``, or an
            ``amount`` of money, in units of its currency, shown with two decimals.
        means: What it means, for the sheet of definitions.
        wraps: Whether long words of it go over several lines.
        labels: What its codes are called; a code without a label stands as it is.

    """

    heading: Text = field(converter=_text)
    kind: Kind = "text"
    means: Text = field(default=NOTHING_SAID, converter=_text)
    wraps: bool = False
    labels: Mapping[str, Text] = field(factory=dict, repr=False)


@frozen
class LineList:
    """Lines under headings: a sheet, or several when one cannot hold them.

    Attributes:
        name: What the sheet is called.
        columns: From the first to the last; in Arabic the first is on the right.
        lines: Each with one value for each column. They are read once, one by one.
        means: What one line is, for the sheet of definitions.

    """

    name: Text = field(converter=_text)
    columns: tuple[Column, ...] = field(converter=_columns)
    lines: Iterable[Line] = field(repr=False)
    means: Text = field(default=NOTHING_SAID, converter=_text)


@frozen
class Standing:
    """What the lines say, and of when: it stands on the sheet of definitions.

    Attributes:
        as_of: The last day that counts; None where every day told of does.
        known_at: When the last of it was recorded.
        position: Where the store's log stood.
        mark: What the file says of itself in its properties, to be known again by.
        notes: What else is to be known, each a line of that sheet.
        zone: Where the clock times of the sheets are read; UTC by default.

    """

    as_of: date | None = None
    known_at: datetime | None = None
    position: Position | None = None
    mark: str = ""
    notes: tuple[Text, ...] = ()
    zone: tzinfo = UTC
