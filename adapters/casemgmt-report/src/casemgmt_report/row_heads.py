"""The first cell of a table's line is said to head it, for who hears a PDF read.

typst heads columns only: what would head lines stands behind a switch that its Python
binding does not offer. What it wrote of the tree of tags is plain, so that it is completed
here: the cell becomes a heading with a name, and the others of its line name it beside
their column's. Nothing that is drawn changes; a file written otherwise stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
XREF: Final = re.compile(rb"xref\s+0 (\d+)\s+")
ENTRY: Final = 20  # bytes of a line of the list of places
LINE: Final = re.compile(rb"<</Type/StructElem/S/TR/P \d+ 0 R(?:/A\[.*?\])?/K\[([\d R]+)\]")
CELL: Final = re.compile(
    rb"<</Type/StructElem/S/TD(/P \d+ 0 R)/A\[<</O/Table/Headers\[(\((U\d+x)\d+y\d+\))\]>>"
)
HEAD: Final = b"<</Type/StructElem/S/TH%s/ID%s/A[<</O/Table/Scope/Row/Headers[%s]>>"
NAMES: Final = re.compile(rb"(?<=/IDTree<</Names\[)[^\]]*")
NAMED: Final = re.compile(rb"\(\w+\)\d+ 0 R")

Objects = dict[int, bytes]


def with_row_heads(drawn: bytes) -> bytes:
    """Return a PDF of typst in which the first cell of each line of a table heads it."""
    places = _places(drawn)
    if not places:
        return drawn
    objects, end = _objects(drawn, places)
    heads = dict(_heads(objects))
    if heads:
        _name(objects, heads)
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


def _heads(objects: Objects) -> Iterator[tuple[int, bytes]]:
    """Make each line's first cell a heading; yield its number and its name."""
    for rank, (first, *others) in enumerate(filter(None, map(_cells, [*objects.values()]))):
        cell = CELL.search(objects[first])
        if cell is None:
            continue  # the line of the columns' headings
        name = b"(%sr%d)" % (cell[3], rank)
        head = HEAD % (cell[1], name, cell[2])
        objects[first] = objects[first].replace(cell[0], head, 1)
        for other in others:
            objects[other] = _named(objects[other], name)
        yield first, name


def _named(cell: bytes, name: bytes) -> bytes:
    """Return a cell that names the heading of its line beside that of its column."""
    return CELL.sub(lambda found: found[0].replace(b"]>>", name + b"]>>"), cell, count=1)


def _cells(one: bytes) -> list[int]:
    line = LINE.search(one)
    return [int(number) for number in line[1].split(b" 0 R")[:-1]] if line else []


def _name(objects: Objects, heads: Mapping[int, bytes]) -> None:
    """Put the names of *heads* among those of the columns, in the order they must have."""
    new = [b"%s%d 0 R" % (name, number) for number, name in heads.items()]
    for number, one in objects.items():
        if names := NAMES.search(one):
            every = sorted([*NAMED.findall(names[0]), *new])
            objects[number] = one.replace(names[0], b"".join(every), 1)
            return


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
