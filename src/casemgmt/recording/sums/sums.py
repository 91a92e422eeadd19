"""The sums of stories: read where one is right, made where a story was read whole.

A sum is sealed with the keys of everybody whose words may be in it, beside the very events
it is the sum of and the mark of the code that added them up. One byte of an event changed,
one key destroyed, one line of code written: it does not open, and the story is read from
the log. It is never a source of anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

import orjson

from casemgmt.domain.amendments import CommandCorrected
from casemgmt.domain.area import Area
from casemgmt.domain.vocabulary import Subject
from casemgmt.privacy.vault_port import Vault
from casemgmt.recording.codec import Codec
from casemgmt.recording.envelope import DAMAGED, as_id, instant, micros
from casemgmt.recording.past import Sum
from casemgmt.recording.plan import names_of_others
from casemgmt.recording.port import StoredEvent
from casemgmt.recording.story import Story
from casemgmt.recording.values import subject as to_subject

from .code import mark_of, packages
from .file import SealedSum, SumFile
from .reading import States
from .writing import UnwrittenError, used, written

MOST = 5_000
"""Events: a longer story is the store's own, and at hand as long as it is open."""
LARGEST = 1024 * 1024


@runtime_checkable
class KeptEvents(Protocol):
    """A log that says at one look what it keeps of a stream."""

    def as_kept(self, stream: UUID, until: int) -> tuple[int, bytes] | None:
        """Return the last version, and the names and states up to version *until*."""

    def read(self, stream: UUID, after: int = 0) -> Sequence[StoredEvent]:
        """Return the events of *stream* beyond version *after*, in their order."""


class Sums:
    """The sums of one store."""

    def __init__(
        self,
        file: SumFile,
        log: KeptEvents,
        vault: Vault,
        codec: Codec,
        areas: Sequence[Area[Any]],
    ) -> None:
        self._file = file
        self._log = log
        self._vault = vault
        self._codec = codec
        self._areas = tuple(areas)

    def of(self, stream: UUID) -> Sum | None:
        """Return the sum of the first events of *stream*, None where none fits them."""
        kept = self._file.get(stream)
        told = None if kept is None else self._told(stream, kept.events)
        if kept is None or told is None:
            return None
        last, beside = told
        said = self._codec.sealer.unwrap(kept.sealed, kept.persons, beside)
        return None if said is None else self._read(kept.events, last, said)

    def keep(self, stream: UUID, story: Story) -> None:
        """Keep what *story*, which is that of *stream*, adds up to, if it is worth it."""
        made = story.summed() if story.count <= MOST else None
        told = None if made is None else self._told(stream, made.count)
        if made is None or told is None:
            return
        try:
            said = self._said(made)
        except (UnwrittenError, orjson.JSONEncodeError):
            return
        persons = (stream, *sorted(self._adults(stream, story) - {stream}))
        sealed = self._codec.sealer.wrap(said, persons, told[1])
        if sealed is not None and len(sealed) <= LARGEST:
            self._file.put(stream, SealedSum(made.count, persons, sealed))

    def forget(self, streams: Iterable[UUID]) -> None:
        """Leave nothing of *streams* where sums are kept.

        Raises:
            BusyError: somebody reads there; it is to be done again.

        """
        self._file.forget(streams)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _told(self, stream: UUID, count: int) -> tuple[int, bytes] | None:
        """Return the last version, and all that the sum of *count* events rests on."""
        mark = self._mark
        told = None if mark is None else self._log.as_kept(stream, count)
        return None if told is None or mark is None else (told[0], mark + told[1])

    def _adults(self, stream: UUID, story: Story) -> set[UUID]:
        """Return the keys of who else is named in *story*."""
        kinds: set[type] = {type(_said_in(entry.event)) for entry in story.entries}
        if not any(names_of_others(kind) for kind in kinds):
            return set()
        stored = self._log.read(stream)[: story.count]
        return {key for event in stored for _, key in self._codec.adults(event)}

    def _said(self, made: Sum) -> bytes:
        day, at, command = made.last
        states = {
            area: written(state, self._packages, self._stored_as)
            for area, state in made.states.items()
        }
        head = [
            [day.toordinal(), micros(at), command.hex],
            made.latest_day.toordinal(),
            micros(made.last_recorded),
            list(states),
            *used(states.values()),
        ]
        return b"\n".join(map(orjson.dumps, (head, *states.values())))

    def _stored_as(self, subject: Subject) -> str | None:
        stream = self._vault.find(subject)
        return None if stream is None else f"{subject.kind}:{stream.hex}"

    def _read(self, count: int, last_version: int, said: bytes) -> Sum | None:
        head, *states = said.split(b"\n")
        try:
            (day, at, command), latest, recorded, areas, kinds, names = orjson.loads(head)
            named = {name: to_subject(self._codec.known_as(name)) for name in names}
            return Sum(
                count=count,
                states=States(dict(zip(areas, states, strict=True)), kinds, named),
                last=(date.fromordinal(day), instant(at), as_id(command)),
                latest_day=date.fromordinal(latest),
                last_recorded=instant(recorded),
                is_behind=last_version > count,
            )
        except DAMAGED:  # a class that is there no more
            return None

    @cached_property
    def _mark(self) -> bytes | None:
        return mark_of(self._areas)

    @cached_property
    def _packages(self) -> frozenset[str]:
        return packages(self._areas)


def _said_in(event: Any) -> Any:
    return event.corrected if type(event) is CommandCorrected else event
