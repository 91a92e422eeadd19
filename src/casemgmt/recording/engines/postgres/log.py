"""The log in a PostgreSQL database, on eventsourcing's own recorder.

No event row is ever deleted. Positions are given under a lock on the table, so that their
order is the order of commits and no reader passes over one that comes later. An append
whose reply was lost is looked for behind that same lock, when whoever sent it has ended: it
is there whole, or it is not and never will be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import copy
from functools import partial
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError, PersistenceError
from eventsourcing.persistence import StoredEvent as LibraryEvent
from psycopg.rows import tuple_row

from casemgmt.errors import BusyError, OutcomeUnknownError
from casemgmt.locale.reasons import reason
from casemgmt.recording.envelope import command_of
from casemgmt.recording.port import (
    CLAIM,
    Append,
    Bucket,
    ClaimTakenError,
    CommandTakenError,
    EventLog,
    Held,
    Holder,
    StoredEvent,
    VersionTakenError,
)

from .address import Address
from .datastore import LOCK_SECONDS, Question, ServerDatastore
from .leases import leased
from .recorder import ReplyLostError, SerialRecorder
from .server import in_one_line
from .tables import epoch, migrate

TRIES = 3
_EVENT = "originator_id, originator_version, topic, state, notification_id, link"
_READ = (
    f"SELECT {_EVENT} FROM {{schema}}.events WHERE originator_id = %b"
    " AND originator_version > %b ORDER BY originator_version"
)
_SCAN = (
    f"SELECT {_EVENT} FROM {{schema}}.events WHERE notification_id > %b"
    " ORDER BY notification_id LIMIT %b"
)
_BUCKET = (
    f"SELECT {_EVENT} FROM {{schema}}.events WHERE originator_id BETWEEN %b AND %b"
    " AND notification_id <= %b AND (%b::text[] IS NULL OR topic = ANY(%b::text[]))"
    " ORDER BY notification_id"
)
_HEAD = "SELECT coalesce(max(notification_id), 0) FROM {schema}.events"
_OUTCOME = (
    f"SELECT {_EVENT}, command_id FROM {{schema}}.commands JOIN {{schema}}.events"
    " ON (originator_id, originator_version) = (stream, version)"
    " WHERE command_id = ANY(%b)"
)
_UNLED = (
    "SELECT notification_id FROM {schema}.events LEFT JOIN {schema}.commands"
    " ON (stream, version) = (originator_id, originator_version) AND position(convert_to("
    "'\"c\":\"' || replace(command_id::text, '-', '') || '\"', 'UTF8') IN state) > 0"
    " WHERE command_id IS NULL ORDER BY notification_id"
)
_HELD = "SELECT command_id, claim FROM {schema}.claims WHERE command_id = ANY(%b)"
_LOST = {
    "commands": "SELECT count(*) FROM {schema}.commands LEFT JOIN {schema}.events"
    " ON (originator_id, originator_version) = (stream, version)"
    " WHERE notification_id IS NULL",
    "claims": "SELECT count(*) FROM {schema}.claims LEFT JOIN {schema}.commands c"
    " USING (command_id) WHERE c.command_id IS NULL",
}
_FREE = "DELETE FROM {schema}.claims WHERE command_id = ANY(%b)"
_UNSAID = "DELETE FROM {schema}.mentions WHERE stream = ANY(%b) AND kind = %b"
_HOLDERS = "SELECT claim, stream, command_id FROM {schema}.claims WHERE claim = ANY(%b)"
_MENTIONED = "SELECT stream FROM {schema}.mentions WHERE subject = %b AND kind = %b"
_MENTIONS = "SELECT subject FROM {schema}.mentions WHERE stream = %b AND kind = %b"
_CHANGED = "SELECT DISTINCT originator_id FROM {schema}.events WHERE notification_id > %b"
_MADE_BY = (
    "SELECT notification_id FROM {schema}.events WHERE notification_id >= ("
    "SELECT notification_id FROM {schema}.commands JOIN {schema}.events"
    " ON (originator_id, originator_version) = (stream, version)"
    " WHERE command_id = %b AND stream = %b AND version = %b AND state = %b)"
    " ORDER BY notification_id LIMIT %b"
)
_TAKEN: dict[str | None, type[Exception]] = {
    "commands_once": CommandTakenError,
    "claims_once": ClaimTakenError,
}


class PostgresLog:
    """An ``EventLog`` on a server; shared between threads, processes and machines."""

    def __init__(self, address: str, *, lock_seconds: int = LOCK_SECONDS) -> None:
        self._address = Address.read(address)
        self.epoch = epoch(self._address)
        self._datastore = ServerDatastore(self._address, lock_timeout=lock_seconds)
        self._ask: Question = self._datastore.rows
        self.recorder = SerialRecorder(self._datastore)

    @staticmethod
    def migrate(address: str) -> int:
        """Make or upgrade the tables at *address* and return their version."""
        return migrate(Address.read(address))

    def append(self, batch: Sequence[Append]) -> list[int]:
        """Store *batch* in one transaction and return the positions, in its order."""
        if not batch:
            return []
        own, events = _leading(batch), [_to_library(a.event) for a in batch]
        for _ in range(TRIES):
            try:
                return list(self.recorder.insert_events(events, appends=batch) or ())
            except IntegrityError as error:
                raise _taken(error) from None
            except ReplyLostError:
                there = self._settled(batch, own)
                if there:
                    return there
            except PersistenceError as error:
                raise self._busy("server.could-not-be-written", error) from None
        raise BusyError.because("server.lost-again", address=self._address.shown)

    def _settled(self, batch: Sequence[Append], own: UUID) -> list[int]:
        """Return where *batch* is whose reply was lost; nothing when it is not there.

        Raises:
            OutcomeUnknownError: it cannot be found out now.

        """
        first = batch[0].event
        values = (own, first.stream, first.version, first.state, len(batch))
        try:
            return [row[0] for row in self._behind_every_writer(_MADE_BY, values)]
        except BusyError:
            raise OutcomeUnknownError(own) from None

    def read(self, stream: UUID, after: int = 0) -> list[StoredEvent]:
        """Return the events of *stream* beyond version *after*, in their order."""
        return [StoredEvent(*row) for row in self._rows(_READ, (stream, after))]

    def scan(self, after: int, limit: int) -> list[StoredEvent]:
        """Return the next events beyond position *after*."""
        return [StoredEvent(*row) for row in self._rows(_SCAN, (after, limit))]

    def bucket(
        self, bucket: Bucket, until: int, names: Collection[str] | None = None
    ) -> Iterator[StoredEvent]:
        """Yield the events of a bucket up to position *until*, in the order of the log."""
        of = None if names is None else list(names)
        values = (bucket.first, bucket.last, until, of, of)
        with self._plainly():
            rows = self._datastore.streamed(self.recorder.statement(_BUCKET), values)
            for row in rows:
                yield StoredEvent(*row)

    def head(self) -> int:
        """Return the position of the last event, 0 when there is none."""
        return int(self._rows(_HEAD, ())[0][0])

    def outcome(self, command_ids: Collection[UUID]) -> dict[UUID, StoredEvent]:
        """Return the event of each of these commands that was recorded.

        What is not there at once is looked for again behind every writer: a command whose
        sender is gone may be just about to be there.
        """
        asked = list(command_ids)
        rows = self._rows(_OUTCOME, (asked,)) if asked else []
        if len(rows) < len(set(asked)):
            rows = self._behind_every_writer(_OUTCOME, (asked,))
        return {row[6]: StoredEvent(*row[:6]) for row in rows}

    def holders(self, claims: Collection[bytes]) -> dict[bytes, Holder]:
        """Return who holds each of *claims* that is held."""
        rows = self._rows(_HOLDERS, (list(claims),)) if claims else []
        return {claim: Holder(stream, command) for claim, stream, command in rows}

    def unled(self) -> list[int]:
        """Return the places of events that are not the first of their command."""
        return [row[0] for row in self._rows(_UNLED, ())]

    def held(self, command_ids: Collection[UUID]) -> dict[UUID, list[bytes]]:
        """Return the claims of each of these commands that holds any."""
        found: dict[UUID, list[bytes]] = {}
        for command_id, claim in self._rows(_HELD, (list(command_ids),)):
            found.setdefault(command_id, []).append(claim)
        return found

    def mentioned(self, subject: UUID, kind: str) -> list[UUID]:
        """Return the streams that speak of *subject* as *kind*."""
        return [row[0] for row in self._rows(_MENTIONED, (subject, kind))]

    def mentions(self, stream: UUID, kind: str) -> list[UUID]:
        """Return the subjects that *stream* speaks of as *kind*."""
        return [row[0] for row in self._rows(_MENTIONS, (stream, kind))]

    def changed(self, after: int) -> list[UUID]:
        """Return the streams with events beyond position *after*."""
        return [row[0] for row in self._rows(_CHANGED, (after,))]

    def forget(self, streams: Collection[UUID]) -> None:
        """Let go of the claims of *streams*, and of what they said to have.

        What was deleted leaves the server's files when it next cleans up (``VACUUM``).
        """
        told = (command_of(event) for stream in streams for event in self.read(stream))
        own = [command for command in told if command is not None]
        with self._plainly(), self._datastore.transaction(commit=True) as cursor:
            cursor.execute(self.recorder.statement(_FREE), (own,))
            cursor.execute(self.recorder.statement(_UNSAID), (list(streams), CLAIM))

    def unfit(self) -> list[str]:
        """Return in words what does not fit in how the engine keeps the log."""
        lost = {table: self._rows(words, ())[0][0] for table, words in _LOST.items()}
        return [f"{t} of events that are not there: {n}" for t, n in lost.items() if n]

    @contextmanager
    def snapshot(self) -> Iterator[EventLog]:
        """Return the log as it stands at one moment, to be read while others write."""
        with ExitStack() as reading:
            view = copy(self)
            with self._plainly():
                moment = self._datastore.at_one_moment()
                view._ask = reading.enter_context(moment)  # noqa: SLF001 - its own kind
            yield view

    def lease(self, name: str) -> AbstractContextManager[Held]:
        """Hold *name*, which one at a time may hold, on whatever machine."""
        return leased(self._address, name)

    def close(self) -> None:
        """Let go of every connection."""
        self._datastore.close()

    def _rows(self, words: str, values: Sequence[Any]) -> list[Any]:
        with self._plainly():
            return self._ask(self.recorder.statement(words), values)

    def _behind_every_writer(self, words: str, values: Sequence[Any]) -> list[Any]:
        """Return what is found when every append that was under way has ended."""
        with self._plainly():
            return self._datastore.again(partial(self._locked, words, values))

    def _locked(self, words: str, values: Sequence[Any]) -> list[Any]:
        with self._datastore.transaction(commit=False) as cursor:
            self.recorder._lock_table(cursor)  # noqa: SLF001 - the library's own lock
            with cursor.connection.cursor(binary=True, row_factory=tuple_row) as asking:
                return asking.execute(self.recorder.statement(words), values).fetchall()

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Say in one line what the server and the library say in many ways."""
        try:
            yield
        except PersistenceError as error:
            raise self._busy("server.could-not-be-read", error) from None

    def _busy(self, code: str, error: Exception) -> BusyError:
        why = reason(in_one_line(error.__cause__ or error))
        return BusyError.because(code, address=self._address.shown, why=why)


def _leading(batch: Sequence[Append]) -> UUID:
    own = batch[0].command_id
    if own is None:
        msg = "a batch begins with a command"
        raise ValueError(msg)
    return own


def _to_library(event: StoredEvent) -> LibraryEvent:
    return LibraryEvent(event.stream, event.version, event.name, event.state)


def _taken(error: IntegrityError) -> Exception:
    diagnosis = getattr(error.__cause__, "diag", None)
    return _TAKEN.get(getattr(diagnosis, "constraint_name", None), VersionTakenError)()
