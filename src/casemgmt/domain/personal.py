"""Personal[T]: a value that identifies somebody, and that not everybody may read.

It is known, withheld from this reader, or forgotten for good; ``match`` makes the reader
treat all three, and ``repr`` shows none. A field so typed is sealed with its person's key
wherever it is kept.
"""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

from attrs import field, frozen

from .dates import Day
from .vocabulary import Text

T = TypeVar("T")


@frozen(repr=False)
class Known(Generic[T]):
    """The value, in the open for this reader."""

    value: T = field(repr=False)

    def __repr__(self) -> str:
        return "Known(…)"


@frozen
class Withheld:
    """The value is there, and this reader may not see it.

    Attributes:
        left: What statistics may say all the same: of a day of birth, its month.

    """

    left: Day | None = None


@frozen
class Forgotten:
    """The value was erased; nobody will ever read it again.

    Attributes:
        left: What statistics may still say: of a day of birth, its month.

    """

    left: Day | None = None


Personal = Known[T] | Withheld | Forgotten
ANOTHER = "another"
"""Marks a field that names somebody else than the record is of, who may be erased alone."""
SOMEBODY_ELSE = {ANOTHER: True}


def personal_text(value: str | Text | Personal[Text]) -> Personal[Text]:
    """Return *value* as a personal text."""
    return Known(Text.of(value)) if isinstance(value, str | Text) else value


def personal_day(value: str | date | Day | Personal[Day]) -> Personal[Day]:
    """Return *value* as a personal day."""
    return Known(Day.of(value)) if isinstance(value, str | date | Day) else value


def personal_ref(value: str | Personal[str]) -> Personal[str]:
    """Return *value* as a personal string."""
    return Known(value) if isinstance(value, str) else value
