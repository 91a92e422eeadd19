"""An adapter in a process of its own: whatever it does, recording goes on.

It is given the events a runner gives it, with no personal field but those that were
granted; it has neither the store nor its keys, and none of our variables. It may hang,
raise, exit, print without end, eat memory: that ends as an error of ours, and it is started
again when it is next asked. It is a process, no prison: it runs as the same user.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import MissingExtraError
from casemgmt.limited.limiting import Limits

from .adapter import API_VERSION, Batch, Position, found
from .room import Room
from .wire import batch_out, position_in, seen_in


class Isolated:
    """The installed adapter *name* at *address*, itself an adapter.

    It has ``events``, ``fields``, ``seen``, ``settle``, ``beside`` and ``take_over`` where
    that adapter has them. A rebuild in parts is not passed on: what it pickles would come
    into this process.

    Args:
        name: Under which name it is installed.
        address: Where it keeps its read model; only its process is told.
        limits: What it may use.

    Raises:
        MissingExtraError: no adapter of this name is installed.
        AdapterStoppedError: its process came to no answer.
        AdapterFailedError: it cannot be made, or speaks another version of the protocol.

    """

    api_version: ClassVar[int] = API_VERSION
    events: frozenset[str]
    fields: frozenset[str]
    seen: Callable[[], Mapping[str, int]]
    beside: Callable[[], Isolated]
    take_over: Callable[[], None]
    settle: Callable[[], None]

    def __init__(self, name: str, address: str, limits: Limits | None = None) -> None:
        if name not in {ep.name for ep in found()}:
            raise MissingExtraError.because("extra.no-adapter", name=name)
        self.installed_as, self.address = name, address
        self._be(Room(name, address, limits or Limits()), 0)

    @property
    def limited(self) -> bool:
        """Whether the system keeps the limit of memory; the others it keeps everywhere."""
        return self._room.limited

    def position(self) -> Position | None:
        """Return the position kept with the rows."""
        return self._room.read(position_in, self._number, "position")

    def project(self, batch: Batch) -> None:
        """Have *batch* projected."""
        self._room.ask(self._number, "project", batch=batch_out(batch))
        if batch.events:
            self._room.took_events()

    def forget(self, subject: Subject) -> None:
        """Have every trace of *subject* removed."""
        self._room.ask(self._number, "forget", subject=str(subject))

    def close(self) -> None:
        """Let go of the adapter; its process ends with the first one made in it."""
        self._room.close(self._number)

    def _be(self, room: Room, number: int) -> None:
        """Be the adapter *number* in *room*, with what it says of itself."""
        self._room, self._number = room, number
        for name, words in room.declared.items():
            setattr(self, name, frozenset(words))
        further: dict[str, Callable[[], Any]] = {
            "seen": lambda: room.read(seen_in, number, "seen"),
            "settle": lambda: room.ask(number, "settle"),
            "beside": self._built_beside,
            "take_over": lambda: room.ask(number, "take_over"),
        }
        for name in further.keys() & room.can:
            setattr(self, name, further[name])

    def _built_beside(self) -> Isolated:
        made = Isolated.__new__(Isolated)
        made.installed_as, made.address = self.installed_as, self.address
        made._be(self._room, self._room.built_beside(self._number))  # noqa: SLF001 - its own
        return made
