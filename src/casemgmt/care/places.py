"""The places where a person may have left something: the files of a store and of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from casemgmt.recording.port import EventLog

from .searching import Place, file_place

_OF_A_LOG = ("", "-wal", "-shm", "-journal", ".sums", ".sums-wal", ".sums-shm")
"""What lies beside a log under its name, and what its stories add up to."""
_OF_A_VAULT = ("", "-wal", "-shm", "-journal")
_BEHIND_A_NAME = frozenset("-._~ ")
PAGE = 1_000


def store_places(log: Path | None, vault: Path | None, facts: Path | None) -> list[Place]:
    """Return the places of a store that are files: its log, its vault, its facts."""
    named = [(log, _OF_A_LOG), (vault, _OF_A_VAULT), (facts, ("",))]
    found = [file for at, ends in named if at is not None for file in _own(at, ends)]
    return [file_place(file, name) for file, name in _called(found, log or vault or facts)]


def log_place(log: EventLog) -> Place:
    """Return the place of a log that is no file: what it says of itself."""
    return Place("log", lambda: _states(log))


def address_places(projection: str, address: str) -> list[Place] | None:
    """Return the places of a read model: its file or folder, and what lies beside it.

    None where it is no file: on a server, or nowhere that anybody said.
    """
    plain = address.partition("?")[0].removeprefix("sqlite:///").removeprefix("file://")
    if not plain or "://" in plain:
        return None
    path = Path(plain)
    if not path.parent.is_dir():
        return []
    beside = [p for p in path.parent.iterdir() if _belongs(p.name, path.name)]
    files = sorted(file for each in beside for file in _files(each))
    return [
        file_place(file, f"{projection}: {name}") for file, name in _called(files, path)
    ]


def _own(at: Path, ends: Iterable[str]) -> Iterator[Path]:
    for end in ends:
        yield from _files(at.with_name(at.name + end))
    if at.parent.is_dir():  # what was begun beside it and not ended
        yield from (p for p in at.parent.glob(f".{at.name}.*") if p.is_file())


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(p for p in path.rglob("*") if p.is_file())
    elif path.is_file():
        yield path


def _belongs(name: str, own: str) -> bool:
    """Whether a file of this *name* was made for the one called *own*."""
    rest = name.removeprefix(".").removeprefix(own)
    if name == own or len(rest) == len(name.removeprefix(".")):
        return name == own
    return not rest or rest[0] in _BEHIND_A_NAME


def _called(files: Iterable[Path], beside: Path | None) -> Iterator[tuple[Path, str]]:
    """Yield each file with its name, seen from the folder of *beside*."""
    for file in files:
        near = beside is not None and file.is_relative_to(beside.parent)
        yield file, str(file.relative_to(beside.parent) if near and beside else file)


def _states(log: EventLog) -> Iterator[bytes]:
    after = 0
    while page := log.scan(after, PAGE):
        yield b"\n".join(bytes(event.state) for event in page)
        after = page[-1].position
