"""eventsourcing's own PostgreSQL recorder, with what a log of ours needs beside it.

Ours are the command ids, claims and mentions stored in the same transaction, the links,
which the server makes because only it knows the event before, and that the whole append,
its COMMIT too, goes there in one go: the table is locked for no longer than the server
works, and an append is never sent twice by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import PersistenceError, ProgrammingError
from eventsourcing.persistence import StoredEvent as LibraryEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Connection, Cursor
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow
from psycopg.sql import Identifier

from casemgmt.recording.port import Append
from casemgmt.recording.proof import leaf

from .datastore import ServerDatastore

EVENTS = "events"
_UNDONE = (TransactionStatus.INERROR, TransactionStatus.INTRANS)
_INSERT_EVENTS = """
    INSERT INTO {schema}.events (originator_id, originator_version, topic, state, link)
    SELECT stream, version, name, state, link
    FROM (SELECT *, {schema}.chained(leaf) OVER (ORDER BY n) AS link
          FROM (SELECT 0 AS n, NULL AS stream, NULL AS version, NULL AS name,
                       NULL AS state, coalesce((SELECT link FROM {schema}.events
                           ORDER BY notification_id DESC LIMIT 1), '') AS leaf
                UNION ALL
                SELECT n, stream, version, name, state, leaf
                FROM unnest(%b::uuid[], %b::bigint[], %b::text[], %b::bytea[], %b::bytea[])
                     WITH ORDINALITY AS given(stream, version, name, state, leaf, n)
               ) AS told) AS linked
    WHERE n > 0 ORDER BY n RETURNING notification_id"""
_INSERT_COMMANDS = (
    "INSERT INTO {schema}.commands"
    " SELECT * FROM unnest(%b::uuid[], %b::uuid[], %b::bigint[])"
)
_INSERT_MENTIONS = (
    "INSERT INTO {schema}.mentions"
    " SELECT * FROM unnest(%b::uuid[], %b::text[], %b::uuid[]) ON CONFLICT DO NOTHING"
)
_RELEASE = "DELETE FROM {schema}.claims WHERE command_id = %b"
_CLAIM = "INSERT INTO {schema}.claims VALUES (%b, %b, %b)"
_RECLAIM = f"{_CLAIM} ON CONFLICT DO NOTHING"


class ReplyLostError(PersistenceError):
    """The append was sent, and no answer came: it may be there or not."""


class SerialRecorder(PostgresApplicationRecorder):
    """The library's recorder: one append after the other, under its table lock."""

    datastore: ServerDatastore

    def __init__(self, datastore: ServerDatastore) -> None:
        if datastore.enable_db_functions:
            msg = "ENABLE_DB_FUNCTIONS appends without the lock: readers would skip events"
            raise ProgrammingError(msg)
        super().__init__(datastore, events_table_name=EVENTS)
        self.sql_create_statements = []  # casemgmt migrate makes the tables
        self._statements: dict[str, bytes] = {}

    def insert_events(
        self,
        stored_events: Sequence[LibraryEvent],
        *,
        appends: Sequence[Append] = (),
        **_: Any,
    ) -> Sequence[int] | None:
        """Store the events and what goes with them, and return their positions.

        Raises:
            IntegrityError: something of it is taken; nothing was stored.
            ReplyLostError: nobody knows.
            PersistenceError: nothing was stored.

        """
        if not stored_events:
            return None
        with self.datastore.get_connection() as connection:
            try:
                return self._sent(connection, stored_events, appends)
            except psycopg.Error as error:
                if connection.info.transaction_status in _UNDONE:
                    raise  # the server said no, and COMMIT was passed over
                raise ReplyLostError from error

    def statement(self, words: str) -> bytes:
        """Return *words* of SQL with the schema in them."""
        known = self._statements.get(words)
        if known is None:
            schema = Identifier(self.datastore.schema).as_string()
            known = words.replace("{schema}", schema).encode()
            self._statements[words] = known
        return known

    def _sent(
        self,
        connection: Connection[DictRow],
        events: Sequence[LibraryEvent],
        appends: Sequence[Append],
    ) -> list[int]:
        stored, last = connection.cursor(), connection.cursor()
        with connection.pipeline() as pipeline, connection.cursor() as cursor:
            cursor.execute(b"BEGIN")
            self._lock_table(cursor)
            self._notify_channel(cursor)
            stored.execute(self.statement(_INSERT_EVENTS), _columns(events))
            self._insert_beside(cursor, appends)
            last.execute(b"COMMIT")
            pipeline.sync()
            positions = [row["notification_id"] for row in stored.fetchall()]
        if last.statusmessage != "COMMIT" or len(positions) != len(events):
            msg = f"the append ended with {last.statusmessage}"
            raise psycopg.OperationalError(msg)
        return positions

    def _insert_beside(self, cursor: Cursor[DictRow], appends: Sequence[Append]) -> None:
        commands = [
            (a.command_id, a.event.stream, a.event.version)
            for a in appends
            if a.command_id is not None
        ]
        if commands:
            cursor.execute(self.statement(_INSERT_COMMANDS), _turned(commands))
        mentions = [(s, kind, a.event.stream) for a in appends for s, kind in a.mentions]
        if mentions:
            cursor.execute(self.statement(_INSERT_MENTIONS), _turned(mentions))
        for words, values in _claims(appends):
            cursor.execute(self.statement(words), values)


def _claims(appends: Sequence[Append]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield what settles the claims, append by append: one may free what the next takes."""
    for append in appends:
        if append.releases is not None:
            yield _RELEASE, (append.releases,)
        for claim in append.claims:
            yield _CLAIM, (claim, append.event.stream, append.command_id)
        for claim, holder in append.reclaims:
            yield _RECLAIM, (claim, holder.stream, holder.command_id)


def _columns(events: Sequence[LibraryEvent]) -> list[list[Any]]:
    return _turned([_row(_uuid(e.originator_id), e) for e in events])


def _row(stream: UUID, event: LibraryEvent) -> tuple[Any, ...]:
    version, name, state = event.originator_version, event.topic, event.state
    return stream, version, name, state, leaf(stream.hex, version, name, state)


def _turned(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _uuid(stream: UUID | str) -> UUID:
    return stream if isinstance(stream, UUID) else UUID(stream)
