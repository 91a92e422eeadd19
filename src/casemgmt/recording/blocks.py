"""Blocks of bytes cut into the numbered lines of a journal; no line is ever held whole.

Of a line that is too long its beginning is kept, and the rest passed over. Nothing is read
here but where a line ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

LONGEST = 1024 * 1024
BLOCK = 64 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_KEPT = LONGEST + 2
"""What tells that a line is too long, with a line end of two bytes."""
Numbered = tuple[int, bytes]


def numbered(blocks: Iterable[bytes]) -> Iterator[list[Numbered]]:
    """Yield, for each of *blocks*, the lines that end in it, without their ends.

    They are numbered from 1; empty lines are counted and passed over.
    """
    tail, number = _Tail(), 1
    for block in blocks:
        head, ended, rest = block.partition(b"\n")
        if not ended:
            tail.add(block)
            yield []
            continue
        lines = [*_said(number, [tail.ended_by(head)])]
        number += 1
        if rest.isspace():  # nothing but empty lines: there may be a gibibyte of them
            number += rest.count(b"\n")
            tail.add(rest.rpartition(b"\n")[2])
        else:
            *whole, last = rest.split(b"\n")
            is_plain = b"\r" not in rest and len(rest) <= _KEPT
            lines += _cut(number, whole) if is_plain else _said(number, whole)
            number += len(whole)
            tail.add(last)
        yield lines
    yield [*_said(number, [tail.ended_by(b"")])]


def _cut(first: int, raws: list[bytes]) -> Iterable[Numbered]:
    """Return lines of which nothing is to be cut off; only the empty are passed over."""
    if b"" in raws or any(map(bytes.isspace, raws)):
        return _said(first, raws)
    return enumerate(raws, first)


def _said(first: int, raws: list[bytes]) -> Iterator[Numbered]:
    for number, raw in enumerate(raws, first):
        words = raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw
        if words and not words.isspace():
            yield number, words[:_KEPT].rstrip(b"\r")


class _Tail:
    """What was read of a line that has not ended yet; no more of it than is kept."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._left = _KEPT

    def add(self, part: bytes) -> None:
        if part and self._left:
            kept = part[: self._left]
            self._parts.append(kept)
            self._left -= len(kept)

    def ended_by(self, part: bytes) -> bytes:
        """Return the line that ends with *part*, and begin the next."""
        self.add(part)
        line = b"".join(self._parts)
        self._parts, self._left = [], _KEPT
        return line
