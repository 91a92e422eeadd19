"""The objects of a PDF that typst wrote, by number: to be read, changed, and put together.

What typst writes is plain - a table of places at the end, each object in one piece -, so
that nothing but what is changed differs afterwards. A file written otherwise stays as it
is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
XREF: Final = re.compile(rb"xref\s+0 (\d+)\s+")
ENTRY: Final = 20  # bytes of a line of the list of places

Objects = dict[int, bytes]


def changed(drawn: bytes, *changes: Callable[[Objects], None]) -> bytes:
    """Return a PDF of typst with its objects as each of *changes* leaves them."""
    places = _places(drawn)
    if not places:
        return drawn
    objects, end = _objects(drawn, places)
    for change in changes:
        change(objects)
    return _put_together(drawn, places, objects, end)


def _places(drawn: bytes) -> Sequence[int]:
    """Return where each object begins, from number 1 on; nothing where that is not told."""
    start = START.search(drawn[-64:])
    told = XREF.match(drawn, int(start[1])) if start else None
    if told is None:
        return ()
    first = told.end() + ENTRY
    lines = range(first, first + ENTRY * (int(told[1]) - 1), ENTRY)
    return [int(drawn[at : at + 10]) for at in lines]


def _objects(drawn: bytes, places: Sequence[int]) -> tuple[Objects, int]:
    """Return each object by its number, and where the list of places begins."""
    end = drawn.rindex(b"xref\n", 0, drawn.rindex(b"startxref"))
    order = sorted((at, number) for number, at in enumerate(places, start=1))
    stretches = pairwise([*order, (end, 0)])
    return {number: drawn[at:until] for (at, number), (until, _) in stretches}, end


def _put_together(drawn: bytes, places: Sequence[int], objects: Objects, end: int) -> bytes:
    """Return the file with its objects where they were, and the list of where they are."""
    at = min(places)
    parts, found = [drawn[:at]], dict.fromkeys(sorted(objects), 0)
    for number in sorted(objects, key=lambda number: places[number - 1]):
        found[number] = at
        parts.append(objects[number])
        at += len(objects[number])
    head = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(objects) + 1)
    lines = [b"%010d 00000 n\r\n" % place for place in found.values()]
    trailer = drawn[drawn.index(b"trailer", end) : drawn.rindex(b"startxref")]
    return b"".join([*parts, head, *lines, trailer, b"startxref\n%d\n%%%%EOF" % at])
