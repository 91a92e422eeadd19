"""All facts of a log in shares: whole clusters, folded by whoever is there to do it.

A cluster belongs where the least of its ids lies, so it is folded once, by whoever has
that bucket; what lies in another bucket is fetched from there. The rows are those of one
process.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.projections.dividing import WorkerLostError, in_order
from casemgmt.recording.port import Bucket

from . import births
from .log_source import LogSource
from .parts import Cluster, Part, folded

EVENTS_A_SHARE, MANY_EVENTS = 75_000, 300_000
"""Of a share: of a short log so that all hands have work to the end, of a long one so that
opening the log for each costs little.
"""
ENOUGH_SHARES = 16
KINDS = frozenset({"child", "household", "centre", "agreement"})
Open = Callable[[], AbstractContextManager[LogSource]]
"""Opens the log to be read, in whichever process it is called."""


@frozen
class Hands:
    """Who folds the shares.

    Attributes:
        executor: Of threads, processes or machines.
        opens: How a worker opens the log.

    """

    executor: Executor
    opens: Open


Engaged = Callable[[], AbstractContextManager[Hands | None]]
"""Engages who folds, as long as it takes."""


@contextmanager
def nobody() -> Iterator[None]:
    """Engage nobody: this very thread folds everything."""
    yield None


@frozen
class Sent:
    """A part on its way between processes: its days of birth are sealed."""

    part: Part
    births: bytes


@frozen
class Share:
    """What one worker folds at a time. It can be sent to another process.

    Attributes:
        bucket: Which stories.
        until: Where the log stood at the start.
        epoch: Which log that is.
        united: Clusters of several records that belong here, wherever these lie.
        elsewhere: Records of the bucket whose cluster belongs to another.

    """

    bucket: Bucket
    until: int
    epoch: str
    united: tuple[tuple[UUID, ...], ...]
    elsewhere: frozenset[UUID]

    def done(self, source: LogSource) -> Part:
        """Return what this share comes to."""
        with without_garbage_collection():
            subjects = source.stories(self.bucket, self.until)
            return folded(source, self._clusters(source, subjects), self.until, source.zone)

    def done_apart(self, opens: Open) -> Sent:
        """Return the same from wherever this runs: the log is opened for it.

        Raises:
            WorkerLostError: another log is there now.

        """
        with opens() as source:
            if source.epoch != self.epoch:
                raise WorkerLostError
            part = self.done(source)
            sealed = source.vault.seal(births.packed(part.births))
            return Sent(evolve(part, births=()), sealed)

    def _clusters(self, source: LogSource, subjects: Iterable[UUID]) -> Iterator[Cluster]:
        leads = {members[0]: members for members in self.united}
        for subject in subjects:
            if subject in self.elsewhere:
                continue
            kind = source.kind(subject)
            if kind in KINDS:
                yield kind, leads.get(subject, (subject,))


def parts_of(source: LogSource, until: int, hands: Hands | None) -> Iterator[Part]:
    """Yield the parts of all facts, in the order of the buckets.

    Raises:
        WorkerLostError: a worker ended.

    """
    shares = divided(source, until)
    if hands is None:
        yield from (share.done(source) for share in shares)
        return
    tasks = ((share.done_apart, hands.opens) for share in shares)
    for sent in in_order(hands.executor, tasks):
        yield evolve(sent.part, births=births.unpacked(source.vault.open(sent.births)))


def divided(source: LogSource, until: int) -> Sequence[Share]:
    """Return the shares into which all stories are divided."""
    clusters = united(source.links(until))
    shares = []
    for bucket in Bucket.divided(_number(until)):
        here = tuple(c for lead, c in clusters.items() if lead in bucket)
        elsewhere = frozenset(
            one for c in clusters.values() for one in c[1:] if one in bucket
        )
        shares.append(Share(bucket, until, source.epoch, here, elsewhere))
    return shares


def _number(events: int) -> int:
    """Return into how many shares so many events are divided."""
    most = max(1, -(-events // EVENTS_A_SHARE))
    return min(most, max(ENOUGH_SHARES, -(-events // MANY_EVENTS)))


def united(links: Iterable[tuple[UUID, UUID]]) -> Mapping[UUID, tuple[UUID, ...]]:
    """Return the clusters of several records, by the least of their ids."""
    cluster: dict[UUID, set[UUID]] = {}
    for one, other in links:
        here, there = cluster.setdefault(one, {one}), cluster.setdefault(other, {other})
        if here is not there:
            less, more = sorted((here, there), key=len)
            more |= less
            cluster.update(dict.fromkeys(less, more))
    each = {id(members): tuple(sorted(members)) for members in cluster.values()}
    return {members[0]: members for members in each.values()}


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Fold without looking for cycles: there are none, and looking takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
