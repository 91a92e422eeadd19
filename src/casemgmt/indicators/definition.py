"""What an indicator is: one declared expression over facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from attrs import field, frozen

from casemgmt.domain.vocabulary import Text

PLACES = ("sex", "age-band", "district", "centre", "programme", "disability", "season")
"""The dimensions that place the person behind a unit (counting.md §1.9)."""

Level = Literal["output", "outcome", "impact", "quality"]
Measure = Literal["rate", "count", "mean", "median"]
LEVELS: tuple[str, ...] = get_args(Level)
MEASURES: tuple[str, ...] = get_args(Measure)


@frozen
class Table:
    """A table of units that several indicators share, made once for a question.

    Attributes:
        name: Its name.
        sql: A query over the facts and the tables it needs. It gives ``person``, the
            number of the person behind the unit, unless nobody is.
        needs: The tables it is made from.
        of_persons: Whether it has a ``person``; nobody stands behind a season figure.

    """

    name: str
    sql: str = field(repr=False)
    needs: tuple[Table, ...] = field(default=(), repr=False)
    of_persons: bool = True


@frozen
class Units:
    """How the built-in indicators declare their units: rows of a shared table.

    Every expression is SQL over the columns of the table.

    Attributes:
        table: The table.
        answer: 1 in the numerator, 0 in the denominator only, 2 unknown, 3 excluded,
            4 unknown and in the denominator all the same; null is no unit.
        weight: For how many units a row stands.
        numerator: The share of a counted row, where it is not one unit.
        denominator: Its share in the denominator, where it is not one unit.
        median: What the middle is taken of, for a median: it has no numerator.
        scale: By what both shares were multiplied to be whole numbers.
        once: For numerator and denominator, what is counted once instead of rows.
        own: Dimensions of the unit itself, and their expressions; one that others place
            by the person it may place itself.
        item: What tells apart several units of one subject.
        subject: Whose record an explanation names.
        reads: The kinds of event the definition reads; every person's registration,
            birth date and links are read besides.
        through: A query for events told of a person on other subjects: ``person``,
            ``rec``, ``seq``.
        own_reads: The kinds that place a unit by its *own* dimensions, and no other.
        own_through: A query as *through*, for these.
        commands: The ids of the commands behind one row, where the table knows them.
        detail: A table with a row for each unit, where the rows stand for several.

    """

    table: Table
    answer: str
    weight: str = "1"
    numerator: str = ""
    denominator: str = ""
    median: str = ""
    scale: int = 1
    once: tuple[str, str] = ("", "")
    own: Mapping[str, str] = field(factory=dict)
    item: str = "''"
    subject: str = "person"
    reads: tuple[str, ...] = ()
    through: str = ""
    own_reads: tuple[str, ...] = ()
    own_through: str = ""
    commands: str = ""
    detail: Table | None = None


@frozen(kw_only=True)
class Indicator:
    """One figure: what is counted, of what, and what it means.

    Attributes:
        id: ``I20``, or with the organisation's own prefix.
        version: Counts the changes of meaning.
        unit: What one item is.
        level: What the figure speaks of.
        title: What a table calls it.
        meaning: What it says, in plain words.
        source: Where the definition comes from.
        parameters: The policy parameters it reads; in SQL ``$insaf.bags_by``, or shorter
            ``$bags_by``. Their values are those of the last day that counts.
        dimensions: By what it can be split.
        measure: A rate, a mean and a median have a denominator, a count has none.
        units: A query that gives every unit its ``answer`` (``yes``, ``no``, ``unknown``,
            ``excluded``), its ``person``, its ``commands`` and, if a person can have
            several, its ``unit``; over the views of ``casemgmt.indicators.views``. Where
            a unit is not counted as one it gives its share as ``numerator`` and
            ``denominator``, for a median what the middle is taken of as ``median``. The
            built-in indicators declare theirs as ``Units``.

    """

    id: str
    version: int
    unit: str
    level: Level
    title: Text
    units: str | Units = field(repr=False)
    meaning: Text | None = field(default=None, repr=False)
    source: str = ""
    parameters: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = PLACES
    measure: Measure = "rate"
