"""Building a read model anew: beside the one in use where it can be, and strictly.

Strict: an event that cannot be taken ends it, and the one in use stays as it is. An adapter
that cannot be built beside is emptied first, and filled again where it stands.
"""

from __future__ import annotations

from typing import cast

from attrs import evolve

from casemgmt.errors import CaseManagementError

from .adapter import Adapter, Beside, Divisible, let_go
from .dividing import Dividing, PartError
from .giving import TRANSIENT, StoppedError, plainly
from .runner import Run


def rebuild(run: Run) -> bool:
    """Build the read model of *run* anew, and return whether it came to its end.

    Until the place where the old one stood, or the log does, no message is sent again.

    Raises:
        PoisonError: an event cannot be taken, saying where.
        UnreachedError: the destination takes nothing.

    """
    building = evolve(run, strict=True)
    live = run.adapter
    if run.hands is not None and isinstance(live, Divisible):
        done = _in_parts(building, live)
    elif isinstance(live, Beside):
        done = _beside(building, live)
    else:
        building.begin_anew(building.giving())
        done = _built(building)
    run.given, run.mark = building.given, building.mark
    if done:
        run.source.ledger.rebuilt()
    return done


def _in_parts(building: Run, live: Divisible) -> bool:
    """Build *live* by many hands, in place of what it keeps, in one step."""
    building.mark = _mark(building)

    def going_on() -> None:
        building.still_held()
        if building.stop.is_set() or building.source.ledger.paused():
            raise StoppedError

    source = building.source
    dividing = Dividing(source.log, source.reading, building.hands, going_on)
    try:
        dividing.build(live, building.mark)
    except StoppedError:
        return False
    except (CaseManagementError, *TRANSIENT):
        raise
    except Exception as error:
        raise PartError(type(error).__name__, source.of.projection) from error
    building.given = dividing.events
    return True


def _beside(building: Run, live: Beside) -> bool:
    """Build one beside *live* and let it take over in one step."""
    building.mark = _mark(building)
    with plainly(building.source.of.projection):
        new = live.beside()
    building.adapter = cast("Adapter", new)
    try:
        done = _built(building)
    except BaseException:
        let_go(new)  # it takes nobody's place
        raise
    if not done:
        let_go(new)
        return False
    building.still_held()
    with plainly(building.source.of.projection):
        new.take_over()
    return True


def _mark(building: Run) -> int:
    """Return up to where messages were sent, or what was told is history anyway."""
    stood, source = building.giving().position(), building.source
    head = source.log.head()
    if stood is not None and stood.epoch == source.log.epoch:
        return min(head, max(stood.number, building.mark))
    source.ledger.begun_anew(head)
    return head


def _built(building: Run) -> bool:
    """Give everything up to the mark, and return whether it came there."""
    building.follow(until=building.mark)
    return not (building.stop.is_set() or building.source.ledger.paused())
