"""What the store knows of one read model: where it is, what of it waits, does it rest.

It stands in a ``system:`` story of the log itself, so that every engine has it, a backup
holds it and whoever runs next finds it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from attrs import field, frozen

from casemgmt.domain.accesses import AREA as ACCESSES
from casemgmt.domain.read_models import (
    AREA,
    FieldsGranted,
    ProjectionPaused,
    ProjectionResumed,
    ReadModel,
    ReadModelBegun,
    ReadModelBegunAnew,
    ReadModelReached,
    ReadModelRebuilt,
    ReadModels,
    ReadModelUnreached,
    StoryParked,
    StoryReleased,
)
from casemgmt.recorded import RecordedEvent
from casemgmt.recording.own_story import ITSELF, READ_MODELS, tell
from casemgmt.recording.port import StoredEvent
from casemgmt.recording.recorder import Recorder
from casemgmt.telemetry import LogLine, log

OWN = frozenset(AREA.events) | frozenset(ACCESSES.events)
"""What is told here is given to no read model that does not name it."""


def read_models(recorder: Recorder) -> ReadModels:
    """Return what the log says of every read model just now."""
    with recorder.locked():
        found: ReadModels = recorder.desk.shelf.fresh(READ_MODELS).journey[AREA]
    return found


def pause(recorder: Recorder, projection: str, by: str) -> None:
    """Let *projection* rest until it is resumed."""
    if projection not in read_models(recorder).paused:
        tell(recorder, READ_MODELS, ProjectionPaused(projection=projection), by=by)
        log(LogLine.PAUSED, projection=projection)


def resume(recorder: Recorder, projection: str, by: str) -> None:
    """Let *projection* go on."""
    if projection in read_models(recorder).paused:
        tell(recorder, READ_MODELS, ProjectionResumed(projection=projection), by=by)
        log(LogLine.RESUMED, projection=projection)


def grant(recorder: Recorder, projection: str, fields: tuple[str, ...]) -> None:
    """Tell which personal fields *projection* is given, when others were told last."""
    if read_models(recorder).granted.get(projection, ()) != fields:
        event = FieldsGranted(projection=projection, fields=fields)
        tell(recorder, READ_MODELS, event, by=ITSELF)
        granted = ", ".join(fields) or "none"
        log(LogLine.GRANTED, projection=projection, fields=granted)


def withdraw_but(recorder: Recorder, projections: Collection[str]) -> None:
    """Tell that every other is given no personal field any more, if it was ever told."""
    for name in read_models(recorder).granted.keys() - projections:
        grant(recorder, name, ())


@frozen
class Destination:
    """Which read model: what it is called, what keeps it, and where.

    Attributes:
        projection: What the organisation calls it.
        adapter: The name of what keeps it.
        address: Where, without who comes in and by what password; empty where nobody
            said.
        named: Whether it was asked for by what the organisation calls it: nothing is
            granted to one that was not.

    """

    projection: str
    adapter: str
    address: str
    named: bool = field(default=True, eq=False)

    @property
    def lease(self) -> str:
        """What whoever brings it up to date holds."""
        return f"projection\0{self.projection}\0{self.address}"

    def lease_of(self, rank: int) -> str:
        """What whoever brings one bucket of its stories up to date holds."""
        return f"{self.lease}\0{rank}"


@frozen
class Ledger:
    """What the log says of one read model, and what is told of it."""

    recorder: Recorder
    of: Destination

    def read(self) -> ReadModel | None:
        """Return what is known of it, None before it was begun."""
        key = (self.of.projection, self.of.address)
        return read_models(self.recorder).kept.get(key)

    def paused(self) -> bool:
        """Whether it rests."""
        return self.of.projection in read_models(self.recorder).paused

    def begun(self, head: int) -> ReadModel:
        """Return what is known of it, once it is known at all."""
        known = self.read()
        if known is not None and known.destroyed is None:
            return known
        self._tell(ReadModelBegun, adapter=self.of.adapter, head=head)
        return self.begun(head)

    def granted(self, fields: tuple[str, ...]) -> None:
        """Tell which personal fields it is given, when others were told last."""
        grant(self.recorder, self.of.projection, fields)

    def begun_anew(self, head: int) -> None:
        """Tell that what it held is dropped."""
        self._tell(ReadModelBegunAnew, head=head)
        log(LogLine.AFRESH, projection=self.of.projection)

    def rebuilt(self) -> None:
        """Tell that it took everything: nothing waits."""
        known = self.read()
        if known is not None and known.waiting:
            self._tell(ReadModelRebuilt)

    def unreached(self, error: str) -> None:
        """Tell that it takes nothing; once, however long it lasts."""
        known = self.read()
        if known is not None and known.unreached is None:
            self._tell(ReadModelUnreached, error=error)
            log(LogLine.UNREACHED, projection=self.of.projection, error=error)

    def reached(self) -> None:
        """Tell that it takes what it is given again, when the contrary was told."""
        known = self.read()
        if known is not None and known.unreached is not None:
            self._tell(ReadModelReached)
            log(LogLine.REACHED, projection=self.of.projection)

    def park(self, event: RecordedEvent | StoredEvent, story: UUID, error: str) -> None:
        """Tell that *story* waits from *event* on."""
        at = {"version": event.version, "position": event.position}
        self._tell(StoryParked, story=story, error=error, **at)
        name = self.of.projection
        log(LogLine.PARKED, projection=name, position=event.position, error=error)

    def release(self, story: UUID) -> None:
        """Tell that what waited of *story* was taken."""
        self._tell(StoryReleased, story=story)
        log(LogLine.RELEASED, projection=self.of.projection)

    def _tell(self, kind: type, **said: Any) -> None:
        event = kind(projection=self.of.projection, address=self.of.address, **said)
        tell(self.recorder, READ_MODELS, event, by=ITSELF)
