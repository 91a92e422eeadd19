"""How cells look.

Text has the format of text ("@"), so that it stays text also when somebody edits the cell.
It begins where the sheet begins, and is read from the side its first letter is read from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

from attrs import frozen
from xlsxwriter.format import Format

Words = Literal["text", "heading", "prose", "centred"]
"""What words are: of one line, of a heading, over several lines, or in the middle."""

FONT = {"font_name": "Arial", "font_size": 11, "font_scheme": "none", "theme": -1}
_LETTER = re.compile(r"[^\W\d_]")
_BASE: dict[str, Any] = {"font_family": 2, "valign": "vcenter"}
_TEXT = {**_BASE, "num_format": "@"}
_HEADING = {
    "bold": True,
    "bg_color": "#E7EEF7",
    "bottom": 1,
    "bottom_color": "#5B7FA6",
}
_FROM_LEFT, _FROM_RIGHT = {"reading_order": 1}, {"reading_order": 2}
_MIDDLE = {"align": "center"}
_END = {"align": "right", "indent": 1}


@frozen
class Looks:
    """The formats of one workbook.

    Attributes:
        left: Of words that are read from the left.
        right: Of words that are read from the right.
        day: Of a day.
        instant: Of a moment.
        number: Of a number as it is.
        amount: Of a number with two decimals.

    """

    left: dict[Words, Format]
    right: dict[Words, Format]
    day: Format
    instant: Format
    number: Format
    amount: Format

    @classmethod
    def of(cls, made: Callable[[dict[str, Any]], Format], *, right_to_left: bool) -> Looks:
        """Return the formats of a workbook whose sheets begin on the right, or the left."""
        begin = {"align": "right" if right_to_left else "left"}
        wrapped = {**begin, "text_wrap": True}
        words: dict[Words, dict[str, Any]] = {
            "text": {**_TEXT, **begin},
            "heading": {**_TEXT, **wrapped, **_HEADING},
            "prose": {**_TEXT, **wrapped},
            "centred": {**_TEXT, **_MIDDLE},
        }
        return cls(
            left={name: made({**look, **_FROM_LEFT}) for name, look in words.items()},
            right={name: made({**look, **_FROM_RIGHT}) for name, look in words.items()},
            day=made({**_BASE, **_MIDDLE, "num_format": "dd/mm/yyyy"}),
            instant=made({**_BASE, **_MIDDLE, "num_format": "dd/mm/yyyy\\ hh:mm"}),
            number=made({**_BASE, **_END}),
            amount=made({**_BASE, **_END, "num_format": "#,##0.00"}),
        )

    def words(self, text: str, as_: Words) -> Format:
        """Return how *text* looks."""
        return self.right[as_] if from_right(text) else self.left[as_]


def from_right(text: str) -> bool:
    """Whether *text* is read from the right: its first letter is."""
    first = _LETTER.search(text)
    return first is not None and (
        "\u0590" <= first[0] <= "\u08ff" or "\ufb1d" <= first[0] <= "\ufefc"
    )
