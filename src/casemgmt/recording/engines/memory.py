"""The log in memory: for tests and for trying things out. The same promises, no files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from threading import RLock
from uuid import UUID, uuid4

from attrs import evolve

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

from .leases import ThreadLeases


class MemoryLog:
    """An ``EventLog`` that ends with the process."""

    def __init__(self) -> None:
        self.epoch = uuid4().hex
        self._lock = RLock()
        self._events: list[StoredEvent] = []
        self._streams: defaultdict[UUID, list[StoredEvent]] = defaultdict(list)
        self._commands: dict[UUID, StoredEvent] = {}
        self._claims: dict[bytes, Holder] = {}
        self._mentions: set[tuple[UUID, str, UUID]] = set()
        self._leases = ThreadLeases()

    def append(self, batch: Sequence[Append]) -> list[int]:
        """Store *batch* whole and return the positions, in its order."""
        with self._lock:
            self._check(batch)
            return [self._store(append) for append in batch]

    def _check(self, batch: Sequence[Append]) -> None:
        ids = [a.command_id for a in batch if a.command_id is not None]
        if len(set(ids)) < len(ids) or any(i in self._commands for i in ids):
            raise CommandTakenError
        expected: dict[UUID, int] = {}
        for append in batch:
            stream = append.event.stream
            expected[stream] = expected.get(stream, len(self._streams[stream])) + 1
            if append.event.version != expected[stream]:
                raise VersionTakenError
        if any(a.claims for a in batch):
            self._settled(batch)

    def _settled(self, batch: Sequence[Append]) -> dict[bytes, Holder]:
        """Return the claims after *batch*, one append after the other."""
        held = dict(self._claims)
        for append in batch:
            if append.releases is not None:
                held = {c: h for c, h in held.items() if h.command_id != append.releases}
            for claim in append.claims:
                if claim in held or append.command_id is None:
                    raise ClaimTakenError
                held[claim] = Holder(append.event.stream, append.command_id)
            for claim, holder in append.reclaims:
                held.setdefault(claim, holder)
        return held

    def _store(self, append: Append) -> int:
        event = evolve(append.event, position=len(self._events) + 1)
        self._events.append(event)
        self._streams[event.stream].append(event)
        if append.command_id is not None:
            self._commands[append.command_id] = event
        if append.claims or append.releases or append.reclaims:
            self._claims = self._settled([append])
        self._mentions |= {(s, kind, event.stream) for s, kind in append.mentions}
        return event.position

    def read(self, stream: UUID, after: int = 0) -> list[StoredEvent]:
        """Return the events of *stream* beyond version *after*, in their order."""
        return self._streams[stream][after:] if stream in self._streams else []

    def scan(self, after: int, limit: int) -> list[StoredEvent]:
        """Return the next events beyond position *after*."""
        return self._events[after : after + limit]

    def bucket(
        self, bucket: Bucket, until: int, names: Collection[str] | None = None
    ) -> list[StoredEvent]:
        """Return the events of a bucket up to position *until*, in the order of the log."""
        return [
            event
            for event in self._events[:until]
            if event.stream in bucket and (names is None or event.name in names)
        ]

    def head(self) -> int:
        """Return the position of the last event, 0 when there is none."""
        return len(self._events)

    def outcome(self, command_ids: Collection[UUID]) -> dict[UUID, StoredEvent]:
        """Return the event of each of these commands that was recorded."""
        return {i: self._commands[i] for i in command_ids if i in self._commands}

    def unled(self) -> list[int]:
        """Return the places of events that are not the first of their command."""
        led = {event.position for event in self._commands.values()}
        return [event.position for event in self._events if event.position not in led]

    def holders(self, claims: Collection[bytes]) -> dict[bytes, Holder]:
        """Return who holds each of *claims* that is held."""
        return {c: self._claims[c] for c in claims if c in self._claims}

    def held(self, command_ids: Collection[UUID]) -> dict[UUID, list[bytes]]:
        """Return the claims of each of these commands that holds any."""
        asked, found = set(command_ids), defaultdict[UUID, list[bytes]](list)
        for claim, holder in self._claims.items():
            if holder.command_id in asked:
                found[holder.command_id].append(claim)
        return dict(found)

    def mentioned(self, subject: UUID, kind: str) -> list[UUID]:
        """Return the streams that speak of *subject* as *kind*."""
        return [stream for s, k, stream in self._mentions if s == subject and k == kind]

    def mentions(self, stream: UUID, kind: str) -> list[UUID]:
        """Return the subjects that *stream* speaks of as *kind*."""
        return [s for s, k, told_in in self._mentions if told_in == stream and k == kind]

    def changed(self, after: int) -> list[UUID]:
        """Return the streams with events beyond position *after*."""
        return list(dict.fromkeys(e.stream for e in self._events[after:]))

    def forget(self, streams: Collection[UUID]) -> None:
        """Let go of the claims of *streams*, and of what they said to have."""
        with self._lock:
            held = self._claims.items()
            self._claims = {c: h for c, h in held if h.stream not in streams}
            self._mentions = {m for m in self._mentions if not _is_said(m, streams)}

    def unfit(self) -> list[str]:
        """Return nothing: memory keeps what it is given."""
        return []

    @contextmanager
    def snapshot(self) -> Iterator[EventLog]:
        """Return the log as it stands at one moment: a copy, whatever is written after."""
        still = MemoryLog()
        with self._lock:
            still.epoch = self.epoch
            still._events = list(self._events)
            still._streams.update({s: list(told) for s, told in self._streams.items()})
            still._commands = dict(self._commands)
            still._claims = dict(self._claims)
            still._mentions = set(self._mentions)
        yield still

    def lease(self, name: str) -> AbstractContextManager[Held]:
        """Hold *name*, which one thread at a time may hold."""
        return self._leases.lease(name)

    def close(self) -> None:
        """Do nothing: it ends with the process."""


def _is_said(mention: tuple[UUID, str, UUID], streams: Collection[UUID]) -> bool:
    """Whether one of *streams* says so to have something."""
    return mention[1] == CLAIM and mention[2] in streams
