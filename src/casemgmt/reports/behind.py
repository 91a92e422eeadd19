"""Who and what stands behind the cells of a report, in the edition of the house."""

from __future__ import annotations

from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.vocabulary import Text


@frozen
class Counted:
    """One thing that was counted: in whose story, and by which commands.

    Attributes:
        subject: The reference of the record; never a name.
        unit: Tells apart several things of one subject; empty where there is only one.

    """

    subject: str = field(repr=False)
    unit: str = field(repr=False)
    commands: tuple[UUID, ...] = field(repr=False)


@frozen
class Sizes:
    """How many stand behind a cell, of whom there are too many to be named on a page.

    Attributes:
        line: What lists them, typed at a terminal.

    """

    numerator: int
    denominator: int
    unknown: int
    excluded: int
    line: str


@frozen
class Behind:
    """Who and what stands behind one cell of a figure.

    Attributes:
        name: The indicator.
        by: The cell, as in the source of its numbers.
        cell: What the cell is called; empty for the whole.
        withheld: How many of those counted its reader may not know.
        sizes: Of those who are not named here, how many they are; None where they are.

    """

    name: str
    by: tuple[tuple[str, str], ...]
    cell: Text
    numerator: tuple[Counted, ...] = ()
    denominator: tuple[Counted, ...] = ()
    unknown: tuple[Counted, ...] = ()
    excluded: tuple[Counted, ...] = ()
    withheld: int = 0
    sizes: Sizes | None = None
