"""Text in a cell: it is written as words and read as words, whatever it looks like.

XLSX is XML, which has no form for most control characters. Each has a stand-in that can be
seen: the picture of the control character (U+2400 and on), or U+FFFD. Tabs and ends of
lines stay what they are.
"""

from __future__ import annotations

import re

LONGEST = 32_767
"""UTF-16 units in a cell; a longer text is cut and ends with "…"."""

_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "_x000D_"}


def held(text: str) -> str:
    """Return *text* as a cell can hold it."""
    return _cut(_seen(text))


def in_xml(text: str) -> str:
    """Return *text* as it stands between two tags."""
    if len(text) <= LONGEST // 2 and _SPECIAL.search(text) is None:
        return text  # nearly all of them
    return _SPECIAL.sub(_written, held(text))


def units(text: str) -> int:
    """Return the length of *text* as Excel counts it, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def _seen(text: str) -> str:
    if _SPECIAL.search(text) is None:
        return text
    return "".join(map(_stand_in, text))


def _stand_in(character: str) -> str:
    if character < " " and character not in "\t\n\r":
        return chr(0x2400 + ord(character))
    lost = "\ud800" <= character <= "\udfff" or character in "\ufffe\uffff"
    return "\ufffd" if lost else character


def _written(found: re.Match[str]) -> str:
    """Return one character as XML has it, or what Excel would take for a character code."""
    said = found[0]
    return _NAMED.get(said) or f"_x005F{said}"


def _cut(text: str) -> str:
    if units(text) <= LONGEST:
        return text
    left, end = LONGEST - 1, 0
    while left >= (size := units(text[end])):
        left, end = left - size, end + 1
    return f"{text[:end]}…"
