"""Who was forgotten and is given again is named again by what others told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Text, cast, or_, select

from casemgmt import RecordedEvent, Subject
from casemgmt.adapters import is_forgotten
from casemgmt_sql.rows.timeline import as_row
from casemgmt_sql.tables import LINKS, TIMELINE


def erased(subject: Subject) -> str:
    """Return how a subject that was erased is shown."""
    return f"{subject.kind}:erased-{subject.key.replace('-', '')[:8]}"


def come_back(new: Iterable[RecordedEvent]) -> tuple[Subject, ...]:
    """Return those of whom something is told by *new* that is not of somebody erased."""
    own: defaultdict[Subject, list[RecordedEvent]] = defaultdict(list)
    for event in new:
        own[event.subject].append(event)
    return tuple(subject for subject, told in own.items() if not is_forgotten(told))


def named_again(
    connection: Connection, given: Sequence[RecordedEvent], back: Iterable[Subject]
) -> set[Subject]:
    """Put the names of those who came *back* where others had told of them.

    Return of whom that was told. Only what is *given* again is put right: from it is known
    what was said.
    """
    names = tuple(map(erased, back))
    concerned: set[Subject] = set()
    for event in given if names else ():
        if _names_any(connection, event, names):
            row = as_row(event)
            where = TIMELINE.c.position == event.position
            connection.execute(TIMELINE.update().where(where).values(data=row["data"]))
            concerned.add(event.subject)
    for subject in back:
        was = LINKS.c.other == erased(subject)
        of = [str(one) for one in concerned]
        change = LINKS.update().where(was, LINKS.c.child.in_(of))
        connection.execute(change.values(other=str(subject)))
    return concerned


def _names_any(connection: Connection, event: RecordedEvent, names: Sequence[str]) -> bool:
    said = (cast(TIMELINE.c.data, Text), cast(TIMELINE.c.corrected_data, Text))
    named = or_(*(column.contains(name) for column in said for name in names))
    at = TIMELINE.c.position == event.position
    return connection.execute(select(1).where(at, named)).first() is not None
