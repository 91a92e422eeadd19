"""A moment of the log that every server has reached: what a snapshot shows."""

from __future__ import annotations

from time import monotonic, sleep
from typing import Any

from casemgmt.errors import BusyError

from .lookups import Lookups
from .paging import BEHIND_SECONDS

_A_MOMENT = 0.01


def moment(lookups: Lookups, shown: str) -> tuple[int, int]:
    """Return the last event and the last message of a moment all servers have reached.

    Raises:
        BusyError: nobody leads the stream, or a server stays behind.

    """
    until = monotonic() + BEHIND_SECONDS
    while monotonic() < until:
        state = lookups.state()
        last, head = state["state"]["last_seq"], lookups.head()
        if head > last:
            continue  # something came between the two questions
        while monotonic() < until and not _have_reached(state, last):
            sleep(_A_MOMENT)
            state = lookups.state()
        return head, last
    raise BusyError.because("casemgmt_nats:cluster.too-busy", address=shown)


def _have_reached(state: dict[str, Any], place: int) -> bool:
    """Return whether every server that answers has what stands at *place*."""
    last = state["state"]["last_seq"]
    others = state.get("cluster", {}).get("replicas", ())
    return all(
        last - one.get("lag", 0) >= place for one in others if not one.get("offline")
    )
