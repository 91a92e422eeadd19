"""Text in a cell: it is written as words and read as words, whatever it looks like.

XML has no form for most control characters. Each has a stand-in that can be seen: the
picture of the control character (U+2400 and on), or U+FFFD. Tabs and ends of lines stay
what they are.
"""

from __future__ import annotations

import re

LONGEST = 32_767
"""UTF-16 units in a cell; a longer text is cut and ends with "…"."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def held(text: str) -> str:
    """Return *text* as a cell can hold it."""
    if len(text) <= LONGEST // 2 and _UNSEEN.search(text) is None:
        return text  # nearly all of them
    return _cut(_UNSEEN.sub(_stand_in, text))


def units(text: str) -> int:
    """Return the length of *text* as Excel counts it, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def _stand_in(found: re.Match[str]) -> str:
    character = found[0]
    return chr(0x2400 + ord(character)) if character < " " else "\ufffd"


def _cut(text: str) -> str:
    if units(text) <= LONGEST:
        return text
    left, end = LONGEST - 1, 0
    while left >= (size := units(text[end])):
        left, end = left - size, end + 1
    return f"{text[:end]}…"
