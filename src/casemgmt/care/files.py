"""Files that appear whole or not at all, readable by their owner only."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from casemgmt.errors import NoStoreError

_A_DATABASE = b"SQLite format 3\0"
_OUTPUTS = {"/dev/stdout": 1, "/dev/stderr": 2} | {
    f"{folder}/{number}": number
    for folder in ("/dev/fd", "/proc/self/fd")
    for number in (1, 2)
}
"""The outputs of this process by their names; any other number may be the store's own."""


def replaced(path: Path, content: bytes) -> None:
    """Write *content* to the file at *path*, in the place of what was there."""
    with whole(path) as file:
        file.write(content)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside *path* that takes its place at the end, if all went well.

    It is on the disk before it has its name; of one that failed nothing is left. Where a
    link leads is replaced, not the link; into what is no file - a pipe - and into
    ``/dev/stdout``, wherever a shell leads that, it is written at the end.

    Raises:
        NoStoreError: there is a store, a vault or another database at *path*.

    """
    if takes_bytes(path):
        with _poured_into(path) as file:
            yield file
        return
    path = path.resolve() if path.is_symlink() else path
    refuse_a_database(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        synced(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def is_output(path: str | Path) -> bool:
    """Whether that is a name of the standard output, wherever a shell leads it."""
    return _OUTPUTS.get(str(path)) == 1


def takes_bytes(path: Path) -> bool:
    """Whether there is something at *path* that is written into, and never replaced."""
    if str(path) in _OUTPUTS:  # a file that a shell leads it to may hold more, as by >>
        return True
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def _poured_into(path: Path) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile() as file:
        yield file
        file.seek(0)
        output = _OUTPUTS.get(str(path))
        with open(path if output is None else os.dup(output), "wb") as taker:  # noqa: PTH123
            shutil.copyfileobj(file, taker)


def refuse_a_database(path: Path) -> None:
    """Refuse to write over a store, a vault, or whatever else is a database.

    Raises:
        NoStoreError: there is one at *path*.

    """
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(_A_DATABASE)) == _A_DATABASE:
                raise NoStoreError.because("file.database-there", path=path)


def synced(folder: Path) -> None:
    """Wait until the names in *folder* are on the disk, where the platform can."""
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
