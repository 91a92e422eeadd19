"""The port every adapter fills, and how installed adapters are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, runtime_checkable

from attrs import frozen

from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import MissingExtraError, RepairNeededError
from casemgmt.plug_ins import loaded
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
            It may be where the adapter stands already: events that had to wait come late,
            and lie before it. What was given before is told by its event, not by ``until``.
        afresh: What was kept before is of no use and goes, in that transaction too: the
            log is another one, or a rebuild begins.
        caught_up: The adapter once stood at the head of this log. Until then what cannot
            be taken back - a message sent, a call made - is left undone.

    """

    events: tuple[RecordedEvent, ...]
    until: Position
    afresh: bool = False
    caught_up: bool = True


class Adapter(Protocol):
    """Keeps a read model somewhere, and remembers how far it got.

    It is made with the address it keeps its read model at. An adapter may say more of
    itself: ``events``, the stored names it reads (all, where it does not say);
    ``fields``, the personal fields it can make use of when they are granted;
    ``usual_place``, the name of a file or folder to keep it in where nobody says;
    ``close()``; and the protocols below. Subjects come by the store's random ids, never
    by a reference.
    """

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


@runtime_checkable
class Beside(Protocol):
    """Can be built anew beside the read model that is in use."""

    def beside(self) -> Self:
        """Return an empty read model beside this one, until it takes over or is left."""

    def take_over(self) -> None:
        """Put this read model in the place of the one it was built beside, in one step.

        Both objects stand for it afterwards.
        """


@runtime_checkable
class Divisible(Protocol):
    """Can be built in parts, each of whole stories, in several processes.

    The parts come back in the order of their buckets: the result is that of one process.
    An adapter that keeps little of many events may say how many it takes for one part, in
    ``events_a_part``; it is 100,000, so that what it keeps of them has room.
    """

    def part(self, events: Sequence[RecordedEvent]) -> Any:
        """Return what to keep of *events*: a bucket's, in the order of the log. Pure.

        They are read as they are gone through. What is returned can be pickled, and so can
        the method: where an adapter holds a connection, it is a static one.
        """

    def gather(self, parts: Iterable[Any], until: Position) -> None:
        """Keep *parts* and the position in place of all that was kept, in one go."""


@runtime_checkable
class Shareable(Adapter, Protocol):
    """Can be brought up by several at once, each at other buckets of stories.

    A row of it is made of the events of one story: nothing is counted or joined over
    stories. Each bucket has rows and a position of its own. As a whole it is an adapter as
    any other: ``position`` is that of the bucket that came least far, None where one has
    none; ``project`` gives to every bucket what is its, and all come to ``until``.
    """

    buckets: ClassVar[int]
    """How many buckets; for ever the same. Each is read from the log by itself."""

    def bucket(self, rank: int) -> Adapter:
        """Return what keeps one bucket, from 0; it is let go of with this adapter.

        The stories in it are those of ``Bucket.divided(buckets)[rank]``; what it projects
        afresh drops only what is its, and ``forget`` forgets in its own rows.
        """


@runtime_checkable
class Counting(Protocol):
    """Counts what it was given, so that nothing can be missing unseen."""

    def seen(self) -> Mapping[str, int]:
        """Return how many events of each stored name it was given, kept with the rows."""


@runtime_checkable
class Settling(Protocol):
    """Brings about once, at the end, what would be too much for each batch.

    Such as a file that can only be written whole.
    """

    def settle(self) -> None:
        """Bring what is read into line with what is kept: all there is for now was given.

        What stands already is left as it is. Whoever dies before it settles at the next
        occasion: the position is that of what is kept.
        """


class AdapterApiError(RepairNeededError):
    """The adapter was written for another version of the protocol."""


def found() -> Iterator[EntryPoint]:
    """Yield every installed adapter by name, without loading it."""
    from importlib.metadata import entry_points  # only who looks for adapters needs it

    yield from sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda ep: ep.name)


@cache
def installed_as(kind: type) -> str:
    """Return the name under which the class *kind* is installed; its own if it is not."""
    return next((ep.name for ep in found() if _names(ep, kind)), kind.__name__)


def _names(ep: EntryPoint, kind: type) -> bool:
    """Whether *ep* is of the class *kind*, also by the door it is imported through."""
    near = ep.module.partition(".")[0] == kind.__module__.partition(".")[0]
    if not near or ep.attr != kind.__qualname__:
        return False
    with suppress(ImportError, AttributeError):  # another part of it that is broken
        return ep.load() is kind
    return False


def named(name: str, address: str) -> Adapter:
    """Return the installed adapter *name*, keeping its read model at *address*.

    Raises:
        MissingExtraError: no adapter of this name is installed.
        AdapterApiError: it speaks another version of the protocol.

    """
    for ep in found():
        if ep.name == name:
            adapter: Adapter = loaded(ep)(address)
            return checked(adapter)
    raise MissingExtraError.because("extra.no-adapter", name=name)


def let_go(adapter: object) -> None:
    """Close *adapter*, where it can be closed."""
    close = getattr(adapter, "close", None)
    if close is not None:
        close()


def checked(adapter: Adapter) -> Adapter:
    """Return *adapter* if it speaks this version of the protocol."""
    if adapter.api_version != API_VERSION:
        name = type(adapter).__name__
        spoken = adapter.api_version
        raise AdapterApiError.because(
            "adapter.other-protocol", name=name, spoken=spoken, api=API_VERSION
        )
    return adapter
