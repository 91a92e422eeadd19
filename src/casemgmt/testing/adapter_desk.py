"""What the promises of an adapter are tested with: handles, batches, and what is seen."""

from __future__ import annotations

import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest

from casemgmt.projections.adapter import Adapter, Batch, Position, Settling
from casemgmt.recorded import RecordedEvent

from .golden import golden
from .retelling import Story

EPOCH, ANOTHER_EPOCH = "6f1e9d2c", "b40a77e5"


def batch_of(
    events: Iterable[RecordedEvent],
    *,
    epoch: str = EPOCH,
    until: int | None = None,
    afresh: bool = False,
) -> Batch:
    """Return a batch of *events*, scanned to the last of them or further."""
    told = tuple(events)
    last = told[-1].position if told else 0
    return Batch(told, Position(epoch, last if until is None else until), afresh)


class AdapterDesk(ABC):
    """What is asked of whoever tests an adapter: the adapter, and how its rows are read."""

    adapter: ClassVar[Callable[[str], Any]]
    """The adapter's class, or whatever makes one of an address; it can be pickled."""

    suffix: ClassVar[str] = ""
    """How the address of a file ends, such as ``.xlsx``."""

    read_as_a_sheet: ClassVar[bool] = False
    """Whether its texts are opened where a leading sign makes a formula, as in CSV."""

    @abstractmethod
    def shown(self, adapter: Any) -> object:
        """Return everything it shows, so that equal is equal: rows sorted, or a set.

        Subjects and texts come as strings. What only says when or in which order something
        was recorded - a position, a version - may be left out.
        """

    def address(self) -> str:
        """Return an address where nothing is kept yet; another one each time."""
        self._addresses += 1
        return str(self.folder / f"kept-{self._addresses}{self.suffix}")

    def bytes_of(self, address: str) -> bytes:
        """Return all that is kept at *address*: the file and those beside it, unpacked."""
        at = Path(address)
        beside = sorted(at.parent.glob(f"{at.name}*"))
        inside = [f for p in beside for f in (p.rglob("*") if p.is_dir() else [p])]
        return b"\0".join(_unpacked(file) for file in inside if file.is_file())

    def told(self) -> Story:
        """Return the story that most promises are tested with, all its fields granted."""
        return golden("every_command", fields=self.fields())

    # What the promises use

    folder: Path
    _addresses: int = 0

    @pytest.fixture(autouse=True)
    def _own_folder(self, tmp_path: Path) -> Iterator[None]:
        self.folder = tmp_path
        self._handles: list[Any] = []
        yield
        for handle in self._handles:
            self.close(handle)

    def open(self, address: str) -> Adapter:
        """Return a handle on what is kept at *address*; it is closed when the test ends."""
        handle: Adapter = type(self).adapter(address)
        self._handles.append(handle)
        return handle

    def close(self, handle: Any) -> None:
        """Let go of a handle, if it holds anything."""
        getattr(handle, "close", lambda: None)()
        self._handles = [one for one in self._handles if one is not handle]

    def fields(self) -> frozenset[str]:
        """Return the personal fields the adapter can make use of."""
        return frozenset(getattr(type(self).adapter, "fields", ()))

    def read(self, events: Iterable[RecordedEvent]) -> Story:
        """Return those of *events* that the adapter reads: a runner gives it no others."""
        names = getattr(type(self).adapter, "events", None)
        return tuple(e for e in events if names is None or e.name in names)

    def keeping(self, events: Sequence[RecordedEvent], address: str = "") -> Adapter:
        """Return a handle on a new read model of *events*."""
        handle = self.open(address or self.address())
        handle.project(batch_of(self.read(events), until=_end(events)))
        return handle

    def seen(self, handle: Adapter) -> tuple[Position | None, object]:
        """Return where a read model stands and what it shows."""
        return handle.position(), self.shows(handle)

    def shows(self, handle: Adapter) -> object:
        """Return everything a read model shows, once it has settled."""
        if isinstance(handle, Settling):
            handle.settle()
        return self.shown(handle)

    def seen_anew(self, address: str) -> tuple[Position | None, object]:
        """Return what a handle sees that is opened now."""
        handle = self.open(address)
        found = self.seen(handle)
        self.close(handle)
        return found


def _end(events: Sequence[RecordedEvent]) -> int:
    return events[-1].position if events else 0


def _unpacked(file: Path) -> bytes:
    if not zipfile.is_zipfile(file):
        return file.read_bytes()
    with zipfile.ZipFile(file) as packed:
        return b"\0".join(packed.read(name) for name in packed.namelist())
