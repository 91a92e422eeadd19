"""Reports as files: each whole or not at all, one by one or all there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from casemgmt import Desk
from casemgmt.care.files import whole
from casemgmt.cli.days import Days
from casemgmt.cli.dressing import Dressing
from casemgmt.errors import InvalidError, RefusedError
from casemgmt.locale import sentence
from casemgmt.reports import Report, renderer_for, reports


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
        NoStoreError: there is a store, a vault or another database at *out*.
        OSError: the file cannot be written.

    """
    renderer = renderer_for(form)
    if out.is_dir():
        raise InvalidError("--out", "is-a-folder")
    if not out.exists():
        out.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole(out) as file:
        renderer.render(made, language, file)
        return file.tell()


@frozen
class Wanted:
    """What reports are asked for.

    Attributes:
        about: What reports have to be told; each takes what it asks for.
        forms: The formats.

    """

    days: Days
    about: Mapping[str, str]
    forms: Sequence[str]
    language: str
    look: Dressing

    def check(self) -> None:
        """Refuse what can be written for nobody, before anything is reckoned.

        Raises:
            MissingExtraError: nothing that is installed writes one of the formats.
            InvalidError: the days are missing.

        """
        for form in self.forms:
            renderer_for(form)
        _ = self.days.period

    def written(self, desk: Desk, folder: Path, name: str, about: str = "") -> list[Path]:
        """Write a report in each of the formats; *about* is part of the files' names.

        Raises:
            RefusedError: it may not be made so.

        """
        stem = "-".join(filter(None, (name, about, self.language)))
        paths = [folder / f"{stem}.{form}" for form in self.forms]
        for form, path, made in zip(self.forms, paths, self._of(desk, name), strict=True):
            write(self.look.on(made), self.language, form, path)
        return paths

    def _of(self, desk: Desk, name: str) -> Iterator[Report]:
        days = self.days
        return desk.editions(
            name, *days.period, **days.when, forms=self.forms, **self.about
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
    wanted.check()
    folder_at(folder)
    written: list[Path] = []
    failed: list[Failed] = []
    for done, (name, one) in enumerate(reports()):
        if progress is not None:
            progress(done)
        if lacks := one.lacks(wanted.about):
            why = _for_want_of(lacks, wanted.language)
            failed.append(Failed(name, why, refused=False))
            continue
        known = {
            p.name: wanted.about[p.name] for p in one.parameters if p.name in wanted.about
        }
        try:
            written += evolve(wanted, about=known).written(desk, folder, name)
        except RefusedError as error:
            failed.append(Failed(name, in_words(error, wanted.language), refused=True))
    return written, failed


def folder_at(folder: Path) -> None:
    """Make a folder where there is none.

    Raises:
        InvalidError: there is a file.
        OSError: it cannot be made.

    """
    if folder.exists() and not folder.is_dir():
        raise InvalidError("--out", "is-a-file")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _for_want_of(needs: Iterable[str], language: str) -> str:
    options = ", ".join(f"--{name}" for name in needs)
    return sentence("report.passed", language, needs=options)


def in_words(error: RefusedError, language: str) -> str:
    """Return why something was refused, in the words of who asked."""
    said = getattr(error, "sentence", None)
    return str(said(language)) if said else str(error)
