"""What the command line says: tables for people, one JSON document for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

import orjson
from attrs import define, frozen
from cyclopts import Parameter

from casemgmt.locale import sentence

if TYPE_CHECKING:
    from casemgmt import Desk, Store

WIDEST = 100_000
_SILENT = dict.fromkeys((*range(10), *range(11, 32), *range(127, 160)), "\N{MIDDLE DOT}")
"""What a terminal would obey: a damaged row may hold anything."""
Language = Literal["ar", "fr", "en"]


@Parameter(name="*")
@frozen
class Common:
    """What every verb takes.

    Attributes:
        json: One JSON document on standard output, and nothing else there.
        lang: The language of messages.
        config: A configuration file, instead of casemgmt.toml beside the store.
        person: Who asks.
        role: In which role they ask.
        verbose: What happens meanwhile, in log lines on standard error.

    """

    json: Annotated[bool, Parameter(negative=())] = False
    lang: Language = "en"
    config: Path | None = None
    person: Annotated[str, Parameter(name="--as")] = "owner"
    role: str | None = None
    verbose: Annotated[bool, Parameter(negative=())] = False


def desk_of(store: Store, asked: Common) -> Desk:
    """Return the desk of who asks to be shown something of persons.

    Where no access matrix says who sees what, they act as the owner of the store, and are
    told so once, when they were shown it.
    """
    if not store.has_access_matrix:
        say_at_the_end(sentence("access.owner", asked.lang))
    return store.acting_as(asked.person, role=asked.role)


_at_the_end: dict[str, None] = {}


def say_at_the_end(line: str) -> None:
    """Keep *line* to be said once all was done, on standard error; once."""
    _at_the_end[line] = None


def say_what_was_kept() -> None:
    """Write on standard error what was to be said once all was done."""
    for line in _at_the_end:
        say_error(line)
    forget_what_was_kept()


def forget_what_was_kept() -> None:
    """Leave unsaid what was to be said at the end: an error says enough."""
    _at_the_end.clear()


def say(*lines: str) -> None:
    """Write *lines* for a person."""
    for line in lines:
        sys.stdout.write(line + "\n")


def say_error(line: str) -> None:
    """Write one plain line on standard error."""
    sys.stderr.write(f"casemgmt: {line}\n")


@contextmanager
def log_lines_said(*, asked: bool) -> Iterator[None]:
    """Show what is logged meanwhile, line by line, on standard error, where *asked*."""
    if not asked:
        yield
        return
    import logging

    shown = logging.StreamHandler()
    shown.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    house = logging.getLogger("casemgmt")
    before = house.level
    house.setLevel(logging.INFO)
    house.addHandler(shown)
    try:
        yield
    finally:
        house.removeHandler(shown)
        house.setLevel(before)


def say_json(document: Any) -> None:
    """Write one JSON document."""
    options = orjson.OPT_UTC_Z | (orjson.OPT_INDENT_2 if sys.stdout.isatty() else 0)
    sys.stdout.buffer.write(orjson.dumps(document, _plain, options) + b"\n")
    sys.stdout.buffer.flush()


@contextmanager
def json_by_bits() -> Iterator[JsonByBits]:
    """Give what writes one JSON object, part by part: nothing of it is held."""
    out = sys.stdout.buffer
    out.write(b"{")
    yield JsonByBits(out)
    out.write(b"}\n")
    out.flush()


@define
class JsonByBits:
    """Writes the fields of one object, and lists item by item."""

    out: IO[bytes]
    _apart: bytes = b""

    def field(self, name: str, value: object) -> None:
        """Write a field with its value."""
        self._name(name)
        self._write(value)
        self._apart = b","

    def begin(self, name: str) -> None:
        """Begin a list."""
        self._name(name)
        self.out.write(b"[")
        self._apart = b""

    def item(self, value: object) -> None:
        """Write one item of the list that was begun."""
        self.out.write(self._apart)
        self._write(value)
        self._apart = b","

    def end(self) -> None:
        """End the list."""
        self.out.write(b"]")
        self._apart = b","

    def _name(self, name: str) -> None:
        self.out.write(self._apart + orjson.dumps(name) + b":")

    def _write(self, value: object) -> None:
        self.out.write(orjson.dumps(value, _plain, orjson.OPT_UTC_Z))


def headings_in(language: str, *names: str) -> list[str]:
    """Return what stands over columns of these names."""
    return [sentence(f"heading.{name}", language) if name else "" for name in names]


def say_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    numbers: int = 0,
    widths: Sequence[int] = (),
) -> None:
    """Write a table for a person; as wide as it is where no terminal has a width.

    Args:
        headings: Over each column.
        rows: What stands in it.
        numbers: How many of the last columns are numbers.
        widths: How wide each column is at least, so that several tables stand in line;
            0 for one that folds.

    """
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for n, heading in enumerate(headings):
        side: Literal["left", "right"] = "right" if n >= len(headings) - numbers else "left"
        beside = n in (0, len(headings) - 1)  # where rich pads one side, and reckons two
        least = widths[n] - beside if widths and widths[n] else None
        table.add_column(heading, overflow="fold", justify=side, min_width=least)
    for row in rows:
        table.add_row(*(str(cell).translate(_SILENT) for cell in row))
    console = Console(markup=False, emoji=False, highlight=False)
    if not sys.stdout.isatty():
        unbound = console.options.update(max_width=WIDEST)
        console.width = max(1, console.measure(table, options=unbound).maximum)
    console.print(table)


def column_widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """Return how wide each column of a table is, its headings among *rows*."""
    from rich.cells import cell_len

    return [max(map(cell_len, column)) for column in zip(*rows, strict=True)]


def has_room(widths: Sequence[int]) -> bool:
    """Whether a table has room beside itself: where no terminal has a width it does."""
    from rich.console import Console

    between = 2 * (len(widths) - 1)
    return not sys.stdout.isatty() or sum(widths) + between <= Console().width


def progress(words: Callable[[int], str]) -> Callable[[int], None] | None:
    """Return what shows progress on a terminal, None where there is none."""
    if not sys.stderr.isatty():
        return None

    def show(done: int) -> None:
        sys.stderr.write(f"\r\x1b[K{words(done)}")
        sys.stderr.flush()

    return show


def end_progress() -> None:
    """Clear the line of the progress."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def instant(at: datetime) -> str:
    """Return an instant as interchange.md writes it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _plain(value: object) -> object:
    match value:
        case datetime():
            return instant(value)
        case date() | UUID() | Path():
            return str(value)
        case Fraction() | Decimal():
            return int(value) if value == int(value) else float(value)
        case _:
            return str(value)
