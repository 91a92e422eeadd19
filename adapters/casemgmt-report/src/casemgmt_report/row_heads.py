"""The first cell of a table's line is said to head it, for who hears a PDF read.

typst heads columns only: what would head lines stands behind a switch that its Python
binding does not offer. What it wrote of the tree of tags is plain, so that it is completed
here: the cell becomes a heading with a name, and the others of its line name it beside
their column's. Nothing that is drawn changes; a file written otherwise stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from .pdf_objects import Objects

LINE: Final = re.compile(rb"<</Type/StructElem/S/TR/P \d+ 0 R(?:/A\[.*?\])?/K\[([\d R]+)\]")
CELL: Final = re.compile(
    rb"<</Type/StructElem/S/TD(/P \d+ 0 R)/A\[<</O/Table/Headers\[(\((U\d+x)\d+y\d+\))\]>>"
)
HEAD: Final = b"<</Type/StructElem/S/TH%s/ID%s/A[<</O/Table/Scope/Row/Headers[%s]>>"
NAMES: Final = re.compile(rb"(?<=/IDTree<</Names\[)[^\]]*")
NAMED: Final = re.compile(rb"\(\w+\)\d+ 0 R")


def head_rows(objects: Objects) -> None:
    """Let the first cell of each line of a table head it, in a PDF of typst."""
    if heads := dict(_heads(objects)):
        _name(objects, heads)


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
