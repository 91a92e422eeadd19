"""How wide the columns of a printed table are beside each other, by what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

TO_WRITE_IN: Final = 24.0  # beside the others; a hand writes larger
NARROWEST: Final = 6.0  # letters of a column
UNBROKEN: Final = 24.0
WIDEST: Final = 44.0
A_NAME: Final = 26  # letters that stay on one line
HALF_A_PAGE: Final = 60.0
A_LINE: Final = 0.62  # of a text that stands in its column on two lines or so

Cells = dict[str, Any]


def widths_of(heads: Sequence[str], rows: Sequence[Cells]) -> list[float]:
    """Return how wide each column should be beside the others, by what stands in it."""
    lines = [[{"kind": "words", "said": row["label"]}, *row["cells"]] for row in rows]
    return [_width(head, cells) for head, *cells in zip(heads, *lines, strict=True)]


def _width(head: str, cells: Sequence[Cells]) -> float:
    """Return room for the longest piece that is not broken, and for a usual text."""
    least = TO_WRITE_IN if any(cell["kind"] == "box" for cell in cells) else NARROWEST
    pieces = [*head.split()]
    for cell in cells:
        broken = cell["kind"] in ("words", "missing")
        pieces += cell["said"].split() if broken else [cell["said"]]
    unbroken = max(map(len, pieces), default=0)
    lengths = [len(cell["said"]) for cell in cells] or [0]
    usual = (max(lengths) + sum(lengths) / len(lengths)) / 2
    room = 1.2 * min(UNBROKEN, unbroken) + 1
    whole = max(lengths) if max(lengths) <= A_NAME else A_LINE * usual
    return max(least, room, min(WIDEST, whole))
