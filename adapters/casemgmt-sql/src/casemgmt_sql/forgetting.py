"""Forgetting one subject: its rows go, and others that named it name nobody any more."""

from __future__ import annotations

from sqlalchemy import Text, cast, or_, select

from casemgmt import Subject
from casemgmt_sql.following import Following
from casemgmt_sql.keeping import IN_ORDER, remove, uncount
from casemgmt_sql.naming_again import erased
from casemgmt_sql.tables import LINKS, TIMELINE


def forgotten(following: Following, subject: Subject) -> None:
    """Remove every row of *subject*; where others name it stands who was erased.

    What was given to a household or told of a record linked to it stays, for the figures;
    nobody can say any more of whom it was.
    """
    connection, shelf = following.connection, following.shelf
    shelf.clear()
    others = shelf.ever_linked(connection, [subject]) - {subject}
    others |= _unnamed(following, subject)
    uncount(connection, subject)
    remove(connection, [subject], tuple(reversed(IN_ORDER)))
    _parted(following, subject)
    shelf.clear()
    following.work_out(others)
    shelf.clear()


def _unnamed(following: Following, subject: Subject) -> set[Subject]:
    """Take *subject* out of what was told of others, and return of whom."""
    said, of = str(subject), TIMELINE.c.subject
    columns = (TIMELINE.c.data, TIMELINE.c.corrected_data)
    names = or_(*(cast(column, Text).contains(said) for column in columns))
    asked = select(TIMELINE.c.position, of, *(cast(c, Text) for c in columns))
    found = following.connection.execute(asked.where(names, of != said)).all()
    for position, _, *told in found:
        changed = [text.replace(said, erased(subject)) if text else None for text in told]
        names_ = (column.name for column in columns)
        at = TIMELINE.c.position == position
        following.connection.execute(
            TIMELINE.update().where(at).values(dict(zip(names_, changed, strict=True)))
        )
    return {Subject.of(owner) for _, owner, *_ in found}


def _parted(following: Following, subject: Subject) -> None:
    """Take *subject* out of the links that others told of."""
    other = LINKS.c.other
    change = LINKS.update().where(other == str(subject)).values(other=erased(subject))
    following.connection.execute(change)
