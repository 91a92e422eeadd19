"""The store: what one opens. Everything is done through it and the desks it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from threading import Event as Stop
from types import TracebackType
from typing import TYPE_CHECKING, Self
from uuid import UUID

from attrs import evolve

from casemgmt.desk import attaching
from casemgmt.desk.desk import Desk
from casemgmt.domain.vocabulary import Subject
from casemgmt.opening.log_opening import migrated
from casemgmt.opening.parts import Parts
from casemgmt.opening.whole import opened
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.masking import BLIND
from casemgmt.recording.port import StoredEvent
from casemgmt.recording.recorder import Clock, Recorded, utc_now

if TYPE_CHECKING:
    from casemgmt.care.certificate import Certificate
    from casemgmt.erasure.erasing import Erasing
    from casemgmt.erasure.retaining import Retaining
    from casemgmt.exchange import Exchanged, Remembered
    from casemgmt.projections.adapter import Adapter
    from casemgmt.projections.ledger import Destination
    from casemgmt.projections.progress import Progress
    from casemgmt.read_models.projecting import Projections

PAGE = 1_000


class Store:
    """The children's stories of one organisation; shared between threads.

    It blocks: asynchronous code calls it through ``asyncio.to_thread``.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    @classmethod
    def open(
        cls,
        address: str | Path,
        *,
        config: Path | None = None,
        create: bool = False,
        clock: Clock = utc_now,
    ) -> Store:
        """Return the store at *address*, such as ``insaf.db``; a new one with *create*.

        Raises:
            NoStoreError: there is none, or what is there is something else.
            NewerStoreError: a newer casemgmt wrote it.
            ConfigurationError: a configuration file cannot be used.
            BusyError: it cannot be read or made.

        """
        return cls(opened(address, config, clock, create=create))

    @staticmethod
    def migrate(address: str | Path) -> int:
        """Make or upgrade the tables of a server's store and return their version.

        It may be done again, and by several at once. A file's tables are made with it.

        Raises:
            NoStoreError: there is none, or what is there is something else.
            NewerStoreError: a newer casemgmt made the tables.
            ConfigurationError: the server may lose what it acknowledges.
            BusyError: it cannot be reached.

        """
        return migrated(address)

    @property
    def has_access_matrix(self) -> bool:
        """Whether a matrix says who sees what; without one everybody acts as the owner."""
        return self._parts.config.access is not None

    def acting_as(self, person: str, *, role: str | None = None) -> Desk:
        """Return the desk of *person*: what they may record and read."""
        door = self._parts.recorder.desk.door
        return Desk(self._parts, door.actor(person, "person"), door.role(role))

    def outcome(self, command_id: UUID) -> Recorded | None:
        """Return what became of a command, None when it was never recorded."""
        return self._parts.recorder.outcome(command_id)

    def events(self, after: int = 0) -> Iterator[RecordedEvent]:
        """Yield what was recorded beyond position *after*; personal fields stay closed.

        Where an access matrix is configured nobody is named: subjects stand there by their
        random ids, and whatever is not public is withheld.
        """
        while page := self._parts.shelf.log.scan(after, PAGE):
            yield from (self._closed(stored) for stored in page)
            after = page[-1].position

    def exchange(
        self,
        other: Store,
        *,
        by: str = "owner",
        role: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Exchanged:
        """Tell *other* what it lacks of this store, and this store what *other* has.

        Each decides what it is told by its own policy, under the name, the day and the id
        it was first told with; nothing is told twice. Whoever is registered in both under
        one reference, by people who knew nothing of each other, is left alone and named.
        Both remember that they were exchanged.

        Args:
            other: Another store, such as one that was away on a laptop.
            by: Who asks; where an access matrix is configured, in both stores.
            role: In which role they ask.
            progress: Told how many commands one of them was told so far.

        Raises:
            NotPermittedError: the role may not record and export everything of everybody.
            InvalidError: *other* is this store.
            ConflictError: others kept recording on the same subjects; do it again.

        """
        from casemgmt.exchange import Side, exchanged, remember

        for store in (self, other):
            store.acting_as(by, role=role).require_everything()
        here, there = Side("store", self._parts), Side("other", other._parts)
        done = exchanged(here, there, progress)
        remember(here.parts, there.parts, done, by)
        return done

    def exchanges(self) -> tuple[Remembered, ...]:
        """Return with which stores this one was exchanged, when and by whom."""
        from casemgmt.exchange import remembered

        return remembered(self._parts)

    @property
    def projections(self) -> Projections:
        """The read models that follow this store: where they stand, and what waits."""
        from casemgmt.read_models.projecting import Projections

        return Projections(self._parts)

    def destinations(self) -> tuple[Destination, ...]:
        """Return every address anything was ever projected to, without any password."""
        return self.projections.destinations()

    def project(
        self,
        adapter: Adapter,
        *,
        name: str | None = None,
        rebuild: bool = False,
        until: int | None = None,
        subject: str | Subject | None = None,
        to: str | None = None,
        stop: Stop | None = None,
        executor: Executor | None = None,
    ) -> Progress:
        """Bring *adapter* up to date with the log.

        Args:
            adapter: Keeps the read model.
            name: What ``casemgmt.toml`` calls it: what is granted under this name holds,
                at the address configured for it. None: nothing is granted.
            rebuild: Whether everything is given again, from the start of the log: beside
                the read model in use, where the adapter can be built so.
            until: The position to stop at; the head of the log if None.
            subject: One subject that is forgotten and given again, beside what is new.
            to: The address it is kept at. None: the ``address`` of the adapter; of one
                that has none, the address configured for *name*.
            stop: Set by another thread, it ends after the batch in hand.
            executor: Does the parts of a rebuild, where the adapter can be built in parts:
                threads, processes that were spawned, or machines.

        Raises:
            InvalidError: nothing says where it is kept, and another of its name is kept
                elsewhere.
            RetryableError: a worker ended; the read model in use is untouched.
            BusyError: somebody else brings it up just now, or it takes nothing at all.
            RepairNeededError: an event cannot be taken in a rebuild; the adapter followed
                another log, or speaks another version of the protocol.

        """
        from casemgmt.projections.runner import Asked

        read_models = self.projections
        asked = Asked(rebuild, until, subject, stop or Stop(), executor=executor)
        of = read_models.destination(adapter, name, to)
        return read_models.bring_up(adapter, of, asked)

    def tidy_attachments(self) -> int:
        """Remove attached files that no story names, and return how many there were.

        A process that was killed may leave some. One of the last day is left: somebody may
        be about to tell of it.

        Raises:
            ConfigurationError: this store has no folder for attachments.

        """
        return attaching.tidied(self._parts, self._parts.recorder.clock())

    @property
    def erasures(self) -> Erasing:
        """The erasures of this store: ordered, begun, completed."""
        from casemgmt.erasure.erasing import Erasing

        return Erasing(self._parts)

    @property
    def retention(self) -> Retaining:
        """What has been kept as long as the policy says, and letting it go."""
        from casemgmt.erasure.retaining import Retaining

        return Retaining(self._parts)

    def erase(
        self,
        subject: str | Subject,
        *,
        ground: str,
        by: str,
        second: str,
        named: str | None = None,
    ) -> Certificate:
        """Erase a person for good, now or once the policy lets it, and certify it.

        Keys and reference are destroyed first, then every place is made to let go, and
        searched. Every record linked to *subject* is the same person's and is erased too.
        What could not be confirmed is gone on with by ``erasures.carry_out``.

        Args:
            subject: A child, or a household.
            ground: Why, without the name of anybody: it is kept.
            by: Who orders it.
            second: Who orders it too; somebody else.
            named: Only an adult whom the record names, such as ``mother``; None for the
                person whose record it is.

        Raises:
            RuleBrokenError: a hold stands, or the ground or the second person is missing.
            InvalidError: nothing was ever told of *subject*, or the ground names somebody.
            BusyError: somebody else is erasing.

        """
        from casemgmt.erasure.erasing import Order

        return self.erasures.erase(subject, Order(ground, by, second), named)

    def close(self) -> None:
        """Let go of the files."""
        self._parts.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _closed(self, stored: StoredEvent) -> RecordedEvent:
        guards = self._parts.guards
        if guards is None:
            entry = self._parts.shelf.codec.entry(stored, opened=False)
            return RecordedEvent.of(entry, self._parts.subject_of(stored.stream, stored))
        entry = self._parts.shelf.codec.entry(stored, opened=False, by_id=True)
        seen = evolve(entry, event=guards.masked(entry.event, BLIND))
        return RecordedEvent.of(seen, self._parts.shown_as(stored.stream, stored))
