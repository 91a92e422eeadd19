"""How far each bucket of stories follows the log, where several share the work.

All of it stands where the bucket stands that came least far. As long as nobody shares, no
bucket stands elsewhere than all do.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select, text

from casemgmt import Policy, Position, Subject
from casemgmt_sql.following import Following
from casemgmt_sql.keeping import IN_ORDER, mark_of, remove, standing
from casemgmt_sql.shelf import portions
from casemgmt_sql.tables import READ_MODEL, SEEN, SHARES, TIMELINE

BUCKETS = 4
"""For ever the same: two machines have work with them, and no log is read too often."""

_SHARE = text(
    "INSERT INTO shares (rank, epoch, number) VALUES (:rank, :epoch, :number) "
    "ON CONFLICT DO NOTHING"
)


def bucket_stands(connection: Connection, rank: int) -> Position | None:
    """Return how far a bucket follows a log, None before its first batch."""
    row = connection.execute(select(SHARES).where(SHARES.c.rank == rank)).one_or_none()
    if row is None:
        return standing(connection).position
    return None if row.epoch is None else Position(row.epoch, row.number)


def divided(connection: Connection) -> None:
    """Let each bucket stand for itself, from where all stand."""
    if connection.execute(select(func.count()).select_from(SHARES)).scalar_one():
        return
    at = standing(connection).position
    epoch, number = (None, None) if at is None else (at.epoch, at.number)
    rows = [{"rank": r, "epoch": epoch, "number": number} for r in range(BUCKETS)]
    connection.execute(_SHARE, rows)


def bucket_stand(
    connection: Connection, rank: int, until: Position, policy: Policy
) -> None:
    """Keep how far a bucket follows a log, and with it how far all do.

    Who keeps that waits for others who do, so that what all have reached is true.
    """
    at = {"epoch": until.epoch, "number": until.number}
    connection.execute(SHARES.update().where(SHARES.c.rank == rank).values(at))
    connection.execute(select(READ_MODEL.c.id).with_for_update())
    rows = connection.execute(select(SHARES.c.epoch, SHARES.c.number)).all()
    whole = {row.epoch for row in rows} == {until.epoch}
    all_at = min(row.number for row in rows) if whole else None
    epoch = until.epoch if whole else None
    connection.execute(
        READ_MODEL.update().values(epoch=epoch, number=all_at, policy=mark_of(policy))
    )


def dropped(following: Following, gone: set[Subject]) -> None:
    """Let go of every row of these stories, and work out who is linked to them anew."""
    connection, shelf = following.connection, following.shelf
    shelf.clear()
    others = shelf.ever_linked(connection, gone) - gone
    _uncounted(connection, gone)
    remove(connection, gone, tuple(reversed(IN_ORDER)))
    shelf.clear()
    following.work_out(others)
    shelf.clear()


def _uncounted(connection: Connection, gone: set[Subject]) -> None:
    of, name = TIMELINE.c.subject, TIMELINE.c.event
    for some in portions(map(str, gone)):
        counted = select(name, func.count()).where(of.in_(some)).group_by(name)
        for event, events in connection.execute(counted).all():
            fewer = SEEN.update().where(SEEN.c.name == event)
            connection.execute(fewer.values(events=SEEN.c.events - events))
    connection.execute(delete(SEEN).where(SEEN.c.events <= 0))
