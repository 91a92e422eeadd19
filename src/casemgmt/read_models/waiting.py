"""Stories that wait before a read model, and those it is to forget."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from attrs import frozen

from casemgmt.care.places import address_places
from casemgmt.domain.read_models import ReadModel
from casemgmt.errors import BusyError
from casemgmt.opening.parts import Parts
from casemgmt.projections import ledger, parking
from casemgmt.projections.adapter import Adapter
from casemgmt.projections.ledger import Destination, Ledger
from casemgmt.projections.parking import Parked
from casemgmt.read_models.reaching import Reaching, settled
from casemgmt.recorded import RecordedEvent


@frozen
class Waiting:
    """Gives what waits, and lets those be forgotten who were erased."""

    reaching: Reaching

    @property
    def _parts(self) -> Parts:
        return self.reaching.parts

    def parked(self) -> tuple[Parked, ...]:
        """Return the stories that wait."""
        kept = ledger.read_models(self._parts.recorder).kept.values()
        return tuple(self._parked(one, story) for one in kept for story in one.waiting)

    def waiting(self, parked: Parked) -> tuple[RecordedEvent, ...]:
        """Return what waits of a story, as its read model would be given it."""
        of = self.of(parked)
        known = Ledger(self._parts.recorder, of).read()
        entry = None if known is None else known.waiting.get(parked.story)
        if entry is None:
            return ()
        return parking.late(self.reaching.source(None, of), parked.story, entry)

    def of(self, parked: Parked) -> Destination:
        """Return which read model a story waits for."""
        return self.reaching.known.at(parked.projection, parked.address)

    def replay(self, adapter: Adapter, of: Destination, parked: Parked) -> bool:
        """Give what waits of one story; return whether all of it was taken.

        Raises:
            BusyError: somebody else is at it, or the destination takes nothing.

        """
        with self.reaching.leased(adapter, of) as run:
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
        with self.reaching.at_hand(of) as adapter, self.reaching.leased(adapter, of) as run:
            if not parking.stands(run):
                raise BusyError.because("adapter.another-there", projection=of.projection)
            for story in stories:
                parking.forget(run, story)
            settled(adapter, of)

    def _parked(self, one: ReadModel, story: UUID) -> Parked:
        waits = one.waiting[story]
        subject = self._parts.shown_as(story)
        return Parked(
            one.projection, one.address, subject, story, waits.position, waits.error
        )
