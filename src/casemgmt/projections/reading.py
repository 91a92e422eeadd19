"""What an adapter is given of a log: subjects by their random ids, what is personal closed.

One subject has one id in everything an adapter keeps, also where another's story names it:
it can be forgotten when nobody knows its reference any more. What an adapter does not read
is left out before it is decoded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from copy import copy
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import Any
from uuid import UUID

import orjson
from attrs import fields

from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import UnknownEventError
from casemgmt.privacy.vault_port import Vault
from casemgmt.recorded import RecordedEvent, event_id
from casemgmt.recording.codec import Codec, as_forgotten, by_stored_id, withheld
from casemgmt.recording.decoders import Decode
from casemgmt.recording.envelope import DAMAGED, entry_of, kind_of
from casemgmt.recording.payloads import UPCASTERS
from casemgmt.recording.plan import Change
from casemgmt.recording.port import Bucket, EventLog, GivesRows, Row, StoredEvent
from casemgmt.recording.value_readers import UnusualError

from .ledger import OWN

REFERENCE = "reference"
"""Among the granted fields: adapters may know how senders call the subjects."""
IMPERSONAL = frozenset({"centre", "agreement"})
"""Kinds of subjects that are nobody: how senders call them is never personal."""
_SUBJECTS_KEPT = 65_536
_AT_ONCE = 256
_Whose = tuple[Subject, Subject | None, Change]
OfRow = Callable[[Row], StoredEvent]
"""Makes an event of what lies in an engine."""


def pages(
    log: EventLog, bucket: Bucket, until: int, names: Collection[str] | None
) -> tuple[Iterator[Sequence[Row]], OfRow]:
    """Return the events of a bucket as they lie, and what makes events of them."""
    if isinstance(log, GivesRows):
        return log.bucket_rows(bucket, until, names), log.of_row
    rows = map(_as_row, log.bucket(bucket, until, names))
    return iter(lambda: [*islice(rows, _AT_ONCE)], []), _of_row


class Reading:
    """Reads stored events for one adapter.

    Args:
        codec: Reads what is stored.
        vault: Knows the references.
        granted: The personal fields the adapter is given.
        names: The stored names it reads; all but what the store tells of read models
            themselves, if None.
        bucket: The stories it reads; all of them, if None.

    """

    def __init__(
        self,
        codec: Codec,
        vault: Vault,
        granted: Collection[str] = (),
        names: Collection[str] | None = None,
        bucket: Bucket | None = None,
    ) -> None:
        self._bucket = bucket
        self._codec = codec
        self._vault = vault
        self._granted = frozenset(granted)
        self._names = None if names is None else frozenset(names)
        self._subjects: dict[int, Subject] = {}
        self._decoders: dict[str, Decode] = {}

    def reads(self, stored: StoredEvent) -> bool:
        """Whether the adapter may read *stored*; an old shape is looked at more closely."""
        if self._bucket is not None and stored.stream not in self._bucket:
            return False
        if self._names is None:
            return stored.name not in OWN
        return stored.name in self._names or stored.name in UPCASTERS

    @property
    def names(self) -> frozenset[str] | None:
        """The names under which the log may hold what the adapter reads; any, if None."""
        return None if self._names is None else self._names | UPCASTERS.keys()

    def within(self, bucket: Bucket) -> Reading:
        """Return what reads the stories of *bucket* alone, in the same way."""
        found = copy(self)
        found._bucket = bucket  # noqa: SLF001 - one of ours
        return found

    def given(self, page: Iterable[StoredEvent]) -> tuple[RecordedEvent, ...]:
        """Return what the adapter reads of *page*; nothing else is decoded."""
        return tuple(self._now_read(self.events(filter(self.reads, page))))

    def in_rows(self, rows: Iterable[Row], of_row: OfRow) -> Iterator[RecordedEvent]:
        """Yield what the adapter reads of *rows*, which hold none but its *names*."""
        if self._names is None:
            rows = (row for row in rows if row[_NAME] not in OWN)
        return self._now_read(self._told(rows, of_row))

    def _now_read(self, told: Iterator[RecordedEvent]) -> Iterator[RecordedEvent]:
        return filter(self._is_now_read, told) if UPCASTERS else told

    def event(self, stored: StoredEvent) -> RecordedEvent:
        """Return *stored* as an adapter reads it."""
        return next(self.events((stored,)))

    def events(self, page: Iterable[StoredEvent]) -> Iterator[RecordedEvent]:
        """Yield each of *page* as an adapter reads it.

        What happened is read at once; who told it, when and on which day, when it is asked.
        """
        return self._told(map(_as_row, page), _of_row)

    def _told(self, rows: Iterable[Row], of_row: OfRow) -> Iterator[RecordedEvent]:
        later, erased = partial(self._later, of_row), self._vault.erased()
        whose: dict[Any, _Whose] = {}
        of, decoder = whose.get, self._decoders.get
        for row in rows:
            made = _new(_Draft)
            made._later, made._stored = later, row  # noqa: SLF001 - one of ours
            made.position, stream, version, name, state = row
            made.version = version if type(version) is int else of_row(row).version
            made.name = name if type(name) is str else of_row(row).name
            found = of(stream)
            if found is None:
                found = whose[stream] = self._whose(of_row(row), erased)
            made.subject, made.reference, shut = found
            try:
                decode = decoder(name) or self._decoder(name)
                made.event = decode(_loads(state)["d"], shut, by_stored_id, "")
            except Exception:  # noqa: BLE001 - whatever it is, the codec judges it
                self._judge(made, of_row(row), forgotten=shut is as_forgotten)
            made.__class__ = RecordedEvent
            yield made

    def _judge(self, made: Any, stored: StoredEvent, *, forgotten: bool) -> None:
        """Read what happened as the codec reads it, if it can be read."""
        with suppress(UnknownEventError, *DAMAGED):  # it says what stands there, if asked
            data = _loads(stored.state)["d"]
            made.event = self._codec.told(stored, data, self._granted, forgotten=forgotten)

    def _decoder(self, name: str) -> Decode:
        decode = self._decoders[name] = self._codec.payloads.decoder(name)
        return decode

    def _whose(self, stored: StoredEvent, erased: Collection[UUID]) -> _Whose:
        """Return whose story an event is of, as others call them, and what shuts it."""
        subject = self._subjects.get(stored.stream.int) or self._subject(stored)
        shut = _ask_the_codec if self._granted else withheld
        if stored.stream in erased:
            shut = as_forgotten
        return subject, self._reference(subject, stored.stream, erased), shut

    def _later(
        self,
        of_row: OfRow,
        told: RecordedEvent,
        name: str,
        row: Row,
    ) -> None:
        """Read what *told* was asked for: its own id, or everything else."""
        if name == "id":
            _set(told, "id", event_id(told.command_id))
            return
        entry = self._entry(told, of_row(row))
        read = RecordedEvent.of(entry, told.subject, told.reference)
        for field in _FIELDS:
            _set(told, field, getattr(read, field))

    def _entry(self, told: RecordedEvent, stored: StoredEvent) -> Entry:
        try:
            return entry_of(stored, _loads(stored.state), _as_read(told, "event"))
        except DAMAGED:
            return self._codec.entry(stored, opened=self._granted, by_id=True)

    def _is_now_read(self, told: RecordedEvent) -> bool:
        """Whether it is read by the name of the newest shape it was turned into."""
        if self._names is None or told.name in self._names:
            return True
        return self._codec.registry.names.get(type(told.event)) in self._names

    def _subject(self, stored: StoredEvent) -> Subject:
        if len(self._subjects) >= _SUBJECTS_KEPT:
            self._subjects.clear()
        known = Subject(kind_of(stored), str(stored.stream))
        self._subjects[stored.stream.int] = known
        return known

    def _reference(
        self, subject: Subject, stream: UUID, erased: Collection[UUID]
    ) -> Subject | None:
        """Return how the sender calls *subject*; looked for at once, not when asked."""
        if subject.kind not in IMPERSONAL and REFERENCE not in self._granted:
            return None
        return None if stream in erased else self._vault.reference(stream)


def _of_row(row: Row) -> StoredEvent:
    """Return the event of which *row* was made."""
    position, stream, version, name, state = row
    return StoredEvent(UUID(int=stream), version, name, state, position)


def _ask_the_codec(_: Any, __: str) -> Any:
    """Leave what may be granted to the codec, which knows whose it is."""
    raise UnusualError


class _Draft(RecordedEvent):
    """One that is filled before it is closed."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


_new: Any = object.__new__
_set: Any = object.__setattr__
_as_read: Any = object.__getattribute__
_loads = orjson.loads
_as_row: Callable[[StoredEvent], Row] = attrgetter(
    "position", "stream.int", "version", "name", "state"
)
_NAME = 3
_FIELDS = tuple(f.name for f in fields(RecordedEvent) if f.name != "id")
