"""Words as the PDF prints them: letters its fonts have, and Arabic without vowel signs.

A letter without a shape stops PDF/UA. A vowel sign puts its word out of order for whoever
copies it, searches for it or hears it read, in every reader of PDF that was tried: they are
left out here, as in a newspaper, and kept in every other format.
"""

from __future__ import annotations

from itertools import chain
from typing import Final
from unicodedata import normalize

FONTS: Final = ("Amiri", "Libertinus Serif", "Noto Sans Tifinagh")
NO_SHAPE: Final = "\u25a1"  # an empty square
VOWEL_SIGNS: Final = dict.fromkeys((*range(0x64B, 0x653), 0x670))
RANGES: Final = (
    (0x20, 0x7E),
    (0xA0, 0x24F),  # Latin
    (0x2B9, 0x2C7),
    (0x300, 0x36F),  # marks above and below
    (0x384, 0x38A),
    (0x38E, 0x3A1),
    (0x3A3, 0x3CE),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x600, 0x604),
    (0x606, 0x6FF),  # Arabic
    (0x750, 0x77F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x2027),
    (0x202A, 0x2037),
    (0x2039, 0x203A),
    (0x2066, 0x2069),
    (0x20AC, 0x20AC),
    (0x2190, 0x2199),
    (0x2212, 0x2212),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x25A0, 0x25A1),
    (0x25C6, 0x25C6),
    (0x25CB, 0x25CB),
    (0x25CF, 0x25CF),
    (0x2D30, 0x2D67),  # Tifinagh
)
OLD_FORMS: Final = frozenset(map(chr, range(0xFB50, 0xFEFD)))  # of one Arabic letter each
_KNOWN: Final = frozenset(chain(*(range(first, last + 1) for first, last in RANGES)))


def shown(words: str) -> str:
    """Return *words* on one line, each letter that no font has as an empty square."""
    today = "".join(normalize("NFKC", c) if c in OLD_FORMS else c for c in words)
    on_one_line = " ".join(today.translate(VOWEL_SIGNS).split())
    return "".join(c if ord(c) in _KNOWN else NO_SHAPE for c in on_one_line)
