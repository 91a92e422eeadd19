"""Dividing a journal: which of its lines each of several processes reads.

One quick look at the file finds what belongs together (``bonds``); the rest is spread by
the number of its reference. What is noted of a line is two numbers, on the disk; what comes
of it is a file of one byte a line: whose it is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from casemgmt.errors import InvalidError

from .bonds import Binding, Bonds, number_of
from .lines import Line, lines_of
from .session import Desk

AT_ONCE = 65_536
"""Lines of which something is held in memory."""
MOST = 255
"""Shares: each is told by one byte."""
SHORTEST = 100
"""Bytes: a line that can be recorded is hardly shorter."""
NOBODY, NO_ID = 0, 0
_HALF = 2**64 - 1
_SPREAD = 0x9E3779B97F4A7C15


def divide(source: Path, desk: Desk, shares: int, index: Path) -> None:
    """Write to *index*, line by line, which of so many *shares* each line is in.

    Raises:
        JournalFileError: the file cannot be read.

    """
    with TemporaryFile() as noted, index.open("wb") as shared:
        bonds, again = _looked_through(source, Binding(desk), noted)
        _bind_same_ids(bonds, again, _noted(noted))
        for subjects, _ in _noted(noted):
            shared.write(bytes(bonds.leader(subject) % shares for subject in subjects))


def of_share(lines: Iterable[Line], index: BinaryIO, share: int) -> Iterator[Line]:
    """Yield those of *lines* that *index* says are in *share*.

    A line written since the file was looked at is in none: it is read the next time.
    """
    parts = iter(lambda: index.read(AT_ONCE), b"")
    whose = (its for part in parts for its in part)
    for line, its in zip(lines, whose, strict=False):
        if its == share:
            yield line


class _Met:
    """Remembers ids in a bit or two each: which *may* have been met before."""

    def __init__(self, lines: int) -> None:
        bits = 1 << max(16, (lines * 16).bit_length())
        self._mask = bits - 1
        self._bits = bytearray(bits // 8)
        self.again: set[int] = set()

    def meet(self, id_: int) -> None:
        """Remember *id_*; it is *again* when both its bits are there."""
        bits, there = self._bits, True
        for place in (id_ & self._mask, (id_ * _SPREAD >> 40) & self._mask):
            byte, bit = place >> 3, 1 << (place & 7)
            if not bits[byte] & bit:
                bits[byte] |= bit
                there = False
        if there:
            self.again.add(id_)


def _looked_through(
    source: Path, binding: Binding, noted: BinaryIO
) -> tuple[Bonds, set[int]]:
    """Note subject and id of each line; return what is bound, and ids perhaps met again."""
    bonds, met = Bonds(), _Met(source.stat().st_size // SHORTEST)
    subjects, ids = array("I"), array("Q")
    for line in lines_of(source):
        subject, id_ = _bound(line, binding, bonds)
        if id_ != NO_ID:
            met.meet(id_)
        subjects.append(subject)
        ids.append(id_)
        if len(subjects) == AT_ONCE:
            _note(noted, subjects, ids)
    _note(noted, subjects, ids)
    return bonds, met.again


def _bound(line: Line, binding: Binding, bonds: Bonds) -> tuple[int, int]:
    """Return the numbers of the subject and the id of *line*, its subject being bound."""
    try:
        said = line.parsed()
        reference, command = said["subject"], said["command"]
        subject = number_of(reference)
        if binding.may_bind(command):
            bonds.bind([subject, *binding.of(reference, command, said.get("data"))])
        return subject, int(said["id"].replace("-", ""), 16) & _HALF
    except (InvalidError, AttributeError, LookupError, TypeError, ValueError):
        return NOBODY, NO_ID  # whatever it is: the line is invalid, and rests on nothing


def _note(noted: BinaryIO, subjects: array[int], ids: array[int]) -> None:
    subjects.tofile(noted)
    ids.tofile(noted)
    del subjects[:], ids[:]


def _noted(noted: BinaryIO) -> Iterator[tuple[array[int], array[int]]]:
    """Yield what was noted, as it was noted: so many subjects, and as many ids."""
    left = noted.seek(0, 2) // (array("I").itemsize + array("Q").itemsize)
    noted.seek(0)
    while left:
        subjects, ids = array("I"), array("Q")
        subjects.fromfile(noted, min(left, AT_ONCE))
        ids.fromfile(noted, min(left, AT_ONCE))
        left -= len(subjects)
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
