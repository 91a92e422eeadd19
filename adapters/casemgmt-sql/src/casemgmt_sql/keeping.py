"""Keeping rows: what was told, what is worked out of it, and how far."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import sha256

from attrs import frozen
from sqlalchemy import Connection, Table, delete, func, select, text

from casemgmt import Policy, Position, RecordedEvent, Subject
from casemgmt.adapters import links_in
from casemgmt_sql.engine import insert
from casemgmt_sql.rows.plain import Plain, Row
from casemgmt_sql.rows.timeline import MARKS, as_marked
from casemgmt_sql.shelf import AT_ONCE, portions
from casemgmt_sql.tables import (
    OWNER,
    READ_MODEL,
    SEEN,
    SHARES,
    STALE,
    TIMELINE,
    TOLD,
    WORKED_OUT,
)

IN_ORDER = (*TOLD, *WORKED_OUT)
"""Tables in an order in which they can be filled; emptied the other way round."""
Tuples = dict[str, list[tuple[Plain, ...]]]
Put = Callable[[Connection, Table, list[tuple[Plain, ...]]], None]

_COUNT = text(
    "INSERT INTO seen (name, events) VALUES (:name, :events) ON CONFLICT (name) "
    "DO UPDATE SET events = seen.events + excluded.events"
)
_LINK = text(
    "INSERT INTO links (child, other) VALUES (:child, :other) ON CONFLICT DO NOTHING"
)
_STALE = text("INSERT INTO stale (subject) VALUES (:subject) ON CONFLICT DO NOTHING")


@frozen
class Standing:
    """How far the tables follow a log, and by which policy."""

    position: Position | None
    policy: str | None


def standing(connection: Connection) -> Standing:
    """Return how far the tables follow a log."""
    row = connection.execute(select(READ_MODEL)).one()
    at = None if row.epoch is None else Position(row.epoch, row.number)
    return Standing(at, row.policy)


def stand(connection: Connection, until: Position, policy: Policy) -> None:
    """Keep how far the tables follow a log."""
    connection.execute(
        READ_MODEL.update().values(
            epoch=until.epoch, number=until.number, policy=mark_of(policy)
        )
    )


def all_stand(connection: Connection) -> None:
    """Keep that no bucket of stories stands elsewhere than all do."""
    if connection.execute(select(SHARES.c.rank).limit(1)).first() is not None:
        connection.execute(delete(SHARES))


def mark_of(policy: Policy) -> str:
    """Return what tells this policy from another one."""
    held = repr(sorted(policy.thresholds.items())).encode()
    return f"{policy} {sha256(held).hexdigest()[:8]}"


def linked(connection: Connection, events: Iterable[RecordedEvent]) -> None:
    """Keep which records *events* link or part."""
    pairs = {(str(e.subject), str(o)) for e in events if (o := links_in(e)) is not None}
    if pairs:
        rows = [{"child": child, "other": other} for child, other in sorted(pairs)]
        connection.execute(_LINK, rows)


def stale(connection: Connection, subjects: Iterable[Subject]) -> None:
    """Keep whose rows are still to be worked out."""
    rows = [{"subject": subject} for subject in sorted(map(str, subjects))]
    connection.execute(_STALE, rows)


def remark(connection: Connection, subject: Subject, marks: Mapping[int, Row]) -> None:
    """Mark what was told of *subject* anew, where the timeline says something else."""
    of = TIMELINE.c.subject == str(subject)
    columns = [TIMELINE.c[name] for name in MARKS]
    asked = select(TIMELINE.c.position, *columns).where(of)
    for position, *there in connection.execute(asked).all():
        wanted = marks[position]
        if [wanted[name] for name in MARKS] != list(map(as_marked, there)):
            at = TIMELINE.c.position == position
            connection.execute(TIMELINE.update().where(at).values(wanted))


def fresh(connection: Connection) -> Iterator[tuple[Subject, ...]]:
    """Yield those whose rows are to be worked out, many at a time; then they are not."""
    of = STALE.c.subject
    asked = select(of).order_by(of).limit(AT_ONCE)
    while page := connection.execute(asked).scalars().all():
        yield tuple(map(Subject.of, page))
        connection.execute(delete(STALE).where(of.in_(page)))


def emptied(connection: Connection) -> None:
    """Let go of every row that follows from a log."""
    for table in (*reversed(IN_ORDER), SEEN, SHARES):
        connection.execute(delete(table))


def unknown(
    connection: Connection, events: Iterable[RecordedEvent]
) -> tuple[RecordedEvent, ...]:
    """Return those of *events* that were not taken in yet: a batch may come again."""
    new: list[RecordedEvent] = []
    for some in portions(events):
        at = TIMELINE.c.position
        asked = select(at).where(at.in_([event.position for event in some]))
        known = set(connection.execute(asked).scalars())
        new += (event for event in some if event.position not in known)
    return tuple(new)


def count(connection: Connection, seen: Mapping[str, int]) -> None:
    """Count events that were taken in, by name."""
    if seen:
        rows = [{"name": name, "events": n} for name, n in sorted(seen.items())]
        connection.execute(_COUNT, rows)


def uncount(connection: Connection, subject: Subject) -> None:
    """Count what was told of *subject* no more: what is left of it will be given again."""
    of = TIMELINE.c.subject == str(subject)
    asked = select(TIMELINE.c.event, func.count()).where(of).group_by(TIMELINE.c.event)
    count(connection, {name: -number for name, number in connection.execute(asked).all()})


def counted(events: Iterable[RecordedEvent]) -> Counter[str]:
    """Return how many of *events* have each name."""
    return Counter(event.name for event in events)


def as_tuples(rows: Iterable[tuple[Table, Row]]) -> Tuples:
    """Return *rows* by table, each with every column in its order."""
    found: Tuples = defaultdict(list)
    columns = {table.name: table.c.keys() for table in IN_ORDER}
    for table, row in rows:
        found[table.name].append(tuple(map(row.get, columns[table.name])))
    return dict(found)


def put(connection: Connection, tuples: Tuples, how: Put = insert) -> None:
    """Insert rows, those first to which others refer."""
    for table in IN_ORDER:
        how(connection, table, tuples.get(table.name, []))


def remove(
    connection: Connection, subjects: Collection[Subject], tables: Collection[Table]
) -> None:
    """Delete the rows of *subjects*."""
    for some in portions(map(str, subjects)):
        for table in tables:
            owner = table.c[table.info[OWNER]]
            connection.execute(delete(table).where(owner.in_(some)))


def subjects(connection: Connection) -> Iterator[tuple[Subject, ...]]:
    """Yield every subject of which anything was told, many at a time."""
    after = ""
    of = TIMELINE.c.subject
    while True:
        asked = select(of).where(of > after).distinct().order_by(of).limit(AT_ONCE)
        page = connection.execute(asked).scalars().all()
        if not page:
            return
        yield tuple(map(Subject.of, page))
        after = page[-1]
