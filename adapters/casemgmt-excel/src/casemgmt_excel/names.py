"""Names of sheets that every spreadsheet program takes."""

from __future__ import annotations

import re

from .texts import held, units

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\u2400-\u241f\ufffd]")
_RESERVED = "history"
"""Excel keeps it for itself."""


class Names:
    """Gives each sheet of a workbook a name of its own, near the one it asks for."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """Return a free name for a sheet that would be called *wanted*."""
        name = _safe(wanted)
        rank = 1
        while (found := _with_rank(name, rank)).casefold() in self._taken:
            rank += 1
        self._taken.add(found.casefold())
        return found


def _safe(wanted: str) -> str:
    name = _FORBIDDEN.sub(" ", held(wanted))
    name = _at_most(" ".join(name.split()), LONGEST).strip("' ")
    return "_" if not name or name.casefold() == _RESERVED else name


def _with_rank(name: str, rank: int) -> str:
    if rank == 1:
        return name
    end = f" ({rank})"
    return f"{_at_most(name, LONGEST - len(end)).rstrip(' ')}{end}"


def _at_most(name: str, longest: int) -> str:
    while units(name) > longest:
        name = name[:-1]
    return name
