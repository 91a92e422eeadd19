"""The registers of a store as workbooks, kept up to date.

What is told goes into a SQLite file with the position, in one transaction. The workbooks
are written from it once all there is was given, each beside its place and then renamed:
who opens one sees a whole register that says of which position it is, the last one or the
one before.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import ClassVar

from attrs import frozen

from casemgmt import Batch, Position, Subject, Text
from casemgmt.adapters import Config
from casemgmt.reports import Words

from .book import MARK
from .columns import Column, Line, LineList, Standing
from .kept import Kept, Stand
from .registers import READ, REGISTERS, Field, Register
from .said import value_of
from .workbook import LANGUAGES
from .writing import drop_what_was_left, not_written, write

SUFFIX = ".xlsx"
_MARK = re.compile(rb' name="%b"><vt:lpwstr>([^<]*)</vt:lpwstr>' % MARK.encode())


@frozen
class Place:
    """Where the registers of an address are.

    An address that ends with ``.xlsx`` is one workbook, in the language before that
    (``kits.ar.xlsx``), English where none is named. Any other is a folder with one in each.

    Attributes:
        workbooks: By language.
        kept: The file they are written from.

    """

    workbooks: Mapping[str, Path]
    kept: Path

    @classmethod
    def of(cls, address: str) -> Place:
        """Return the place of *address*; a folder is made, its parent is not."""
        path = Path(address)
        if path.suffix.lower() == SUFFIX:
            language = Path(path.stem).suffix.removeprefix(".")
            named = language if language in LANGUAGES else "en"
            return cls({named: path}, path.with_name(f"{path.name}.sqlite"))
        try:
            path.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise not_written(path, error) from None
        books = {one: path / f"registers.{one}{SUFFIX}" for one in LANGUAGES}
        return cls(books, path / "registers.sqlite")


class Registers:
    """Keeps the registers of a store as workbooks, from children to stock."""

    api_version: ClassVar[int] = 1
    usual_place: ClassVar[str] = "registers"
    events: ClassVar[frozenset[str]] = READ
    fields: ClassVar[frozenset[str]] = frozenset(
        f.grant for register in REGISTERS for f in register.fields if f.grant
    )

    def __init__(self, address: str) -> None:
        self.place = Place.of(address)
        self._kept = Kept(self.place.kept)

    def position(self) -> Position | None:
        stand = self._kept.stand()
        return stand.position if stand else None

    def project(self, batch: Batch) -> None:
        self._kept.take(batch)

    def forget(self, subject: Subject) -> None:
        self._kept.forget(subject)
        self.settle()

    def seen(self) -> Mapping[str, int]:
        return self._kept.seen()

    def settle(self) -> None:
        """Write each workbook that is not of what is kept.

        Raises:
            BusyError: the disk is full, or a workbook is open elsewhere.

        """
        self._kept.work_out()
        for language, path in self.place.workbooks.items():
            drop_what_was_left(path)
            mark = self._written(language, path)
            if mark:
                self._kept.note_written(language, mark)

    def close(self) -> None:
        """Let go of the files."""
        self._kept.close()

    def _written(self, language: str, path: Path) -> str | None:
        """Write the workbook in *language*; return its mark, None where it stands."""
        with self._kept.as_of_now():
            stand = self._kept.stand()
            if stand is None or not self._kept.is_worked_out():
                return None  # whoever keeps more of the story meanwhile settles it
            noted = self._kept.mark_written(language)  # unknown once it is made anew
            if mark_in(path) == noted == stand.mark:
                return None
            write(
                path,
                map(self._list, REGISTERS),
                language=language,
                standing=_standing(stand),
                title=_words()("registers.title"),
            )
        return stand.mark

    def _list(self, register: Register) -> LineList:
        given = self._kept.given(register)
        shown = [n for n, f in enumerate(register.fields) if _stands(f, given)]
        columns = tuple(_column(register.fields[n]) for n in shown)
        say = _words()
        return LineList(
            say(f"registers.{register.name}.title"),
            columns,
            self._lines(register, shown, columns),
            say(f"registers.{register.name}.means"),
        )

    def _lines(
        self, register: Register, shown: list[int], columns: tuple[Column, ...]
    ) -> Iterator[Line]:
        for said in self._kept.lines(register.name):
            yield [
                value_of(said[n], column.kind, column.labels)
                for n, column in zip(shown, columns, strict=True)
            ]


def _stands(field: Field, given: frozenset[str]) -> bool:
    return field.unless not in given and (field.grant is None or field.name in given)


def mark_in(path: Path) -> str | None:
    """Return what the workbook at *path* says of itself, None where there is none."""
    try:
        with zipfile.ZipFile(path) as parts:
            found = _MARK.search(parts.read("docProps/custom.xml"))
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
    return found[1].decode() if found else None


def _standing(stand: Stand) -> Standing:
    return Standing(
        known_at=stand.known_at,
        position=stand.position,
        mark=stand.mark,
        notes=(_words()("registers.rewritten"),),
    )


def _column(of: Field) -> Column:
    say = _words()
    return Column(
        heading=say(f"fields.{of.name}.heading"),
        kind=of.kind,
        means=say(f"fields.{of.name}.means"),
        labels=_labels(of.codes) if of.codes else {},
    )


@cache
def _labels(codes: str) -> Mapping[str, Text]:
    """Return what the codes of a list are called: casemgmt's own, or the registers'."""
    known = Config.default().vocabulary.labels
    labels = {code: text for (list_, code), text in known.items() if list_ == codes}
    own, say = f"codes.{codes}.", _words()
    return labels | {key.removeprefix(own): say(key) for key in say if key.startswith(own)}


@cache
def _words() -> Words:
    return Words.read(__package__, "registers.toml")
