"""A read model that several bring up at once, on as many machines, bucket by bucket.

Each bucket of stories has a lease of its own: whoever holds it gives to that bucket, and
nobody else does. Who dies leaves a bucket where it stood, rows and position in one
transaction; its lease ends with it, and the next to look takes it from there.

To take a bucket one goes through a door, the lease of the whole read model, and closes it
behind oneself. Whoever wants all of it for himself - a rebuild, an erasure - stays in the
door and waits until those who are inside have come out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from os import getpid
from time import monotonic, sleep

from attrs import evolve

from casemgmt.errors import BusyError
from casemgmt.recording.port import EventLog, Held

from .adapter import Adapter, Shareable
from .giving import StoppedError, plainly
from .ledger import Destination
from .runner import Run, Source

AT_THE_DOOR = 5.0
"""Seconds for which one waits at the door: others stand in it for a moment only."""
ALL_OUT = 30.0
"""Seconds for which one who wants all of it waits until the others have come out."""
_A_MOMENT = 0.05


@contextmanager
def alone(log: EventLog, of: Destination, adapter: Adapter) -> Iterator[Held]:
    """Hold a read model so that nobody else gives to any part of it.

    Raises:
        BusyError: somebody does, and for long.

    """
    if not isinstance(adapter, Shareable):
        with log.lease(of.lease) as still_held:
            yield still_held
        return
    with ExitStack() as leases:
        held = [leases.enter_context(_soon(log, of.lease, AT_THE_DOOR))]
        until = monotonic() + ALL_OUT
        for rank in range(adapter.buckets):
            left = until - monotonic()
            held.append(leases.enter_context(_soon(log, of.lease_of(rank), left)))

        def still_held() -> None:
            for one in held:
                one()

        yield still_held


def is_worked_on(log: EventLog, of: Destination, adapter: Adapter | None) -> bool:
    """Whether somebody gives to this read model just now, or to a part of it."""
    names = [of.lease]
    if isinstance(adapter, Shareable):
        names += map(of.lease_of, range(adapter.buckets))
    return any(_is_held(log, name) for name in names)


def stands_elsewhere(adapter: Shareable, source: Source) -> bool:
    """Whether any bucket stands in another log: then all of them begin anew together."""
    with plainly(source.of.projection):
        kept = [adapter.bucket(rank).position() for rank in range(adapter.buckets)]
    return any(at is not None and at.epoch != source.log.epoch for at in kept)


def begin_anew(run: Run, still_held: Held) -> None:
    """Let all of it drop what it has of another log, unless somebody did meanwhile."""
    run.still_held = still_held
    if isinstance(run.adapter, Shareable) and stands_elsewhere(run.adapter, run.source):
        with suppress(StoppedError):
            run.begin_anew(run.giving())


def bring_up(run: Run, until: int | None) -> int:
    """Bring up each bucket that is to be had, and return how many events that took.

    What others hold is theirs: they bring it up, or leave it to the next who looks.

    Raises:
        BusyError: all of it is others'.

    """
    shares, given, worked = [*run.shares()], 0, False
    first = getpid() % len(shares)  # not all begin with the same
    waiting = [*range(first, len(shares)), *range(first)]
    while waiting and not run.stop.is_set():
        with _one_of(run.source, waiting) as taken:
            if taken is None:
                break
            rank, still_held = taken
            waiting.remove(rank)
            share = evolve(shares[rank], still_held=still_held)
            share.follow(until)
            given, worked = given + share.given, True
    if waiting and not worked:
        raise BusyError.because("adapter.others-bring-up")
    return given


@contextmanager
def _one_of(source: Source, waiting: list[int]) -> Iterator[tuple[int, Held] | None]:
    """Hold the first of these buckets that nobody has; None where each is somebody's."""
    log, of = source.log, source.of
    with ExitStack() as leases:
        taken = None
        with in_the_door(log, of):
            for rank in waiting:
                with suppress(BusyError):
                    taken = rank, leases.enter_context(log.lease(of.lease_of(rank)))
                    break
        yield taken


@contextmanager
def in_the_door(log: EventLog, of: Destination) -> Iterator[None]:
    """Prepare what all who share a read model need, one after the other."""
    with _soon(log, of.lease, AT_THE_DOOR):
        yield


@contextmanager
def _soon(log: EventLog, name: str, seconds: float) -> Iterator[Held]:
    """Hold a lease that others hold for a moment only.

    Raises:
        BusyError: they held it for so long.

    """
    until = monotonic() + seconds
    with ExitStack() as leases:
        while True:
            try:
                held = leases.enter_context(log.lease(name))
            except BusyError:
                if monotonic() > until:
                    raise
                sleep(_A_MOMENT)
            else:
                break
        yield held


def _is_held(log: EventLog, name: str) -> bool:
    try:
        with log.lease(name):
            return False
    except BusyError:
        return True
