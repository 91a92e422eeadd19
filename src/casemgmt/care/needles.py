"""Needles: the values of a person, in every way they may have been written.

They are held in memory only, and are gone with the search that needs them.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from unicodedata import normalize
from urllib.parse import quote
from xml.sax.saxutils import escape

SHORTEST = 4
"""Bytes below which a value stands anywhere by chance."""
SHORTEST_INSIDE = 8
"""Bytes below which a value is looked for as a word of its own, not within others."""
_WINDOW = 4
_SHORTEST_WINDOWED = 2 * _WINDOW - 1
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "cp1256")
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=_-")


class Needles:
    """Values to be found in bytes, all of them at one look.

    Every form is known by the groups of four bytes in it: of what is searched only each
    fourth group is looked at, and compared where it is one of them.
    """

    def __init__(self, texts: Iterable[str], words: Iterable[str] = ()) -> None:
        """Look for *texts* anywhere, and for *words* with nothing of a word around them."""
        self._of: defaultdict[bytes, set[str]] = defaultdict(set)
        self._groups: defaultdict[int, set[bytes]] = defaultdict(set)
        self._words: set[bytes] = set()
        self._short: set[bytes] = set()
        for text in texts:
            for form in forms(text):
                self._of[form].add(text)
        for form in self._of:
            self._known(form)
        for word in words:
            for form in (word.encode(), word.encode("utf-16-le"), quote(word).encode()):
                self._of[form].add(word)
                self._words.add(form)
                self._known(form)
        self.longest = max(map(len, self._of), default=0)

    def within(self, data: bytes) -> set[str]:
        """Return the values that stand in *data*."""
        whole = memoryview(data)[: len(data) // _WINDOW * _WINDOW].cast("I")
        groups = frozenset(self._groups).intersection(whole)
        near = {form for group in groups for form in self._groups[group]}
        found = [form for form in (*near, *self._short) if self._stands(form, data)]
        return {text for form in found for text in self._of[form]}

    def _stands(self, form: bytes, data: bytes) -> bool:
        return _stands_alone(form, data) if form in self._words else form in data

    def _known(self, form: bytes) -> None:
        if len(form) < SHORTEST_INSIDE:
            self._words.add(form)
        if len(form) < _SHORTEST_WINDOWED:
            self._short.add(form)
            return
        end = len(form) - _SHORTEST_WINDOWED  # what tells one from another is at the end
        for at in range(end, end + _WINDOW):
            group = int.from_bytes(form[at : at + _WINDOW], sys.byteorder)
            self._groups[group].add(form)


def forms(text: str) -> Iterator[bytes]:
    """Yield the ways in which *text* may have been written; none of one too short."""
    if len(text.encode()) < SHORTEST:
        return
    for encoding in _ENCODINGS:
        with suppress(UnicodeEncodeError):
            yield from _coded(text.encode(encoding))
    variants = (text.lower(), text.upper(), normalize("NFD", text), normalize("NFKC", text))
    yield from (variant.encode() for variant in variants)
    escaped = json.dumps(text)[1:-1]
    yield from (escaped.encode(), json.dumps(text, ensure_ascii=False)[1:-1].encode())
    yield from (escape(text).encode(), quote(text).encode())


def _coded(plain: bytes) -> Iterator[bytes]:
    yield plain
    if len(plain) < SHORTEST_INSIDE - 2:  # coded, it would stand anywhere by chance
        return
    yield from (plain.hex().encode(), plain.hex().upper().encode())
    for lead in range(3):  # wherever it begins in the groups of three that are coded
        for code in (b64encode, urlsafe_b64encode):
            whole = code(b"\0" * lead + plain)[4 if lead else 0 : -4]
            if len(whole) >= SHORTEST_INSIDE:
                yield whole


def _stands_alone(word: bytes, data: bytes) -> bool:
    """Whether *word* stands in *data* with nothing of a word around it."""
    at = data.find(word)
    while at >= 0:
        around = data[max(at - 1, 0) : at] + data[at + len(word) : at + len(word) + 1]
        if not _WORD.intersection(around):
            return True
        at = data.find(word, at + 1)
    return False
