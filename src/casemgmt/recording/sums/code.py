"""The mark of the code that adds stories up: a sum made by any other is never read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import casemgmt
from casemgmt.domain.area import Area

OURS = "casemgmt"
_ADDS_UP = ("domain", "recording")
"""Our packages that read events and add them up."""


def packages(areas: Iterable[Area[Any]]) -> frozenset[str]:
    """Return the packages whose classes may stand in the states of *areas*."""
    return frozenset({OURS, *(_package(area) for area in areas)})


def mark_of(areas: Iterable[Area[Any]]) -> bytes | None:
    """Return the mark of all source that adds up *areas*; None where it cannot be seen.

    It is another with every other letter in a file, of ours or of a plug-in, another
    release of Python, and other areas.
    """
    told = list(areas)
    mark = blake2b(repr((sys.version, [area.name for area in told])).encode())
    try:
        for name in sorted(packages(told)):
            files = sorted(_sources(name))
            if not files:
                return None
            for file in files:
                text = file.read_bytes()
                mark.update(f"{file.name} {len(text)} ".encode() + text)
    except OSError:
        return None
    return mark.digest()


def _package(area: Area[Any]) -> str:
    return str(area.evolve.__module__).partition(".")[0]


def _sources(package: str) -> Iterator[Path]:
    if package == OURS:
        home = Path(casemgmt.__file__).parent
        for part in _ADDS_UP:
            yield from (home / part).rglob("*.py")
        return
    at = getattr(sys.modules[package], "__file__", None)
    if at is not None:
        file = Path(at)
        yield from file.parent.rglob("*.py") if file.name == "__init__.py" else (file,)
