"""Where each read model stands, and whether anything is missing in it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from casemgmt.opening.parts import Parts
from casemgmt.projections import buckets
from casemgmt.projections.adapter import Adapter
from casemgmt.projections.auditing import Audit, audit
from casemgmt.projections.giving import plainly
from casemgmt.projections.ledger import Destination
from casemgmt.projections.progress import Progress, State, behind, state_of
from casemgmt.projections.runner import Source
from casemgmt.read_models.reaching import Reaching

FACTS = "facts"
"""What the facts are called among the read models."""


@frozen
class Standing:
    """Asks where the read models of one store stand."""

    reaching: Reaching

    @property
    def _parts(self) -> Parts:
        return self.reaching.parts

    def standing(self) -> Iterator[tuple[Destination, Progress, Audit | None]]:
        """Yield where each read model stands that was ever begun, or is configured."""
        for of in self.reaching.known.every():
            yield of, self.stands(of), None
        yield from self._facts(audit=False)

    def audited(self) -> Iterator[tuple[Destination, Progress, Audit | None]]:
        """Yield where each read model stands, and whether anything is missing in it.

        None where the destination cannot be reached.
        """
        for of in self.reaching.known.every():
            yield of, self.stands(of), self._audit(of)
        yield from self._facts(audit=True)

    def progress(self, source: Source, adapter: Adapter, given: int = 0) -> Progress:
        """Return where *adapter* stands."""
        with plainly(source.of.projection):
            at = adapter.position()
        here = at.number if at is not None and at.epoch == source.log.epoch else 0
        return self._progress(source, here, given, adapter)

    def stands(self, of: Destination) -> Progress:
        """Return where a read model stands; nowhere, where it cannot be asked."""
        try:
            with self.reaching.at_hand(of) as adapter:
                return self.progress(self.reaching.source(adapter, of), adapter)
        except Exception:  # noqa: BLE001 - whatever is there: it does not say
            return self._progress(self.reaching.source(None, of), None)

    def _facts(
        self, *, audit: bool
    ) -> Iterator[tuple[Destination, Progress, Audit | None]]:
        """Yield where the facts stand, once somebody asked for a figure.

        They bring themselves up when a figure is asked; whoever asks waits for it.
        """
        parts, folder = self._parts, self._parts.facts_at
        if folder is None or not folder.is_dir():
            return
        from casemgmt.facts.looking import audited, looked_at

        looked = looked_at(folder)
        if looked is None:
            return
        of = Destination(FACTS, FACTS, str(folder))
        here = looked.at.epoch == f"{parts.shelf.log.epoch} {parts.config.zone}"
        told = self._progress(
            self.reaching.source(None, of), looked.at.number if here else None
        )
        state = State.PARKED if looked.parked else State.RUNNING
        stands = evolve(told, parked=len(looked.parked), state=state)
        yield of, stands, audited(parts.shelf.log, looked) if audit and here else None

    def _audit(self, of: Destination) -> Audit | None:
        try:
            with self.reaching.at_hand(of) as adapter:
                return audit(self.reaching.source(adapter, of), adapter)
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
        events, seconds = behind(source, position or 0, self._parts.recorder.clock())
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
