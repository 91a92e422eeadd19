"""Writing a workbook to a path: beside it first, and under its name once it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EACCES, EBUSY, EDQUOT, EFBIG, ENOSPC, EPERM
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from casemgmt import Text
from casemgmt.errors import BusyError, reason

from .columns import LineList, Standing
from .workbook import write_workbook

FULL = (ENOSPC, EDQUOT, EFBIG)
HELD = (EACCES, EPERM, EBUSY)


def write(
    to: Path | BinaryIO,
    lists: Iterable[LineList],
    *,
    language: str = "en",
    standing: Standing | None = None,
    title: str | Text = "",
) -> None:
    """Write *lists* as a workbook: a sheet for each, and one that says what they mean.

    Lines are read and written one by one, whatever their number. What they say decides the
    bytes: the same lines give the same file. On its way a workbook takes room on the disk,
    beside its path: its sheets, not yet packed, in a folder that nobody else can read.

    Args:
        to: Where; a file at this path is replaced once the new one is whole.
        lists: The sheets, in order.
        language: Of headings, labels and definitions: ``ar`` (right to left), ``fr``
            or ``en``.
        standing: Of when the lines are.
        title: The title in the properties of the document, which anybody can read.

    Raises:
        InvalidError: there is no such language, or a line does not have the values its
            columns ask for.
        BusyError: the disk is full, or the file is open elsewhere or cannot be written.

    """
    said, name = standing or Standing(), Text.of(title)
    if isinstance(to, Path):
        with replacing(to) as (file, folder):
            write_workbook(file, folder, lists, language, said, name)
        return
    with TemporaryDirectory(prefix="casemgmt-") as made:
        write_workbook(to, Path(made), lists, language, said, name)


@contextmanager
def replacing(path: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Give a file that takes the place of *path* at the end, if all went well.

    Only its owner can read it.

    Beside it is a folder for what is needed on the way, which only its owner can read. It
    is removed, however it went.

    Raises:
        BusyError: it cannot be written, or not put in its place.

    """
    beside = beside_of(path)
    try:
        _drop(beside)  # of one that died on the way
        beside.mkdir(mode=0o700)
        whole = beside / path.name
        whole.touch(mode=0o600)  # names may stand in it: whom to show it is its owner's say
        with whole.open("wb") as file:
            yield file, beside
            file.flush()
            os.fsync(file.fileno())
        whole.replace(path)
    except OSError as error:
        raise not_written(path, error) from None
    finally:
        _drop(beside)


def drop_what_was_left(path: Path) -> None:
    """Remove what somebody who died on the way left beside *path*."""
    _drop(beside_of(path))


def beside_of(path: Path) -> Path:
    """Return the folder where the workbook of *path* stands until it is whole."""
    return path.with_name(f".{path.name}.writing")


def not_written(path: Path, error: OSError) -> BusyError:
    """Return what to raise when a workbook could not be written, in plain words."""
    if error.errno in FULL:
        return BusyError.because("casemgmt_excel:book.full", path=path)
    if error.errno in HELD:
        return BusyError.because("casemgmt_excel:book.held", path=path)
    why = reason(error)
    return BusyError.because("casemgmt_excel:book.not-written", path=path, why=why)


def _drop(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # a folder; where nothing can be written nothing was
        shutil.rmtree(path, ignore_errors=True)
