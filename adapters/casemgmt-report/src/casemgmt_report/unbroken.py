"""Which columns of a page stay on one line: a range of ages, a place, who has a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from casemgmt.reports import Entry, Table, Text

A_WORD_OR_TWO: Final = 12  # letters


def unbroken(table: Table) -> str:
    """Return the classes of a table: the place of each column of a word or two."""
    columns = ([row.cells[at] for row in table.rows] for at in range(len(table.columns)))
    return " ".join(f"whole-{at}" for at, one in enumerate(columns, 2) if _is_short(one))


def _is_short(column: Iterable[Entry]) -> bool:
    said = [one for one in column if isinstance(one, Text)]
    return bool(said) and all(_letters(one) <= A_WORD_OR_TWO for one in said)


def _letters(text: Text) -> int:
    return max(len(said or "") for said in (text.ar, text.fr, text.en, text.plain))
