"""What is due, as lines of a table: the child, what to do, by when, how late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import Text
from casemgmt.domain.work_lists.items import Due
from casemgmt.locale import sentence

from .amounts import Number, Source
from .model import Block, Entry, Note, Row, Table
from .people import People, each
from .reading import WORDS
from .words import filled

COLUMNS = ("record", "what", "due", "overdue", "caseworker")


def due_block(
    people: People, title: Text, items: Sequence[Due], columns: Iterable[str]
) -> Block:
    """Return a table of what is due, or a note that nothing is."""
    if not items:
        return Note(filled(WORDS("titled"), title=title, said=WORDS("work.nothing")))
    shown = tuple(columns)
    rows = tuple(
        Row(people.name(one.subject), tuple(_cell(one, column) for column in shown))
        for one in items
    )
    return Table(title, WORDS("work.child"), tuple(WORDS(f"work.{c}") for c in shown), rows)


def to_do(one: Due) -> Text:
    """Return what is to be done, and what it is about where its kind does not say it."""
    what = each(lambda language: sentence(f"due.{one.what}", language, default=one.what))
    if not one.about:
        return what
    key = f"visit.{one.about}"
    about = WORDS(key) if key in WORDS else Text(plain=one.about)
    return filled(WORDS("work.about"), what=what, about=about)


def how_many(items: Sequence[Due], name: str, *by: tuple[str, str]) -> Number:
    """Return how many lines a work list has."""
    return Number(len(items), Source(name, by=by, kind="record"))


def _cell(one: Due, column: str) -> Entry:
    match column:
        case "record":
            return Text(plain=one.subject.key)
        case "what":
            return to_do(one)
        case "due":
            return Day.of(one.due)
        case "overdue":
            by = (("due", one.what), ("record", one.subject.key))
            return Number(one.overdue_days, Source("overdue-days", by=by, kind="record"))
        case _:
            return Text(plain=one.caseworker or "–")
