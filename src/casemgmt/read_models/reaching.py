"""How a read model is reached: its adapter, what it follows, and nobody else at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from attrs import frozen

from casemgmt.errors import RetryableError
from casemgmt.opening.parts import Parts
from casemgmt.projections import buckets
from casemgmt.projections.adapter import Adapter, Settling, checked, let_go
from casemgmt.projections.choosing import chosen
from casemgmt.projections.giving import UnreachedError, in_short, plainly
from casemgmt.projections.ledger import Destination, Ledger
from casemgmt.projections.reading import Reading
from casemgmt.projections.runner import Run, Source, first_mark
from casemgmt.read_models.destinations import Destinations


@frozen
class Reaching:
    """Reaches the read models of one store."""

    parts: Parts

    @property
    def known(self) -> Destinations:
        """Which there are."""
        return Destinations(self.parts)

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

    def opened(self, of: Destination) -> Adapter:
        """Return the installed adapter that keeps *of*, with its password if it is known.

        Raises:
            MissingExtraError: it is not installed any more.
            BusyError: it cannot be made where its destination is down.

        """
        with plainly(of.projection):
            return chosen(self.known.configured(of))

    def source(self, adapter: Adapter | None, of: Destination) -> Source:
        """Return what *of* follows, as it reads it."""
        shelf = self.parts.shelf
        reads = getattr(adapter, "events", None)
        reading = Reading(shelf.codec, shelf.vault, self.known.granted(of), reads)
        return Source(shelf.log, reading, Ledger(self.parts.recorder, of))

    @contextmanager
    def at_hand(self, of: Destination) -> Iterator[Adapter]:
        """Give the installed adapter that keeps *of*, and let go of it."""
        adapter = self.opened(of)
        try:
            yield adapter
        finally:
            let_go(adapter)

    @contextmanager
    def leased(self, adapter: Adapter, of: Destination) -> Iterator[Run]:
        """Hold *of*, and give what gives to *adapter*."""
        source = self.source(checked(adapter), of)
        with buckets.alone(source.log, of, adapter) as still_held:
            yield Run(source, adapter, mark=first_mark(source), still_held=still_held)


def settled(adapter: Adapter, of: Destination) -> None:
    """Let *adapter* bring about what it leaves to the end."""
    if isinstance(adapter, Settling):
        with plainly(of.projection):
            adapter.settle()
