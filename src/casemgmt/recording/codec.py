"""Events to the bytes of a log and back: what is personal sealed, subjects by their ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any, Protocol
from uuid import UUID

import orjson

from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.told import Entry
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import UnknownEventError
from casemgmt.privacy.sealing import Place, Sealer

from .adults import WHOSE, as_named, called, is_of_another, key_of
from .closed import FORGOTTEN, WITHHELD, left
from .decoders import read_by
from .drafts import maker
from .envelope import (
    DAMAGED,
    Envelope,
    Unreadable,
    encoded,
    entry_of,
    head_of,
    placeholder,
)
from .payloads import Payloads
from .plan import Change, Name, names_of_others, personal_names, plan_of
from .port import StoredEvent
from .registry import Registry

Opened = bool | Collection[str]
"""All that is personal, nothing of it, or the fields that are so called."""
REASON = "reason"
"""Why something was corrected: it may say anything of anybody."""
_NOBODY: Mapping[bytes, UUID] = {}


class Names(Protocol):
    """Which reference stands for which random id."""

    def reference(self, subject: UUID) -> Subject | None:
        """Return how *subject* is known outside; None once it is erased."""


class Codec:
    """Seals what payloads hold of persons, and opens it again.

    Subjects named inside data are stored as random ids; they read as the references others
    know, or as the ids themselves when *by_id* is asked for.
    """

    def __init__(self, registry: Registry, sealer: Sealer, names: Names) -> None:
        self.registry = registry
        self.payloads = Payloads(registry)
        self._sealer = sealer
        self._names = names
        self._closing: dict[type, bool] = {}

    def personal_fields(self) -> frozenset[str]:
        """Return how the fields of all events are called that hold something personal."""
        kinds = set(self.registry.names) - {CommandCorrected}
        return frozenset({REASON}).union(*map(personal_names, kinds))

    def stored(
        self,
        envelope: Envelope,
        plain: dict[str, Any],
        ids: Mapping[Subject, UUID],
        adults: Mapping[bytes, UUID] = _NOBODY,
    ) -> StoredEvent:
        """Return what the log stores: *plain* sealed, subjects by their random ids.

        Args:
            envelope: What stands beside it.
            plain: What happened, in the clear.
            ids: The random id of each subject that is named.
            adults: Whose key the name of somebody else is sealed with, by that name.

        """
        entry = envelope.entry
        kind = type(entry.event)
        closes = self._closing.get(kind)
        if self._closes(kind) if closes is None else closes:
            plain = self._closed(envelope, plain, ids, adults)
        state = head_of(envelope)
        state["d"] = plain
        made: StoredEvent = _stored(
            envelope.stream, entry.version, entry.name, encoded(state), 0, None
        )
        return made

    def _closed(
        self,
        envelope: Envelope,
        plain: dict[str, Any],
        ids: Mapping[Subject, UUID],
        adults: Mapping[bytes, UUID],
    ) -> dict[str, Any]:
        entry, stream = envelope.entry, envelope.stream
        seal: Change = self._sealer.sealing(Place(stream, stream, entry.version))
        if adults:
            seal = self._of_each(seal, envelope, adults)

        def name(reference: str) -> str:
            subject = Subject.of(reference)
            return f"{subject.kind}:{ids[subject].hex}"

        return self._walked(type(entry.event), plain, seal, name)

    def _of_each(
        self, own: Change, envelope: Envelope, adults: Mapping[bytes, UUID]
    ) -> Change:
        """Return what seals the names of *adults* with their keys, the rest with *own*."""
        entry, stream = envelope.entry, envelope.stream
        told = entry.event
        kind: type = type(told.corrected if type(told) is CommandCorrected else told)
        others = names_of_others(kind)

        def seal(value: Any, at: str) -> Any:
            if not is_of_another(at, others):
                return own(value, at)
            whose = adults[as_named(value)]
            place = Place(whose, stream, entry.version)
            return self._sealer.seal(value, place, at) | {WHOSE: whose.hex}

        return seal

    def _closes(self, kind: type) -> bool:
        """Whether such an event holds anything personal, or names a subject."""
        closes = kind is CommandCorrected or not plan_of(kind).empty
        self._closing[kind] = closes
        return closes

    def entry(
        self, stored: StoredEvent, *, opened: Opened = True, by_id: bool = False
    ) -> Entry:
        """Return what was stored; an event that cannot be read becomes a placeholder."""
        state: Any = None
        try:
            state = orjson.loads(stored.state)
            event = self._read(stored, state["d"], opened=opened, by_id=by_id)
            return entry_of(stored, state, event)
        except UnknownEventError as error:
            foreign = self._is_foreign(stored, state)
            return placeholder(stored, Unreadable(stored.name, str(error), foreign))
        except DAMAGED:
            return placeholder(stored, Unreadable(stored.name, "its bytes were damaged"))

    def told(
        self,
        stored: StoredEvent,
        data: Any,
        opened: Collection[str],
        *,
        forgotten: bool = False,
    ) -> Any:
        """Return what happened alone, as *data* say it, and subjects by their ids.

        It is closed but for what is *opened*; of one who was erased, it is all forgotten.

        Raises:
            UnknownEventError: no installed area declares it, or the shape does not fit.
            Exception: one of ``DAMAGED``, where the data are not what was written.

        """
        if forgotten:
            return self._read_with(stored, data, as_forgotten, by_stored_id)
        open_ = self._opener(stored, opened) if opened else withheld
        return self._read_with(stored, data, open_, by_stored_id)

    def personal(self, stored: StoredEvent) -> list[tuple[str, UUID, Any]]:
        """Return what is sealed in *stored* and still opens: field, whose, and what.

        Nothing of an event that cannot be read.
        """
        kind = self.registry.events.get(stored.name)
        if kind is None:
            return []
        found: list[tuple[str, UUID, Any]] = []
        opener = self._opener(stored, opened=True)

        def note(sealed: Any, at: str) -> Any:
            value = opener(sealed, at)
            if not (type(value) is dict and value.get("forgotten") is True):
                found.append((at, key_of(sealed, stored.stream), value))
            return sealed

        with suppress(*DAMAGED):
            self._walked(kind, orjson.loads(stored.state)["d"], note, str)
        return found

    def adults(self, stored: StoredEvent) -> list[tuple[str, UUID]]:
        """Return who else is named in *stored*: what they are called, and whose key it is.

        Also those who were erased; nobody of an event that cannot be read.
        """
        kind = self.registry.events.get(stored.name)
        if kind is None or not (kind is CommandCorrected or names_of_others(kind)):
            return []
        found: list[tuple[str, UUID]] = []
        with suppress(*DAMAGED):
            data = orjson.loads(stored.state)["d"]
            told = self.registry.events[data["name"]] if kind is CommandCorrected else kind
            others = names_of_others(told)

            def note(sealed: Any, at: str) -> Any:
                if is_of_another(at, others):
                    found.append((called(at, data), key_of(sealed, stored.stream)))
                return sealed

            if others:
                self._walked(kind, data, note, str)
        return found

    @property
    def sealer(self) -> Sealer:
        """What seals and opens personal values."""
        return self._sealer

    def forget(self, persons: Iterable[UUID]) -> None:
        """Let go of the keys of *persons* that are kept in memory."""
        for person in persons:
            self._sealer.forget(person)

    def _is_foreign(self, stored: StoredEvent, state: Any) -> bool:
        """Whether it is of an area that is not installed, or corrects an event of one."""
        if self.registry.events.get(stored.name) is not CommandCorrected:
            return self.registry.is_foreign(stored.name)
        said = state["d"].get("name")
        unknown = isinstance(said, str) and said not in self.registry.events
        return unknown and self.registry.is_foreign(said)

    def _read(self, stored: StoredEvent, data: Any, *, opened: Opened, by_id: bool) -> Any:
        open_ = self._opener(stored, opened) if opened else withheld
        return self._read_with(
            stored, data, open_, by_stored_id if by_id else self.known_as
        )

    def _read_with(self, stored: StoredEvent, data: Any, open_: Change, name: Name) -> Any:
        read = read_by(self.payloads.decoder(stored.name), data, open_, name)
        if read is not None:
            return read
        kind = self.registry.events.get(stored.name)
        clear = data if kind is None else self._walked(kind, data, open_, name)
        return self.payloads.judged(stored.name, clear)

    def _opener(self, stored: StoredEvent, opened: Opened) -> Change:
        def open_(sealed: Any, at: str) -> Any:
            if not _is_open(at, opened):
                return withheld(sealed, at)
            whose = key_of(sealed, stored.stream)
            place = Place(whose, stored.stream, stored.version)
            value = self._sealer.open(sealed, place, at)
            return as_forgotten(sealed, at) if value == FORGOTTEN else value

        return open_

    def _walked(
        self,
        kind: type,
        data: dict[str, Any],
        seal: Callable[[Any, str], Any],
        name: Callable[[str], str],
    ) -> dict[str, Any]:
        """Return *data* with its personal values and subjects changed, corrections too."""
        if kind is not CommandCorrected:
            return plan_of(kind).walk(data, seal, name)
        changed = data | {REASON: seal(data[REASON], REASON)}
        corrected = self.registry.events.get(data["name"])
        if corrected is not None:
            changed["data"] = plan_of(corrected).walk(data["data"], seal, name, "data.")
        return changed

    def known_as(self, stored: str) -> str:
        """Return how others know the subject that is stored by its random id."""
        kind, _, hex_ = stored.partition(":")
        known = self._names.reference(UUID(hex_))
        return str(known) if known else f"{kind}:erased-{hex_[:8]}"


_stored = maker(StoredEvent)


def by_stored_id(stored: str) -> str:
    """Return a stored subject as UUIDs are written, which SQL takes as such."""
    kind, _, of = stored.partition(":")
    return f"{kind}:{of[:8]}-{of[8:12]}-{of[12:16]}-{of[16:20]}-{of[20:]}"


def _is_open(at: str, opened: Opened) -> bool:
    """Whether the field *at* the end of its path is to be opened."""
    return opened if isinstance(opened, bool) else at.rpartition(".")[2] in opened


def withheld(sealed: Any, _: str) -> Any:
    """Keep a personal value closed."""
    return WITHHELD | left(sealed)


def as_forgotten(sealed: Any, _: str) -> Any:
    """Say of a personal value that it is forgotten."""
    return FORGOTTEN | left(sealed)
