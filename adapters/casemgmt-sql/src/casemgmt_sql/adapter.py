"""The adapter: one read model, at one address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any, ClassVar, Self

from sqlalchemy import Connection, select

from casemgmt import Batch, Position, RecordedEvent, Subject
from casemgmt.adapters import Adapter
from casemgmt_sql import engine as engines
from casemgmt_sql.dividing import gathered, part
from casemgmt_sql.faults import plainly
from casemgmt_sql.following import Following
from casemgmt_sql.forgetting import forgotten
from casemgmt_sql.keeping import Tuples, mark_of, standing
from casemgmt_sql.making import exist, ready
from casemgmt_sql.place import Place
from casemgmt_sql.shares import BUCKETS
from casemgmt_sql.sharing import SharedBucket
from casemgmt_sql.shelf import Shelf
from casemgmt_sql.sweeping import swept
from casemgmt_sql.tables import METADATA, PERSONAL, SEEN, STALE
from casemgmt_sql.taking_over import left, taken_over


class SqlReadModel:
    """Keeps children, cases, work, distributions and stock as tables.

    Where the address says so, in a database, several machines may bring it up at once: it
    has ``buckets`` then.
    """

    api_version: ClassVar[int] = 1
    buckets: int
    bucket: Callable[[int], Adapter]
    usual_place: ClassVar[str] = "register.db"
    fields: ClassVar[frozenset[str]] = PERSONAL

    def __init__(self, address: str) -> None:
        """Keep the read model at *address*, such as ``register.db``.

        Raises:
            ConfigurationError: the address is of no engine there is, or its configuration
                cannot be used.
            MissingExtraError: the driver of the engine is not installed.

        """
        self._address = address
        self._open(Place.of(address))

    def _open(self, place: Place) -> None:
        self._place = place
        self._chosen = place.chosen()
        self._engine = engines.opened(place)
        self._shelf = Shelf()
        self._in_use: SqlReadModel | None = None
        if place.shared:
            self.buckets, self.bucket = BUCKETS, self._bucket

    def _bucket(self, rank: int) -> Adapter:
        return SharedBucket(self, rank, self.forget)

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self._address,)

    def position(self) -> Position | None:
        """Return the position kept with the rows; None before the first batch."""
        with self.looking() as connection:
            return None if connection is None else standing(connection).position

    @contextmanager
    def looking(self) -> Iterator[Connection | None]:
        """Give what reads the tables; None before they were made."""
        if self._place.file is not None and not self._place.file.exists():
            yield None
            return
        with plainly(self._place.shown), engines.reading(self._engine) as connection:
            yield connection if exist(connection, self._place) else None

    def seen(self) -> Mapping[str, int]:
        """Return how many events of each stored name were taken in."""
        if self.position() is None:
            return {}
        with plainly(self._place.shown), engines.reading(self._engine) as connection:
            rows = connection.execute(select(SEEN)).all()
            return {row.name: row.events for row in rows if row.events}

    def project(self, batch: Batch) -> None:
        """Take in *batch* and its position together, or neither."""
        with self.writing() as following:
            late = following.comes_late(batch)
            gone = following.project(batch)
        if gone:
            self._sweep()
        if late:  # nobody gives it again, whatever becomes of the rows
            with plainly(self._place.shown):
                engines.on_the_disk(self._place)

    def settle(self) -> None:
        """Work out the rows that were left to the end while the log was caught up with."""
        if self._has_stale():
            with self.writing() as following:
                following.settle()

    def _has_stale(self) -> bool:
        if self.position() is None:
            return False
        with plainly(self._place.shown), engines.reading(self._engine) as connection:
            return connection.execute(select(STALE).limit(1)).first() is not None

    def forget(self, subject: Subject) -> None:
        """Remove every trace of *subject*: its rows, and where others name it.

        Raises:
            BusyError: its rows are gone, and readers keep their bytes from being written
                over: it is to be called again.

        """
        if self.position() is not None:
            with self.writing() as following:
                forgotten(following, subject)
            self._sweep()
        if self._in_use is None:
            with closing(self._beside()) as other:
                other.forget(subject)

    def beside(self) -> SqlReadModel:
        """Return an empty read model beside this one, until it takes over or is left."""
        other = self._beside()
        with plainly(self._place.shown):
            left(other._engine, other._place)  # noqa: SLF001 - it is one of ours
        return other

    def _beside(self) -> SqlReadModel:
        other = type(self)(self._address)
        other._open(self._place.beside())  # noqa: SLF001
        other._in_use = self  # noqa: SLF001
        return other

    def take_over(self) -> None:
        """Put these rows in the place of those in use, in one transaction."""
        if self._in_use is None:
            return
        used, self._in_use = self._in_use, None
        with used.writing():
            pass
        with plainly(used._place.shown):  # noqa: SLF001
            taken_over(used._engine, self._place)  # noqa: SLF001
            left(self._engine, self._place)
        used._sweep()  # noqa: SLF001
        self._open(used._place)  # noqa: SLF001

    def part(self, events: Sequence[RecordedEvent]) -> Tuples:
        """Return the rows of whole stories, as if no record were linked to another."""
        return part(events, self._chosen.policy)

    def gather(self, parts: Iterable[Any], until: Position) -> None:
        """Keep *parts* and the position in place of all that was kept, in one go."""
        with self.writing() as following:
            gathered(following, parts, until)
        self._sweep()

    def _sweep(self) -> None:
        """Leave nothing behind of rows that went."""
        with plainly(self._place.shown):
            swept(self._engine, self._place, METADATA.sorted_tables)

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    @contextmanager
    def writing(self, *, together: bool = False) -> Iterator[Following]:
        """Give what takes in batches, once the tables are there and right.

        Those who write *together* find the tables as somebody made them who was alone.
        """
        with plainly(self._place.shown):
            engines.made_ready(self._place)
            with engines.writing(self._engine) as connection:
                engines.locked(connection, self._place, together=together)
                try:
                    yield (
                        self._following(connection) if together else self._ready(connection)
                    )
                except BaseException:
                    self._shelf.clear()  # it may hold what is not kept
                    raise

    def _ready(self, connection: Connection) -> Following:
        following = self._following(connection)
        anew = ready(connection, self._place, self._chosen)
        policy = standing(connection).policy
        if anew or policy not in (None, mark_of(self._chosen.policy)):
            self._shelf.clear()
            following.work_out_anew()
        return following

    def _following(self, connection: Connection) -> Following:
        return Following(connection, self._shelf, self._chosen.policy)
