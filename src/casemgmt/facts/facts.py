"""The facts of a store: kept up to its log, and opened for reading."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from datetime import tzinfo
from pathlib import Path
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

import duckdb
from duckdb import DuckDBPyConnection

from casemgmt.errors import BusyError, RepairNeededError
from casemgmt.locale.reasons import reason
from casemgmt.projections.adapter import Position

from . import births, schema, tail
from .drafting import Drafting
from .generations import Generation, Generations
from .packing import Columns
from .passed_over import PassedOver
from .refresh import Refresh, behind, position
from .shares import Engaged, nobody
from .source import InMemoryOnly, Sealer, Source

CASABLANCA = ZoneInfo("Africa/Casablanca")


class Facts:
    """Columnar tables folded from a log, which every figure is computed from.

    Shared between threads: whoever reads takes a ``cursor`` of their own.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        sealer: Sealer | None = None,
        zone: tzinfo = CASABLANCA,
    ) -> None:
        """Open the facts kept in *folder*, or in memory.

        Args:
            folder: Where the generations lie; it is made if it is not there.
            sealer: Closes the days of birth in the file.
            zone: Where the moment a command was recorded is turned into a day.

        Raises:
            ValueError: a folder without a sealer.

        """
        if folder is not None and sealer is None:
            msg = "facts in a file need a sealer: they hold days of birth"
            raise ValueError(msg)
        self._sealer = sealer or InMemoryOnly()
        self._zone = zone
        self._generations = Generations(folder) if folder else None
        self._generation: Generation | None = None
        self._unreadable: Generation | None = None
        self._births: tuple[Path | None, Columns] = (None, births.NONE)
        """Those of the whole file that was read last: its tails need not open them."""
        self._connection: DuckDBPyConnection | None = None
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            self._generation = None

    def refresh(
        self, source: Source, again: Collection[UUID] = (), hands: Engaged = nobody
    ) -> Position:
        """Bring the facts up to the head of *source*, and return where they stand.

        Args:
            source: The log.
            again: Subjects to fold anew although nothing was told of them.
            hands: Engages who folds, where all facts are made, or those of many.

        Raises:
            BusyError: another process has been building for a long time, or the facts
                cannot be written: the disk is full, the folder is read-only.

        """
        with self._lock:
            with _plainly():
                if self._generations is None:
                    self._refresh_memory(source, again, hands)
                else:
                    self._refresh_files(self._generations, source, again, hands)
            stands = position(self._reading())
        if stands is None:  # never after a refresh; said for the reader of types
            msg = "these facts were never folded"
            raise RuntimeError(msg)
        return stands

    def forget(self, source: Source, subjects: Collection[UUID]) -> None:
        """Fold *subjects* anew, of whom less is known, and leave nothing of what stood.

        The file is written row by row: in one that was only changed, what was taken out of
        it lies in free room for long. Where nothing was ever folded, nothing is.

        Raises:
            BusyError: as of ``refresh``.

        """
        files = self._generations
        with self._lock, _plainly():
            if files is None:
                if self._connection is not None:
                    self._refresh_memory(source, subjects, nobody)
                return
            with files.building():
                self._follow(files)
                if self._connection is not None:
                    self._build(files, source, subjects, nobody, whole=True)
                    self._follow(files)

    def cursor(self) -> DuckDBPyConnection:
        """Return a connection of the caller's own to what was folded last."""
        with self._lock:
            cursor = self._reading().cursor()
            tail.look(cursor, self._generation)
            return cursor

    def passed_over(self) -> PassedOver:
        """Return what could not be read, or not be folded: no figure rests on it."""
        with self.cursor() as cursor:
            return PassedOver.of(cursor)

    def _reading(self) -> DuckDBPyConnection:
        if self._connection is None:
            newest = self._generations.newest() if self._generations else None
            if newest is None:
                msg = "these facts were never folded"
                raise RuntimeError(msg)
            self._open(newest)
        assert self._connection is not None  # noqa: S101 - just opened
        return self._connection

    def _open(self, generation: Generation) -> None:
        self.close()
        connection = tail.read(generation)
        try:
            self._open_births(connection, generation)
        except BaseException:
            connection.close()
            raise
        self._connection, self._generation = connection, generation

    def _open_births(self, connection: DuckDBPyConnection, generation: Generation) -> None:
        base, below = self._births
        if base != generation.base:
            name = tail.TOLD if generation.tail is None else "base"
            below = births.opened(connection, self._sealer, name)
            self._births = generation.base, below
        if generation.tail is None:
            births.open_all(connection, below)
        else:
            births.open_all(connection, births.opened(connection, self._sealer), below)

    def _refresh_memory(
        self, source: Source, again: Collection[UUID], hands: Engaged
    ) -> None:
        connection = self._connection
        at = position(connection) if connection else None
        if connection is None or at is None or at.epoch != source.epoch:
            self.close()
            connection = self._connection = tail.connected()
            connection.execute("ATTACH ':memory:' AS told")
            tail.look(connection, None)
            schema.create(connection)
        if again or behind(connection, source):
            self._update(connection, source, again, hands)
            births.open_all(connection, births.opened(connection, self._sealer))

    def _refresh_files(
        self, files: Generations, source: Source, again: Collection[UUID], hands: Engaged
    ) -> None:
        self._follow(files)
        if not again and self._connection and not behind(self._connection, source):
            return
        with files.building():
            self._follow(files)  # another process may have been faster
            if again or self._connection is None or behind(self._connection, source):
                self._build(files, source, again, hands)
                self._follow(files)

    def _follow(self, files: Generations) -> None:
        """Read the newest generation there is.

        One that cannot be read is as if it were not there: everything is folded anew, and
        the next generation takes its place.
        """
        newest = files.newest()
        if newest is None or newest in (self._generation, self._unreadable):
            return
        try:
            self._open(newest)
        except (duckdb.Error, RepairNeededError):
            self.close()
            self._unreadable = newest

    def _build(
        self,
        files: Generations,
        source: Source,
        again: Collection[UUID],
        hands: Engaged,
        *,
        whole: bool = False,
    ) -> None:
        at = position(self._connection) if self._connection else None
        standing = self._generation if at and at.epoch == source.epoch else None
        drafting = Drafting(files, standing, self._sealer, whole=whole)
        draft = files.draft(drafting.of)
        try:
            with closing(drafting.opened(draft)) as connection:
                self._update(connection, source, again, hands, shadows=drafting.is_tail)
                connection.execute("CHECKPOINT told")
            if whole:
                _written_anew(draft)
        except BaseException:
            for left in (draft, draft.with_name(f"{draft.name}.wal"), _beside(draft)):
                left.unlink(missing_ok=True)  # a full disk gets its room back at once
            raise
        drafting.publish(draft)

    def _update(
        self,
        connection: DuckDBPyConnection,
        source: Source,
        again: Collection[UUID],
        hands: Engaged,
        *,
        shadows: bool = False,
    ) -> None:
        connection.execute("BEGIN")
        try:
            Refresh(connection, self._sealer, self._zone, hands, shadows).run(source, again)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _written_anew(path: Path) -> None:
    """Put in the place of a database one of the same rows and nothing else."""
    beside = _beside(path)
    with closing(tail.connected()) as connection:
        tail.attach(connection, path, "old")
        tail.attach(connection, beside, "new", write=True)
        connection.execute("COPY FROM DATABASE old TO new")
        connection.execute("CHECKPOINT new")
    beside.replace(path)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.anew")


@contextmanager
def _plainly() -> Iterator[None]:
    """Say in one line what the database and the disk say in many."""
    try:
        yield
    except (duckdb.OperationalError, duckdb.FatalException, OSError) as error:
        raise BusyError.because(
            "store.facts-unkept", why=reason(_first_line(error))
        ) from None


def _first_line(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) else str(error)
    return (said or "the system refused").splitlines()[0]
