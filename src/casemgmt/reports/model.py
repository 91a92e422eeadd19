"""What a report contains: a value, in three languages, that any renderer can draw.

Everything a reader sees is a ``Text`` or a number. A number says where it comes from, so
that a page can be compared with the figures it was made of. Nothing here knows what a
child, a school or a kit is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from attrs import field, frozen

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Text

from .amounts import Form, Hidden, Number, Source, Value
from .behind import Behind
from .look import Look, Manner
from .period import Period

Entry = Value | Day | Text


@frozen
class Headline:
    """A figure that stands large.

    Attributes:
        label: What is counted.
        value: How many, or which share.
        out_of: What the value is a part of, where it is one.
        out_of_label: The words around it, with ``{}`` in its place.
        meaning: What it says, in one or two sentences.

    """

    label: Text
    value: Value
    meaning: Text
    out_of: Value | None = None
    out_of_label: Text = Text()


@frozen
class Row:
    """One line of a table.

    Attributes:
        label: What the line is about.
        cells: As many as the table has columns: a number, a day with what is known of it,
            or words.
        total: Whether it is the whole and stands apart.
        reference: The indicator it shows, for who wants to ask further.

    """

    label: Text = field(repr=False)  # a name may stand in it, and in a cell
    cells: tuple[Entry, ...] = field(repr=False)
    total: bool = False
    reference: str = ""


@frozen
class Table:
    """Lines and columns of values; the first column holds the labels."""

    title: Text
    stub: Text
    columns: tuple[Text, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[Text, ...] = ()


@frozen
class Point:
    """One value of a chart; ``part`` tells apart several of one category."""

    category: Text
    value: Value
    part: Text | None = None


@frozen
class Series:
    """What a chart shows.

    Attributes:
        title: What it is about.
        kind: ``bar``: a bar for each category; ``stacked``: bars made of parts;
            ``line``: categories in the order of time.
        points: In the order in which they are read.
        caption: What one may see in it, or should know.

    """

    title: Text
    kind: Literal["bar", "stacked", "line"]
    points: tuple[Point, ...]
    caption: Text = Text()

    @property
    def drawn(self) -> bool:
        """Whether there is something to draw: one amount at least, shown and not zero."""
        return any(isinstance(p.value, Number) and p.value.amount for p in self.points)


@frozen
class Note:
    """A sentence or two; ``about`` says what kind of thing it tells."""

    text: Text = field(repr=False)
    about: Literal["reading", "caution", "words"] = "reading"


@frozen
class Choice:
    """Tables or charts of which the reader looks at one; on paper they follow each other.

    Attributes:
        title: What they have in common; the title of each tells them apart.
        of: What there is to choose from, the first one first.

    """

    title: Text
    of: tuple[Table | Series, ...]


Block = Headline | Table | Series | Choice | Note


@frozen
class Definition:
    """What a figure of the report means.

    Attributes:
        name: The indicator, such as ``I20``, or the source of what was reckoned.
        title: What it is called.
        meaning: Who is counted, and when.
        unit: What is counted: children, days, kits.
        source: Where the definition comes from, such as a convention or a law.

    """

    name: str
    title: Text
    meaning: Text
    unit: Text = Text()
    source: Text = Text()


@frozen
class Section:
    """A part of the report with a title of its own."""

    name: str
    title: Text
    blocks: tuple[Block, ...]
    lead: Text = field(default=Text(), repr=False)


@frozen
class Foot:
    """What makes the report repeatable; it stands at its end.

    Attributes:
        period: The days it is about.
        as_of: The last day that was looked at.
        known_at: The instant after which nothing learnt was looked at.
        policy: Name and version of the thresholds used.
        small_cells_below: Counts of people below this are hidden, and what gives them away.
        events: How many events the log held; None when not said.
        root: The root of the log's proof; None when there is none.
        publication: The reference under which the figures were frozen; None when not.
        unread: How many events could not be read, so that its figures pass over them;
            None where it has no figures.
        parked: How many stories could not be folded for its figures; None the same.

    """

    period: Period
    as_of: date
    known_at: datetime | None
    policy: str
    small_cells_below: Number
    events: int | None = None
    root: str | None = None
    publication: str | None = None
    unread: int | None = None
    parked: int | None = None


@frozen
class Report:
    """A report: what is in it, ready to be drawn.

    Attributes:
        name: Its short name, such as ``partner``.
        headlines: The four or five figures that come first.
        definitions: What its figures mean, in the order in which they are met.
        personal: Whether it tells of persons by name: every page says so.
        look: Whose report it is, and how its numbers and days are written.
        held_back: The cells that the edition which goes out hides; in that one none.
        behind: Who and what stands behind each cell; in the internal edition alone.

    """

    name: str
    title: Text = field(repr=False)  # a name may stand in it
    subtitle: Text = field(repr=False)
    period: Period
    headlines: tuple[Headline, ...]
    sections: tuple[Section, ...]
    foot: Foot
    definitions: tuple[Definition, ...] = ()
    personal: bool = False
    look: Look = field(factory=Look)
    held_back: frozenset[Source] = frozenset()
    behind: tuple[Behind, ...] = ()

    def manner(self, language: str) -> Manner:
        """Return how numbers and days are written in *language* here."""
        return Manner(language, self.look.digits, hijri=self.look.hijri)


def rests_on_figures(report: Report) -> bool:
    """Return whether any number of *report* is a figure, of an indicator."""
    sources = (value.source for value in values_of(report))
    return any(source is not None and source.kind == "figure" for source in sources)


def holds_back(report: Report, number: Number) -> bool:
    """Return whether the edition that goes out hides *number*, or what it is a share of."""
    source = number.source
    if number.form is not Form.SHARE:
        return source in report.held_back
    parts = ("numerator", "denominator")
    return any(Source(source.name, part, source.by) in report.held_back for part in parts)


def hidden_in(report: Report) -> int:
    """Return how many values of the report are hidden."""
    return sum(isinstance(value, Hidden) for value in values_of(report))


def values_of(report: Report) -> Iterator[Value]:
    """Yield every value of the report, in the order in which it is read."""
    for headline in report.headlines:
        yield from _values(headline)
    for section in report.sections:
        for block in section.blocks:
            yield from _values(block)


def _values(block: Block) -> Iterator[Value]:
    match block:
        case Headline(value=value, out_of=out_of):
            yield value
            if out_of is not None:
                yield out_of
        case Table(rows=rows):
            for row in rows:
                yield from (cell for cell in row.cells if not isinstance(cell, Day | Text))
        case Series(points=points):
            yield from (point.value for point in points)
        case Choice(of=several):
            for one in several:
                yield from _values(one)
        case Note():
            pass
