"""What the scripts beside share: a command line, and a table on the screen or as CSV."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from casemgmt import CaseManagementError, Desk, Store


def asked(about: str) -> argparse.ArgumentParser:
    """Return a command line that asks for a store, a month and how to show."""
    line = argparse.ArgumentParser(description=about)
    line.add_argument("store", help="such as insaf.db")
    line.add_argument("--month", required=True, type=month, help="such as 2025-11")
    line.add_argument("--as", dest="person", default="owner", help="who asks")
    line.add_argument("--csv", action="store_true", help="for a spreadsheet")
    line.add_argument("--lang", choices=("en", "fr", "ar"), default="en")
    return line


def month(text: str) -> tuple[date, date]:
    """Return the first and the last day of a month written 2025-11."""
    first = date.fromisoformat(f"{text}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@contextmanager
def desk_of(store: str, person: str) -> Iterator[Desk]:
    """Open a store at somebody's desk; what keeps it from that is one line."""
    try:
        with Store.open(store) as opened:
            yield opened.acting_as(person)
    except CaseManagementError as error:
        sys.exit(str(error))


def show(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, as_csv: bool
) -> None:
    """Print a table; an empty cell is what nobody knows."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if as_csv:
        csv.writer(sys.stdout).writerows([headings, *cells])
        return
    widths = [max(map(len, column)) for column in zip(headings, *cells, strict=True)]
    for line in (headings, ["-" * width for width in widths], *cells):
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())
