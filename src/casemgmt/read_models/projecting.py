"""Read models of one store: brought up to date, asked where they stand, looked after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event as Stop
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.care.places import address_places
from casemgmt.config import AdapterConfig
from casemgmt.domain.read_models import ReadModel
from casemgmt.domain.vocabulary import Subject
from casemgmt.errors import BusyError, InvalidError, RetryableError
from casemgmt.opening.parts import Parts
from casemgmt.opening.whole import read_apart
from casemgmt.projections import buckets, following, ledger, parking, rebuilding
from casemgmt.projections.adapter import Adapter, Settling, Shareable, checked, let_go
from casemgmt.projections.auditing import Audit, audit
from casemgmt.projections.choosing import chosen
from casemgmt.projections.dividing import Hands
from casemgmt.projections.giving import UnreachedError, in_short, plainly
from casemgmt.projections.glancing import Glance
from casemgmt.projections.ledger import Destination, Ledger
from casemgmt.projections.parking import Parked
from casemgmt.projections.progress import Progress, State, behind, state_of
from casemgmt.projections.reading import Reading
from casemgmt.projections.runner import Asked, Run, Source, first_mark
from casemgmt.read_models.destinations import Destinations
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.port import Hinting
from casemgmt.telemetry import LogLine, Measure, Span, log, span, stands_at

FACTS = "facts"
"""What the facts are called among the read models."""


@frozen
class Projections:
    """The read models of one store."""

    parts: Parts

    @property
    def _known(self) -> Destinations:
        return Destinations(self.parts)

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
        """Return the adapter that *make* makes.

        Raises:
            BusyError: it cannot be made where its destination is down.

        """
        try:
            with plainly(of.projection):
                return make()
        except RetryableError as error:
            why = error.error if isinstance(error, UnreachedError) else in_short(error)
            Ledger(self.parts.recorder, of).unreached(why)
            raise

    def configured(self) -> tuple[AdapterConfig, ...]:
        """Return the read models that ``casemgmt.toml`` names."""
        return self.parts.config.adapters

    def standing(self) -> Iterator[tuple[Destination, Progress, Audit | None]]:
        """Yield where each read model stands that was ever begun, or is configured."""
        for of in self._known.every():
            yield of, self.stands(of), None
        yield from self._facts(audit=False)

    def audited(self) -> Iterator[tuple[Destination, Progress, Audit | None]]:
        """Yield where each read model stands, and whether anything is missing in it.

        None where the destination cannot be reached.
        """
        for of in self._known.every():
            yield of, self.stands(of), self._audit(of)
        yield from self._facts(audit=True)

    def _facts(
        self, *, audit: bool
    ) -> Iterator[tuple[Destination, Progress, Audit | None]]:
        """Yield where the facts stand, once somebody asked for a figure.

        They bring themselves up when a figure is asked; whoever asks waits for it.
        """
        parts, folder = self.parts, self.parts.facts_at
        if folder is None or not folder.is_dir():
            return
        from casemgmt.facts.looking import audited, looked_at

        looked = looked_at(folder)
        if looked is None:
            return
        of = Destination(FACTS, FACTS, str(folder))
        here = looked.at.epoch == f"{parts.shelf.log.epoch} {parts.config.zone}"
        told = self._progress(self.source(None, of), looked.at.number if here else None)
        state = State.PARKED if looked.parked else State.RUNNING
        stands = evolve(told, parked=len(looked.parked), state=state)
        yield of, stands, audited(parts.shelf.log, looked) if audit and here else None

    def parked(self) -> tuple[Parked, ...]:
        """Return the stories that wait."""
        kept = ledger.read_models(self.parts.recorder).kept.values()
        return tuple(self._parked(one, story) for one in kept for story in one.waiting)

    def waiting(self, parked: Parked) -> tuple[RecordedEvent, ...]:
        """Return what waits of a story, as its read model would be given it."""
        of = self.of(parked)
        known = Ledger(self.parts.recorder, of).read()
        entry = None if known is None else known.waiting.get(parked.story)
        if entry is None:
            return ()
        return parking.late(self.source(None, of), parked.story, entry)

    def replay(self, adapter: Adapter, of: Destination, parked: Parked) -> bool:
        """Give what waits of one story; return whether all of it was taken.

        Raises:
            BusyError: somebody else is at it, or the destination takes nothing.

        """
        with self._leased(adapter, of) as run:
            passed = parking.replay(run, parked.story)
            settled(adapter, of)
            return passed

    def forget(self, of: Destination, stories: Iterable[UUID]) -> None:
        """Let a read model forget who was erased; what is left counts in its figures.

        Raises:
            BusyError: it cannot be reached, it is not where it was kept, or somebody is
                bringing it up for long.
            RepairNeededError: what keeps it is not installed any more.

        """
        if address_places(of.projection, of.address) == []:
            raise BusyError.because("adapter.not-where-kept", projection=of.projection)
        with self._at_hand(of) as adapter, self._leased(adapter, of) as run:
            if not parking.stands(run):
                raise BusyError.because("adapter.another-there", projection=of.projection)
            for story in stories:
                parking.forget(run, story)
            settled(adapter, of)

    def pause(self, projection: str, *, by: str) -> None:
        """Let a projection rest until it is resumed."""
        ledger.pause(self.parts.recorder, self._known.known(projection), by)

    def resume(self, projection: str, *, by: str) -> None:
        """Let a projection go on."""
        ledger.resume(self.parts.recorder, self._known.known(projection), by)

    def opened(self, of: Destination) -> Adapter:
        """Return the installed adapter that keeps *of*, with its password if it is known.

        Raises:
            MissingExtraError: it is not installed any more.
            BusyError: it cannot be made where its destination is down.

        """
        with plainly(of.projection):
            return chosen(self._known.configured(of))

    def source(self, adapter: Adapter | None, of: Destination) -> Source:
        """Return what *of* follows, as it reads it."""
        shelf = self.parts.shelf
        reads = getattr(adapter, "events", None)
        reading = Reading(shelf.codec, shelf.vault, self._known.granted(of), reads)
        return Source(shelf.log, reading, Ledger(self.parts.recorder, of))

    def progress(self, source: Source, adapter: Adapter, given: int = 0) -> Progress:
        """Return where *adapter* stands."""
        with plainly(source.of.projection):
            at = adapter.position()
        here = at.number if at is not None and at.epoch == source.log.epoch else 0
        return self._progress(source, here, given, adapter)

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

    def stands(self, of: Destination) -> Progress:
        """Return where a read model stands; nowhere, where it cannot be asked."""
        try:
            with self._at_hand(of) as adapter:
                return self.progress(self.source(adapter, of), adapter)
        except Exception:  # noqa: BLE001 - whatever is there: it does not say
            return self._progress(self.source(None, of), None)

    def _audit(self, of: Destination) -> Audit | None:
        try:
            with self._at_hand(of) as adapter:
                return audit(self.source(adapter, of), adapter)
        except Exception:  # noqa: BLE001 - whatever is there: it does not say
            return None

    def _progress(
        self,
        source: Source,
        position: int | None,
        given: int = 0,
        adapter: Adapter | None = None,
    ) -> Progress:
        known, of = source.ledger.read(), source.of
        events, seconds = behind(source, position or 0, self.parts.recorder.clock())
        held = buckets.is_worked_on(source.log, of, adapter)
        paused, silent = source.ledger.paused(), position is None
        state = state_of(known, paused=paused, held=held, silent=silent)
        waiting = 0 if known is None else len(known.waiting)
        return Progress(
            projection=of.projection,
            position=position,
            head=source.log.head(),
            behind_events=events,
            behind_seconds=seconds,
            parked=waiting,
            state=state,
            events=given,
            address=of.address,
        )

    @contextmanager
    def _at_hand(self, of: Destination) -> Iterator[Adapter]:
        adapter = self.opened(of)
        try:
            yield adapter
        finally:
            let_go(adapter)

    @contextmanager
    def _leased(self, adapter: Adapter, of: Destination) -> Iterator[Run]:
        source = self.source(checked(adapter), of)
        with buckets.alone(source.log, of, adapter) as still_held:
            yield Run(source, adapter, mark=first_mark(source), still_held=still_held)

    def _parked(self, one: ReadModel, story: UUID) -> Parked:
        waits = one.waiting[story]
        subject = self.parts.shown_as(story)
        return Parked(
            one.projection, one.address, subject, story, waits.position, waits.error
        )

    def of(self, parked: Parked) -> Destination:
        """Return which read model a story waits for."""
        return self._known.at(parked.projection, parked.address)

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


def settled(adapter: Adapter, of: Destination) -> None:
    """Let *adapter* bring about what it leaves to the end."""
    if isinstance(adapter, Settling):
        with plainly(of.projection):
            adapter.settle()
