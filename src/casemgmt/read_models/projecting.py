"""Read models of one store: brought up to date, asked where they stand, looked after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from threading import Event as Stop
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.config import AdapterConfig
from casemgmt.domain.read_models import ReadModel
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import BusyError, InvalidError
from casemgmt.opening.parts import Parts
from casemgmt.opening.whole import read_apart
from casemgmt.projections import buckets, following, ledger, parking, rebuilding
from casemgmt.projections.adapter import Adapter, Shareable, checked, let_go
from casemgmt.projections.auditing import Audit
from casemgmt.projections.dividing import Hands
from casemgmt.projections.giving import UnreachedError
from casemgmt.projections.glancing import Glance
from casemgmt.projections.ledger import Destination
from casemgmt.projections.parking import Parked
from casemgmt.projections.progress import Progress
from casemgmt.projections.runner import Asked, Run, Source, first_mark
from casemgmt.read_models.destinations import Destinations
from casemgmt.read_models.reaching import Reaching, settled
from casemgmt.read_models.standing import Standing
from casemgmt.read_models.waiting import Waiting
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.port import Hinting
from casemgmt.telemetry import LogLine, Measure, Span, log, span, stands_at


@frozen
class Projections:
    """The read models of one store."""

    parts: Parts

    @property
    def _known(self) -> Destinations:
        return Destinations(self.parts)

    @property
    def _reaching(self) -> Reaching:
        return Reaching(self.parts)

    @property
    def _standing(self) -> Standing:
        return Standing(self._reaching)

    @property
    def _waiting(self) -> Waiting:
        return Waiting(self._reaching)

    def destinations(self) -> tuple[Destination, ...]:
        """Return every address anything was ever projected to, without passwords."""
        return self._known.begun()

    def destroyed(self) -> tuple[ReadModel, ...]:
        """Return the read models of which two persons said that they are gone for good."""
        return self._known.destroyed()

    def gone(self, projection: str, address: str | None) -> Destination:
        """Return which read model is meant; see ``Destinations.gone``."""
        return self._known.gone(projection, address)

    def destination(
        self, adapter: Adapter, name: str | None = None, to: str | None = None
    ) -> Destination:
        """Return which read model *adapter* keeps; see ``Destinations.kept_by``."""
        return self._known.kept_by(adapter, name, to)

    def bring_up(self, adapter: Adapter, of: Destination, asked: Asked) -> Progress:
        """Bring *adapter* up to date and return how far it came.

        Raises:
            BusyError: somebody else is doing it, or the destination takes nothing.
            RepairNeededError: an event cannot be taken in a rebuild; the adapter is ahead
                of the log, or speaks another version of the protocol.

        """
        with span(Span.PROJECT, projection=of.projection, rebuild=asked.rebuild) as watched:
            progress = self._brought_up(adapter, of, asked)
            watched.note(events=progress.events)
        self._say(progress)
        return progress

    def _brought_up(self, adapter: Adapter, of: Destination, asked: Asked) -> Progress:
        source = self.source(checked(adapter), of)
        if isinstance(adapter, Shareable) and asked.is_all_that_is_new:
            given = self._shared(source, adapter, asked)
            return self.progress(source, adapter, given)
        with buckets.alone(source.log, of, adapter) as still_held:
            run = self._prepared(source, adapter, asked)
            run.still_held = still_held
            if not source.ledger.paused():
                self._carry_out(run, asked)
        return self.progress(source, adapter, run.given)

    def _shared(self, source: Source, adapter: Shareable, asked: Asked) -> int:
        """Bring up what nobody else does just now, and return how many events that took."""
        log, of = source.log, source.of
        if buckets.stands_elsewhere(adapter, source):
            with buckets.alone(log, of, adapter) as still_held:
                buckets.begin_anew(self._prepared(source, adapter, asked), still_held)
        with buckets.in_the_door(log, of):
            run = self._prepared(source, adapter, asked)
        return 0 if source.ledger.paused() else buckets.bring_up(run, asked.until)

    def _prepared(self, source: Source, adapter: Adapter, asked: Asked) -> Run:
        """Tell what is granted, and that it is begun, and return what brings it up."""
        of = source.of
        ledger.withdraw_but(self.parts.recorder, self._known.granting())
        if granted := self._known.granted(of):
            source.ledger.granted(tuple(sorted(granted)))
        return Run(
            source,
            adapter,
            mark=first_mark(source),
            patience=asked.patience,
            stop=asked.stop,
            hands=self._hands(adapter, of, asked),
        )

    def follow(self, make: Callable[[], Adapter], of: Destination, stop: Stop) -> None:
        """Keep a read model up to date until *stop* is set.

        Raises:
            BusyError: the destination took nothing for about an hour.

        """
        asked = Asked(stop=stop, patience=following.PATIENT)
        made: list[Adapter] = []
        glances: list[Glance] = []

        def bring_up() -> Progress:
            if not made:
                made.append(self._made_in_time(make, of))
            if glances and glances[-1].is_enough():
                return evolve(glances[-1].stands, events=0)
            progress = self.bring_up(made[0], of, asked)
            glances[:] = [Glance.after(self.source(made[0], of), progress)]
            return progress

        try:
            followed = self.parts.shelf.log
            listening = followed.listening if isinstance(followed, Hinting) else None
            following.follow(bring_up, followed.head, stop, listening)
            if glances and glances[-1].has_seen_more():
                self.bring_up(made[0], of, asked)
        finally:
            for adapter in made:
                let_go(adapter)

    def made(self, make: Callable[[], Adapter], of: Destination) -> Adapter:
        """Return the adapter that *make* makes; see ``Reaching.made``."""
        return self._reaching.made(make, of)

    def opened(self, of: Destination) -> Adapter:
        """Return the installed adapter that keeps *of*; see ``Reaching.opened``."""
        return self._reaching.opened(of)

    def source(self, adapter: Adapter | None, of: Destination) -> Source:
        """Return what *of* follows, as it reads it."""
        return self._reaching.source(adapter, of)

    def standing(self) -> Iterator[tuple[Destination, Progress, Audit | None]]:
        """Yield where each read model stands that was ever begun, or is configured."""
        return self._standing.standing()

    def audited(self) -> Iterator[tuple[Destination, Progress, Audit | None]]:
        """Yield where each stands, and what is missing in it; see ``Standing.audited``."""
        return self._standing.audited()

    def stands(self, of: Destination) -> Progress:
        """Return where a read model stands; nowhere, where it cannot be asked."""
        return self._standing.stands(of)

    def progress(self, source: Source, adapter: Adapter, given: int = 0) -> Progress:
        """Return where *adapter* stands."""
        return self._standing.progress(source, adapter, given)

    def parked(self) -> tuple[Parked, ...]:
        """Return the stories that wait."""
        return self._waiting.parked()

    def waiting(self, parked: Parked) -> tuple[RecordedEvent, ...]:
        """Return what waits of a story, as its read model would be given it."""
        return self._waiting.waiting(parked)

    def of(self, parked: Parked) -> Destination:
        """Return which read model a story waits for."""
        return self._waiting.of(parked)

    def replay(self, adapter: Adapter, of: Destination, parked: Parked) -> bool:
        """Give what waits of one story; see ``Waiting.replay``."""
        return self._waiting.replay(adapter, of, parked)

    def forget(self, of: Destination, stories: Iterable[UUID]) -> None:
        """Let a read model forget who was erased; see ``Waiting.forget``."""
        self._waiting.forget(of, stories)

    def configured(self) -> tuple[AdapterConfig, ...]:
        """Return the read models that ``casemgmt.toml`` names."""
        return self.parts.config.adapters

    def pause(self, projection: str, *, by: str) -> None:
        """Let a projection rest until it is resumed."""
        ledger.pause(self.parts.recorder, self._known.known(projection), by)

    def resume(self, projection: str, *, by: str) -> None:
        """Let a projection go on."""
        ledger.resume(self.parts.recorder, self._known.known(projection), by)

    def _made_in_time(self, make: Callable[[], Adapter], of: Destination) -> Adapter:
        """Return what is made; it may be tried again where its destination is down."""
        try:
            return self.made(make, of)
        except UnreachedError as error:
            raise BusyError.saying(error.said) from None

    def _carry_out(self, run: Run, asked: Asked) -> None:
        if asked.subject is not None:
            run.follow(asked.until)
            parking.rebuild_one(run, self._story(asked.subject))
            settled(run.adapter, run.source.of)
        elif not asked.rebuild or rebuilding.rebuild(run):
            run.follow(asked.until)

    def _hands(self, adapter: Adapter, of: Destination, asked: Asked) -> Hands | None:
        if asked.executor is None:
            return None
        parts, names = self.parts, getattr(adapter, "events", None)
        if parts.address is None:
            return Hands(asked.executor, None)
        read = parts.address, parts.config_at, self._known.granted(of), names
        return Hands(asked.executor, partial(read_apart, *read))

    def _say(self, progress: Progress) -> None:
        name, behind_ = progress.projection, progress.behind_events
        stands_at(Measure.LAG_EVENTS, behind_, projection=name)
        stands_at(Measure.LAG_SECONDS, progress.behind_seconds, projection=name)
        stands_at(Measure.PARKED, progress.parked, projection=name)
        if progress.events:
            log(LogLine.PROJECTED, projection=name, events=progress.events, behind=behind_)

    def _story(self, subject: str | Subject) -> UUID:
        story = self.parts.shelf.vault.find(self.parts.recorder.desk.door.subject(subject))
        if story is None:
            raise InvalidError("subject", "unknown-subject")
        return story
