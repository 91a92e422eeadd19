"""Building in parts: stories worked out in several processes, gathered in one go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from casemgmt import Policy, Position, RecordedEvent, Subject
from casemgmt.adapters import Stories, links_in
from casemgmt_sql.deriving import Deriving
from casemgmt_sql.engine import pour
from casemgmt_sql.following import Following, lines
from casemgmt_sql.keeping import Tuples, as_tuples, count, emptied, put, stand
from casemgmt_sql.tables import LINKS, TIMELINE


def part(events: Sequence[RecordedEvent], policy: Policy) -> Tuples:
    """Return the rows of the subjects of *events*, each by itself."""
    told: defaultdict[Subject, list[RecordedEvent]] = defaultdict(list)
    for event in events:
        told[event.subject].append(event)
    found: Tuples = defaultdict(list)
    for subject, own in told.items():
        deriving = Deriving({subject: own}, Stories(own), policy)
        rows = [*lines(deriving, subject, own), *deriving.rows([subject])]
        for table, some in as_tuples(rows).items():
            found[table].extend(some)
    pairs = {(str(e.subject), str(o)) for e in events if (o := links_in(e)) is not None}
    return {**found, LINKS.name: sorted(pairs)}


def gathered(following: Following, parts: Iterable[Tuples], until: Position) -> None:
    """Keep the rows of *parts* in place of all others; then those of linked records."""
    connection, seen = following.connection, Counter[str]()
    emptied(connection)
    following.shelf.clear()
    name = TIMELINE.c.keys().index("event")
    for tuples in parts:
        put(connection, tuples, pour)
        seen.update(str(row[name]) for row in tuples.get(TIMELINE.name, ()))
    following.work_out(list(following.shelf.linked(connection)))
    count(connection, seen)
    stand(connection, until, following.policy)
    following.shelf.at = until
