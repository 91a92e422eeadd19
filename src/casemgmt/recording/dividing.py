"""Dividing a journal: which of its lines each of several processes reads, and beside which.

One quick look at the file finds what belongs together (``bonds``); the rest is spread by
the number of its reference. What is noted of a line is two numbers, on the disk; what comes
of it is a file of two bytes a line: its band. What belongs together is in one band, and a
band in one share.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain, compress, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from casemgmt.errors import InvalidError

from .blocks import Numbered
from .bonds import Binding, Bonds
from .lines import Line, line_of
from .noting import NO_ID, NOBODY, MayBind, Noted, Noting, number_of

AT_ONCE = 65_536
"""Lines of which something is held in memory."""
MOST = 255
"""Shares."""
BANDS = 1 << 16
"""Each is told by two bytes."""
AHEAD = 6_000
"""Lines of which those of one band are read together: an agency's journal goes by days, and
a story of which several lines come at once is looked for once.
"""
SHORTEST = 100
"""Bytes: a line that can be recorded is hardly shorter."""
NOTED_AT_ONCE = 1_000
_SPREAD = 0x9E3779B97F4A7C15


def divide(notes: Iterable[Noted], size: int, binding: Binding, index: Path) -> None:
    """Write to *index*, line by line, which band each line is in.

    Args:
        notes: What was noted of the lines, some at a time.
        size: The bytes of the lines together, about.
        binding: What finds whom the store binds them to.
        index: A file of two bytes a line.

    Raises:
        JournalFileError: the file cannot be read.

    """
    with TemporaryFile() as noted, index.open("wb") as bands:
        bonds, again = _looked_through(notes, size, binding, noted)
        _bind_same_ids(bonds, again, _noted(noted))
        for subjects, _ in _noted(noted):
            leaders = map(bonds.leader, subjects)
            array("H", [leader % BANDS for leader in leaders]).tofile(bands)


def notes_of(lines: Iterable[Line], noting: Noting) -> Iterator[Noted]:
    """Yield what is noted of *lines*."""
    left = iter(lines)
    while some := [*islice(left, NOTED_AT_ONCE)]:
        yield noting.of(map(_said, some))


def _said(line: Line) -> Any:
    try:
        return line.parsed()
    except InvalidError:
        return None


def of_share(
    lines: Iterable[Numbered], index: BinaryIO, share: int, shares: int
) -> Iterator[Iterator[Line]]:
    """Yield those of *lines* that *index* says are in *share* of so many *shares*.

    Some come at a time, band by band, and in a band as they stand in the file. A line
    written since the file was looked at is in none: it is read the next time.
    """
    mine = bytes([low % shares == share for low in range(256)])
    parts = iter(lambda: index.read(2 * AT_ONCE), b"")
    left = iter(lines)
    its = chain.from_iterable(_chosen(part, left, mine) for part in parts)
    while some := [*islice(its, AHEAD)]:
        some.sort(key=_band)
        yield (line_of(one) for _, one in some)


def _chosen(
    part: bytes, lines: Iterator[Numbered], mine: bytes
) -> Iterator[tuple[int, Numbered]]:
    """Return those of the next *lines* whose bands, in *part*, are in a share.

    By the lower byte of a band, *mine* says whether it is.
    """
    lower = part[_LOWER::2].translate(mine)
    return compress(zip(array("H", part), lines, strict=False), lower)


_LOWER = 0 if sys.byteorder == "little" else 1
_band = itemgetter(0)


class _Met:
    """Remembers ids in a bit or two each: which *may* have been met before."""

    def __init__(self, lines: int) -> None:
        bits = 1 << max(16, (lines * 4).bit_length())
        self._mask = bits - 1
        self._bits = bytearray(bits // 8)
        self.again: set[int] = set()

    def meet(self, ids: Iterable[int]) -> None:
        """Remember *ids*; one is *again* when both its bits are there."""
        bits, mask = self._bits, self._mask
        for id_ in ids:
            one, other = id_ & mask, (id_ * _SPREAD >> 40) & mask
            its, others = 1 << (one & 7), 1 << (other & 7)
            if bits[one >> 3] & its and bits[other >> 3] & others and id_ != NO_ID:
                self.again.add(id_)
            bits[one >> 3] |= its
            bits[other >> 3] |= others


def _looked_through(
    notes: Iterable[Noted], size: int, binding: Binding, noted: BinaryIO
) -> tuple[Bonds, set[int]]:
    """Keep what was noted; return what is bound, and ids perhaps met again."""
    bonds, met = Bonds(), _Met(size // SHORTEST)
    subjects, ids = array("I"), array("Q")
    for some, theirs, may_bind in notes:
        for one in may_bind:
            _bind(one, some, theirs, binding, bonds)
        met.meet(theirs)
        subjects.extend(some)
        ids.extend(theirs)
        if len(subjects) >= AT_ONCE:
            _note(noted, subjects, ids)
    _note(noted, subjects, ids)
    return bonds, met.again


def _bind(
    one: MayBind, subjects: array[int], ids: array[int], binding: Binding, bonds: Bonds
) -> None:
    """Bind the subject of a line to whom it names; unless it is invalid: then to nobody."""
    place, reference, command, data = one
    try:
        bonds.bind([number_of(reference), *binding.of(reference, command, data)])
    except (InvalidError, AttributeError, LookupError, TypeError, ValueError):
        subjects[place], ids[place] = NOBODY, NO_ID


def _note(noted: BinaryIO, subjects: array[int], ids: array[int]) -> None:
    array("Q", [len(ids)]).tofile(noted)
    subjects.tofile(noted)
    ids.tofile(noted)
    del subjects[:], ids[:]


def _noted(noted: BinaryIO) -> Iterator[tuple[array[int], array[int]]]:
    """Yield what was noted, as it was noted: so many subjects, and as many ids."""
    size = noted.seek(0, 2)
    noted.seek(0)
    while noted.tell() < size:
        number, subjects, ids = array("Q"), array("I"), array("Q")
        number.fromfile(noted, 1)
        subjects.fromfile(noted, number[0])
        ids.fromfile(noted, number[0])
        yield subjects, ids


def _bind_same_ids(
    bonds: Bonds, again: set[int], noted: Iterable[tuple[array[int], array[int]]]
) -> None:
    """Bind the subjects of lines with the same id: the first of them counts."""
    if not again:
        return
    first: dict[int, int] = {}
    for subjects, ids in noted:
        for subject, id_ in zip(subjects, ids, strict=True):
            if id_ in again:
                bonds.bind([first.setdefault(id_, subject), subject])
