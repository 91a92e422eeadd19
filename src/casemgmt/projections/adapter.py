"""The port every adapter fills, and how installed adapters are found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Protocol

from attrs import frozen

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import MissingExtraError, RepairNeededError
from casemgmt.recorded import RecordedEvent

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

API_VERSION = 1
ENTRY_POINT_GROUP = "casemgmt.adapters"


@frozen
class Position:
    """Where a reader of a log stands: in which log, and how far.

    Attributes:
        epoch: The log's own mark; another one after a restore.
        number: The last position that was scanned, not the last that mattered.

    """

    epoch: str
    number: int


@frozen
class Batch:
    """Events to project, and how far the log was scanned for them.

    Attributes:
        events: In the order of the log; a batch may hold none.
        until: What the adapter keeps as its position, in the same transaction as its rows.

    """

    events: tuple[RecordedEvent, ...]
    until: Position


class Adapter(Protocol):
    """Keeps a read model somewhere, and remembers how far it got."""

    api_version: ClassVar[int]

    def position(self) -> Position | None:
        """Return the position kept with the rows, None before the first batch."""

    def project(self, batch: Batch) -> None:
        """Project *batch* and its position together, or neither.

        A batch may come again after a crash: projecting twice changes nothing. Events an
        adapter does not know are passed over, and the position still moves.
        """

    def forget(self, subject: Subject) -> None:
        """Remove every trace of *subject* from where this adapter projects."""


class AdapterApiError(RepairNeededError):
    """The adapter was written for another version of the protocol."""


def found() -> Iterator[EntryPoint]:
    """Yield every installed adapter by name, without loading it."""
    from importlib.metadata import entry_points  # only who looks for adapters needs it

    yield from sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda ep: ep.name)


def named(name: str, address: str) -> Adapter:
    """Return the installed adapter *name*, keeping its read model at *address*.

    Raises:
        MissingExtraError: no adapter of this name is installed.
        AdapterApiError: it speaks another version of the protocol.

    """
    for ep in found():
        if ep.name == name:
            adapter: Adapter = ep.load()(address)
            return checked(adapter)
    msg = f"no adapter is installed under the name {name}"
    raise MissingExtraError(msg)


def checked(adapter: Adapter) -> Adapter:
    """Return *adapter* if it speaks this version of the protocol."""
    if adapter.api_version != API_VERSION:
        name = type(adapter).__name__
        spoken = adapter.api_version
        msg = f"{name} speaks version {spoken} of the protocol, not {API_VERSION}"
        raise AdapterApiError(msg)
    return adapter
