"""A workbook: line lists one after the other, and the sheet that says what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from casemgmt import Day, Text
from casemgmt.errors import InvalidError
from casemgmt.reports import Words

from .book import Book
from .cells import cells_of, shown
from .columns import Column, Line, LineList, Standing, Value
from .markup import written
from .names import Names
from .sheet import LAST_COLUMN, Sheet, numbered, widths_of
from .texts import held

LANGUAGES = ("ar", "fr", "en")
FROM_RIGHT = ("ar",)
LOOKED_AT = 1_000
"""Lines that say how wide the columns are."""


@frozen
class _Counted:
    """A line list that was written, and of how many lines."""

    list: LineList
    sheet: str
    lines: int


def write_workbook(
    to: BinaryIO,
    folder: Path,
    lists: Iterable[LineList],
    language: str,
    standing: Standing,
    title: Text,
) -> None:
    """Write *lists* and their definitions into a file open for bytes.

    Args:
        to: Where they go.
        folder: Where their sheets grow; what is left there is for the caller to remove.
        lists: The sheets, in order.
        language: Of headings, labels and definitions.
        standing: Of when the lines are.
        title: The title in the properties of the document.

    Raises:
        InvalidError: the language is not one of ar, fr and en; a list has no columns, or
            more than a sheet holds; or a line does not have the values they ask for.

    """
    if language not in LANGUAGES:
        raise InvalidError("lang", "unknown-code")
    with Book(to, folder, right_to_left=language in FROM_RIGHT) as book:
        said = held(title.in_language(language))
        book.says(said, standing.known_at, standing.mark)
        workbook = _Workbook(book, language, standing)
        counted = [workbook.add(one) for one in lists]
        workbook.add(_definitions(counted, standing))


class _Workbook:
    def __init__(self, book: Book, language: str, standing: Standing) -> None:
        self._book = book
        self._language = language
        self._standing = standing
        self._names = Names()

    def add(self, list_: LineList) -> _Counted:
        """Write *list_*, in as many sheets as it needs."""
        if not 0 < len(list_.columns) <= LAST_COLUMN:
            raise InvalidError("columns", "wrong-type")
        lines = iter(list_.lines)
        first = list(islice(lines, LOOKED_AT))
        sheet = self._sheet(list_.columns, first)
        left = numbered(chain(first, lines))
        wanted = list_.name.in_language(self._language)
        name = self._names.take(wanted)
        count = sheet.write(left, self._book.page(name))
        while following := next(left, None):
            more = self._book.page(self._names.take(wanted))
            count += sheet.write(chain([following], left), more)
        return _Counted(list_, name, count)

    def _sheet(self, columns: tuple[Column, ...], first: list[Line]) -> Sheet:
        headings = tuple(column.heading.in_language(self._language) for column in columns)
        looks, zone = self._book.looks, self._standing.zone
        shown_first = [
            [
                self._looks(column, value)
                for column, value in zip(columns, line, strict=False)
            ]
            for line in first
        ]
        widths = widths_of(headings, shown_first)
        return Sheet(
            headings=headings,
            cells=tuple(
                written(column.kind, cells_of(column, self._language, zone, looks))
                for column in columns
            ),
            widths=widths,
            looks=looks,
            height=self._height(columns, widths),
        )

    def _height(
        self, columns: tuple[Column, ...], widths: tuple[int, ...]
    ) -> Callable[[Line], int] | None:
        """Return what counts the lines of text in a line, None where none is ever more."""
        wrapped = [
            (n, column, width - 2)
            for n, (column, width) in enumerate(zip(columns, widths, strict=True))
            if column.wraps
        ]

        def height(line: Line) -> int:
            return max(
                sum(-(-len(part) // width) or 1 for part in text.split("\n"))
                for n, column, width in wrapped
                for text in [self._words(column, line[n])]
            )

        return height if wrapped else None

    def _looks(self, column: Column, value: Value) -> str:
        """Return about the longest line that a cell shows, to know how wide it is."""
        return max(self._words(column, value).split("\n"), key=len)

    def _words(self, column: Column, value: Value) -> str:
        """Return about what a cell shows."""
        said = column.labels.get(value, value) if isinstance(value, str) else value
        match said:
            case None:
                return ""
            case Text():
                return said.in_language(self._language)
            case datetime():
                return "dd/mm/yyyy hh:mm"
            case Day():
                return shown(said)
            case _:
                return str(said)


def _definitions(counted: Iterable[_Counted], standing: Standing) -> LineList:
    """Return the sheet that says what every column means, and of when the lines are."""
    say = _words()
    columns = (
        Column(say("definitions.sheet")),
        Column(say("definitions.column")),
        Column(say("definitions.meaning"), wraps=True),
    )
    lines = [*_of_the_whole(standing), *chain.from_iterable(map(_of_one, counted))]
    return LineList(say("definitions.title"), columns, lines)


def _of_the_whole(standing: Standing) -> Iterator[Line]:
    say = _words()
    day, at, moment = standing.as_of, standing.position, standing.known_at
    every = say("definitions.every-day")
    yield None, say("definitions.as-of"), every if day is None else shown(Day.of(day))
    if moment is not None:
        yield None, say("definitions.known-at"), moment.isoformat(timespec="seconds")
    if at is not None:
        yield None, say("definitions.position"), f"{at.number} ({at.epoch})"
    for note in standing.notes:
        yield None, None, note


def _of_one(counted: _Counted) -> Iterator[Line]:
    say = _words()
    yield counted.sheet, None, counted.list.means
    yield counted.sheet, say("definitions.lines"), str(counted.lines)
    for column in counted.list.columns:
        yield counted.sheet, column.heading, column.means


@cache
def _words() -> Words:
    return Words.read(__package__, "words.toml")
