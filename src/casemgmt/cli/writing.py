"""Reports as files: each whole or not at all, one by one or all there are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from casemgmt import Desk
from casemgmt.cli.days import Days
from casemgmt.cli.dressing import Dressing
from casemgmt.errors import InvalidError, RefusedError
from casemgmt.locale import sentence
from casemgmt.reports import Declared, Report, renderer_for, reports


@frozen
class Failed:
    """A report that was not made.

    Attributes:
        why: In the words of who asked.
        refused: Whether it was asked for and refused; else nothing was said it is about.

    """

    name: str
    why: str
    refused: bool


def write(made: Report, language: str, form: str, out: Path) -> int:
    """Write a report to *out*, whole or not at all, and return its size in bytes.

    Raises:
        MissingExtraError: nothing that is installed writes this format.
        InvalidError: there is a folder at *out*.
        OSError: the file cannot be written.

    """
    renderer = renderer_for(form)
    if out.is_dir():
        raise InvalidError("--out", "is-a-folder")
    if out.exists() and not out.is_file():  # a device or a pipe is written to, not replaced
        with out.open("wb") as file:
            renderer.render(made, language, file)
            return file.tell() if file.seekable() else 0
    out.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            renderer.render(made, language, file)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return out.stat().st_size


@frozen
class Wanted:
    """What every report there is, is asked for.

    Attributes:
        about: What reports have to be told; each takes what it asks for.
        forms: The formats.

    """

    days: Days
    about: Mapping[str, str]
    forms: Sequence[str]
    language: str
    look: Dressing

    def of(self, desk: Desk, name: str, one: Declared, form: str) -> Report:
        """Return a report as it is to leave in a format.

        Raises:
            RefusedError: it may not be made so.

        """
        known = {parameter.name for parameter in one.parameters}
        about = {name: said for name, said in self.about.items() if name in known}
        days = self.days
        return self.look.on(
            desk.report(name, *days.period, **days.when, form=form, internal=False, **about)
        )


def as_files(
    desk: Desk,
    wanted: Wanted,
    folder: Path,
    progress: Callable[[int], None] | None = None,
) -> tuple[list[Path], list[Failed]]:
    """Write every installed report for which enough is said, in each of the formats.

    Raises:
        MissingExtraError: nothing that is installed writes one of the formats.
        InvalidError: there is a file at *folder*, or the days are missing.
        OSError: the folder cannot be written.

    """
    for form in wanted.forms:
        renderer_for(form)  # before anything is reckoned
    _ = wanted.days.period  # what is missing is said before a folder is made
    _make(folder)
    written: list[Path] = []
    failed: list[Failed] = []
    for done, (name, one) in enumerate(reports()):
        if progress is not None:
            progress(done)
        if lacks := one.lacks(wanted.about):
            why = _for_want_of(lacks, wanted.language)
            failed.append(Failed(name, why, refused=False))
            continue
        try:
            written += _written(desk, wanted, folder, name, one)
        except RefusedError as error:
            failed.append(Failed(name, _in_words(error, wanted.language), refused=True))
    return written, failed


def _written(
    desk: Desk, wanted: Wanted, folder: Path, name: str, one: Declared
) -> list[Path]:
    """Write one report in each of the formats."""
    paths = [folder / f"{name}-{wanted.language}.{form}" for form in wanted.forms]
    for form, path in zip(wanted.forms, paths, strict=True):
        write(wanted.of(desk, name, one, form), wanted.language, form, path)
    return paths


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InvalidError("--out", "is-a-file")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _for_want_of(needs: Iterable[str], language: str) -> str:
    options = ", ".join(f"--{name}" for name in needs)
    return sentence("report.passed", language, needs=options)


def _in_words(error: RefusedError, language: str) -> str:
    said = getattr(error, "sentence", None)
    return str(said(language)) if said else str(error)
