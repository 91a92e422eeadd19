"""What is noted of a line while a journal is divided: two numbers, and whom it may bind.

It is noted where the line is parsed, away from the store; what the store knows is asked of
it afterwards (``bonds``), of the few lines that may bind.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable
from typing import Any
from unicodedata import normalize
from zlib import crc32

NOBODY, NO_ID = 0, 0
_HALF = 2**64 - 1
MayBind = tuple[int, str, str, Any]
"""Which line, whose it is, what it tells, and its data where they may name somebody."""
Noted = tuple["array[int]", "array[int]", list[MayBind]]
"""Of some lines: the number of each subject, that of each id, and those that may bind."""


class Noting:
    """Notes what was said in lines.

    Args:
        binding: The commands that may bind whom they name.
        is_new: Whether nobody is linked in the store yet.

    """

    def __init__(self, binding: Collection[str], *, is_new: bool) -> None:
        self._binding = frozenset(binding)
        self._met: set[str] | None = None if is_new else set()

    def of(self, lines: Iterable[Any]) -> Noted:
        """Return what is noted of *lines*; whatever cannot be one is nobody's."""
        subjects, ids, may_bind = array("I"), array("Q"), list[MayBind]()
        for place, said in enumerate(lines):
            subject, id_ = NOBODY, NO_ID
            try:
                reference, command = said["subject"], said["command"]
                subject = number_of(reference)
                if command in self._binding:
                    may_bind.append((place, reference, command, said.get("data")))
                elif self._met is not None and reference not in self._met:
                    self._met.add(reference)
                    may_bind.append((place, reference, str(command), None))
                id_ = int(said["id"].replace("-", ""), 16) & _HALF
            except (AttributeError, LookupError, TypeError, ValueError):
                subject = NOBODY  # the line is invalid, and rests on nothing
            subjects.append(subject)
            ids.append(id_)
        return subjects, ids, may_bind


def number_of(reference: str) -> int:
    """Return the number of a *reference*, the same however its letters are composed."""
    composed = reference if reference.isascii() else normalize("NFC", reference)
    return crc32(composed.encode("utf-8", "surrogatepass"))
