"""The log in one SQLite file, on eventsourcing's own recorder.

No event row is ever deleted. Durability rests on ``synchronous=FULL`` in WAL mode, set and
read back for every connection. An append that fails on its way is looked up at once: it is
there whole, or it is not.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import copy
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

from eventsourcing.persistence import IntegrityError, PersistenceError

from casemgmt.errors import BusyError, NoStoreError, OutcomeUnknownError
from casemgmt.locale.saying import Saying
from casemgmt.recording.envelope import command_of
from casemgmt.recording.port import (
    CLAIM,
    LINK,
    Append,
    Bucket,
    ClaimTakenError,
    CommandTakenError,
    EventLog,
    Held,
    Holder,
    Row,
    StoredEvent,
    VersionTakenError,
)

from .ahead import WriteAhead
from .beginnings import begun
from .buckets import question
from .datastore import FairDatastore, Question
from .faults import damaged, plainly, said
from .file import APPLICATION_ID, FORMAT, prepared, uri_of
from .leases import FileLeases
from .questions import AS_KEPT, FIRST, LINKED, LOST, STORY, UNLED, WHOLE
from .queue import WriterQueue
from .recorder import WITHOUT_LINKS, PositionedRecorder
from .rows import AS_THEY_LIE, COLUMNS, event, from_row, without_link
from .sqlite_version import warn_where_nothing_prevents_it

_ASKED_AT_ONCE = 500


class SQLiteLog:
    """An ``EventLog`` in one file; shared between threads and processes."""

    events_at_once: ClassVar[int] = 6_000

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path, self._place = path, str(path)
        warn_where_nothing_prevents_it()
        new = prepared(path, create=create)
        queue = WriterQueue(path.with_name(path.name + ".lock"))
        self._leases = FileLeases(path.with_name(path.name + ".leases"))
        self._ahead = WriteAhead(path, self._leases)
        self._datastore = FairDatastore(uri_of(path), queue, self._ahead)
        self._ask: Question = self._datastore.rows
        self.recorder = PositionedRecorder(self._datastore)
        try:
            if new:
                self._make_tables()
            else:
                self._bring_up_to_date()
            self.epoch = self._read_epoch()
            self._file = _file(self._place)
            self._ahead.remember()
        except BaseException:
            self.close()
            raise

    def append(self, batch: Sequence[Append]) -> list[int]:
        """Store *batch* in one transaction and return the positions, in its order."""
        try:
            positions = self.recorder.append(batch)
        except IntegrityError as error:
            raise _taken(error) from None
        except (PersistenceError, OSError) as error:
            positions = self._settled(batch, error)
        self._refuse_when_gone()
        return positions

    def many(self) -> AbstractContextManager[None]:
        """Take many large batches, one after the other."""
        return self._datastore.writers.many()

    def _refuse_when_gone(self) -> None:
        """Acknowledge nothing that was written to a file which is no longer there."""
        try:
            if _file(self._place) == self._file and self._ahead.is_there():
                return
        except OSError:
            pass
        raise NoStoreError.because("store.moved-away", path=self._path)

    def _settled(self, batch: Sequence[Append], error: Exception) -> list[int]:
        """Return where a batch is that failed on its way: whole, or not there at all."""
        ids = [a.command_id for a in batch if a.command_id is not None]
        try:
            there = self.outcome(ids[:1])
        except BusyError:
            raise OutcomeUnknownError(ids[0]) from None
        if not there:
            raise said(self._path, error, "store.could-not-be-written") from None
        if there[ids[0]].state != batch[0].event.state:
            raise CommandTakenError from None
        first = there[ids[0]].position
        return [first + rank for rank in range(len(batch))]

    def read(self, stream: UUID, after: int = 0) -> list[StoredEvent]:
        """Return the events of *stream* beyond version *after*, in their order."""
        rows = self._rows(STORY, (stream.hex, after))
        return [event(stream, *row) for row in rows]

    def as_kept(self, stream: UUID, until: int) -> tuple[int, bytes] | None:
        """Return the last version of *stream*, and what is kept of its first events.

        Those are the ones up to version *until*: their names and their states, each ended
        by a zero. None where they are not whole, or no text.
        """
        try:
            told = self._ask(AS_KEPT, (until, stream.hex))
        except (PersistenceError, OSError):
            return None  # whoever reads them one by one says what is wrong
        count, ranks, last, names, states = told[0]
        if count != until or type(ranks) is not int or ranks != until * (until + 1) // 2:
            return None
        return last, f"{names}\0{states}".encode()

    def scan(self, after: int, limit: int) -> list[StoredEvent]:
        """Return the next events beyond position *after*."""
        return self._select(
            f"SELECT {COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?",
            (after, limit),
        )

    def bucket(
        self, bucket: Bucket, until: int, names: Collection[str] | None = None
    ) -> Iterator[StoredEvent]:
        """Yield the events of a bucket up to position *until*, in the order of the log."""
        for rows in self.bucket_rows(bucket, until, names):
            yield from map(without_link, rows)

    def bucket_rows(
        self, bucket: Bucket, until: int, names: Collection[str] | None = None
    ) -> Iterator[list[Row]]:
        """Yield the same as it lies in the file, some rows at a time."""
        with plainly(self._path):
            yield from self._datastore.streamed(
                *question(AS_THEY_LIE, bucket, until, names)
            )

    @staticmethod
    def of_row(row: Row) -> StoredEvent:
        """Return what lies in the file as an event; of a damaged one what can be read."""
        return without_link(row)

    def begun(self, until: int) -> Iterator[tuple[Any, Any]]:
        """Yield whose stories there are, in the order in which they begin, and how long.

        As it lies there: no more than as many as there are events up to *until*.
        """
        with plainly(self._path):
            yield from ((id_, length) for _, id_, length in begun(self._datastore, until))

    def beginnings(self, streams: Iterable[UUID]) -> Iterator[int]:
        """Yield where each of these stories begins, 0 of one that is not there."""
        with plainly(self._path):
            found = self._datastore.each(FIRST, ((stream.hex,) for stream in streams))
            yield from (row[0] if row else 0 for row in found)

    def stories(
        self, streams: Iterable[UUID], until: int
    ) -> Iterator[tuple[int, Any, bytes, bytes]]:
        """Yield each of these stories up to position *until*.

        Of each how many events, the sum of their ranks, their names ended by zeros, and
        their states as one JSON list.
        """
        asked = ((stream.hex, until) for stream in streams)
        with plainly(self._path):
            yield from self._datastore.each(WHOLE, asked)

    def linked(self) -> list[tuple[UUID, UUID]]:
        """Return the subjects that were ever linked, in pairs."""
        rows = self._rows(LINKED, (LINK,))
        return [(UUID(bytes=one), UUID(bytes=other)) for one, other in rows]

    def head(self) -> int:
        """Return the position of the last event, 0 when there is none."""
        return self._rows("SELECT max(position) FROM events", ())[0][0] or 0

    def outcome(self, command_ids: Collection[UUID]) -> dict[UUID, StoredEvent]:
        """Return the event of each of these commands that was recorded."""
        with plainly(self._path):
            self._datastore.settle()
        found: dict[UUID, StoredEvent] = {}
        for part in _parts([c.bytes for c in command_ids]):
            rows = self._rows(
                f"SELECT {COLUMNS}, command_id FROM commands JOIN events USING (position)"
                f" WHERE command_id IN ({','.join('?' * len(part))})",
                part,
            )
            found |= {UUID(bytes=row[-1]): from_row(row[:-1]) for row in rows}
        return found

    def unled(self) -> list[int]:
        """Return the places of events that are not the first of their command."""
        return [row[0] for row in self._rows(UNLED, ())]

    def holders(self, claims: Collection[bytes]) -> dict[bytes, Holder]:
        """Return who holds each of *claims* that is held."""
        found: dict[bytes, Holder] = {}
        for part in _parts(list(claims)):
            rows = self._rows(
                "SELECT claim, stream, command_id FROM claims"
                f" WHERE claim IN ({','.join('?' * len(part))})",
                part,
            )
            found |= {r[0]: Holder(UUID(bytes=r[1]), UUID(bytes=r[2])) for r in rows}
        return found

    def held(self, command_ids: Collection[UUID]) -> dict[UUID, list[bytes]]:
        """Return the claims of each of these commands that holds any."""
        found: dict[UUID, list[bytes]] = {}
        for part in _parts([c.bytes for c in command_ids]):
            rows = self._rows(
                "SELECT command_id, claim FROM claims"
                f" WHERE command_id IN ({','.join('?' * len(part))})",
                part,
            )
            for command_id, claim in rows:
                found.setdefault(UUID(bytes=command_id), []).append(claim)
        return found

    def mentioned(self, subject: UUID, kind: str) -> list[UUID]:
        """Return the streams that speak of *subject* as *kind*."""
        sql = "SELECT stream FROM mentions WHERE subject = ? AND kind = ?"
        return [UUID(bytes=row[0]) for row in self._rows(sql, (subject.bytes, kind))]

    def mentions(self, stream: UUID, kind: str) -> list[UUID]:
        """Return the subjects that *stream* speaks of as *kind*."""
        sql = "SELECT subject FROM mentions WHERE stream = ? AND kind = ?"
        return [UUID(bytes=row[0]) for row in self._rows(sql, (stream.bytes, kind))]

    def changed(self, after: int) -> list[UUID]:
        """Return the streams with events beyond position *after*."""
        # of a few, where they lie; the index has everybody
        where = "events NOT INDEXED" if after else "events"
        sql = f"SELECT DISTINCT originator_id FROM {where} WHERE position > ?"
        return [UUID(row[0]) for row in self._rows(sql, (after,))]

    def forget(self, streams: Collection[UUID]) -> None:
        """Let go of the claims of *streams*, and of what they said to have."""
        told = (command_of(event) for stream in streams for event in self.read(stream))
        own = [(command.bytes,) for command in told if command is not None]
        with plainly(self._path), self._datastore.transaction(commit=True) as c:
            c.executemany("DELETE FROM claims WHERE command_id = ?", own)
            c.executemany(
                "DELETE FROM mentions WHERE stream = ? AND kind = ?",
                [(stream.bytes, CLAIM) for stream in streams],
            )
        with plainly(self._path):
            emptied = self._datastore.writers.emptied()
        if not emptied:
            raise BusyError.because("store.others-read", path=self._path)

    def unfit(self) -> list[str]:
        """Return in words what does not fit in how the engine keeps the log."""
        rows = self._rows("PRAGMA quick_check(10)", ())
        said = [str(row[0]) for row in rows if row[0] != "ok"]
        for table in ("commands", "claims"):
            lost = self._rows(LOST[table], ())[0][0]
            if lost:
                said.append(f"{table} of events that are not there: {lost}")
        return said

    @contextmanager
    def snapshot(self) -> Iterator[EventLog]:
        """Return the log as it stands at one moment, to be read while others write."""
        with ExitStack() as reading:
            view = copy(self)
            with plainly(self._path):
                moment = self._datastore.at_one_moment()
                view._ask = reading.enter_context(moment)  # noqa: SLF001 - its own kind
            yield view

    def lease(self, name: str) -> AbstractContextManager[Held]:
        """Hold *name*, which one at a time may hold; in a folder beside the file."""
        return self._leases.lease(name)

    def close(self) -> None:
        """Let go of the file."""
        with self._ahead.left_alone():
            self._datastore.close()

    def _make_tables(self) -> None:
        with plainly(self._path), self._datastore.transaction(commit=True) as c:
            self.recorder._create_table(c)  # noqa: SLF001 - one transaction with the mark
            c.execute("INSERT OR IGNORE INTO store VALUES ('epoch', ?)", [uuid4().hex])
            c.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            c.execute(f"PRAGMA user_version = {FORMAT}")

    def _bring_up_to_date(self) -> None:
        """Give events a link from here on, in a store that was made without."""
        if self._rows("PRAGMA user_version", ())[0][0] != WITHOUT_LINKS:
            return
        with plainly(self._path), self._datastore.transaction(commit=True) as c:
            c.execute("PRAGMA user_version")
            if c.fetchone()[0] == WITHOUT_LINKS:  # nobody was faster
                c.execute("ALTER TABLE events ADD COLUMN link BLOB")
                c.execute(f"PRAGMA user_version = {FORMAT}")

    def _read_epoch(self) -> str:
        found = self._rows("SELECT value FROM store WHERE name = 'epoch'", ())
        if not found:
            raise damaged(self._path, Saying("store.no-mark", {}))
        return str(found[0][0])

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        with plainly(self._path):
            return self._ask(sql, values)

    def _select(self, sql: str, values: Sequence[Any]) -> list[StoredEvent]:
        return [from_row(row) for row in self._rows(sql, values)]


def _file(path: str) -> tuple[int, int]:
    found = os.stat(path)  # noqa: PTH116 - before every acknowledgement
    return found.st_dev, found.st_ino


def _parts(values: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(values), _ASKED_AT_ONCE):
        yield values[start : start + _ASKED_AT_ONCE]


def _taken(error: IntegrityError) -> Exception:
    words = str(error)
    if "commands.command_id" in words:
        return CommandTakenError()
    return ClaimTakenError() if "claims.claim" in words else VersionTakenError()
