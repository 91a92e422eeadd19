"""All facts of a log in shares: whole clusters, folded by whoever is there to do it.

Stories that began beside each other lie beside each other, and are read together where the
log says when each began; else a share is what lies in a bucket. A cluster belongs where the
first of its records lies, so it is folded once, by whoever has that share; what lies in
another is fetched from there. The rows are those of one process.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from uuid import UUID

from attrs import evolve, frozen

from casemgmt.projections.workers import WorkerLostError, in_order, workers_of
from casemgmt.recording.port import Bucket

from . import births
from .log_source import LogSource
from .parts import FOLDED, Cluster, Part, folded, kind_of

EVENTS_A_SHARE, MANY_EVENTS = 75_000, 200_000
"""Of a share: of a short log so that all hands have work to the end, of a long one so that
opening the log for each costs little.
"""
ENOUGH_SHARES = 16
_ID = 16
Clusters = Mapping[UUID, tuple[UUID, ...]]
"""Clusters of several records, by the least of their ids."""
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
        whose: Which stories: those of a bucket, or these, sixteen bytes for each id.
        until: Where the log stood at the start.
        epoch: Which log that is.
        united: Clusters of several records that belong here, wherever these lie, each by
            the one in whose place it is folded.
        elsewhere: Records of the bucket whose cluster belongs to another.

    """

    whose: Bucket | bytes
    until: int
    epoch: str
    united: Mapping[UUID, tuple[UUID, ...]]
    elsewhere: frozenset[UUID] = frozenset()

    def done(self, source: LogSource) -> Part:
        """Return what this share comes to."""
        with without_garbage_collection():
            subjects = source.stories(self._streams(), self.until)
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

    def _streams(self) -> Bucket | Sequence[UUID]:
        ids = self.whose
        if isinstance(ids, Bucket):
            return ids
        return [UUID(bytes=ids[at : at + _ID]) for at in range(0, len(ids), _ID)]

    def _clusters(self, source: LogSource, subjects: Iterable[UUID]) -> Iterator[Cluster]:
        for subject in subjects:
            if subject in self.elsewhere:
                continue
            members = self.united.get(subject, (subject,))
            kind = kind_of(source, members)
            if kind in FOLDED:
                yield kind, members


def parts_of(source: LogSource, until: int, hands: Hands | None) -> Iterator[Part]:
    """Yield the parts of all facts, in the order of the buckets.

    Raises:
        WorkerLostError: a worker ended.

    """
    opening(hands)
    yield from done(divided(source, until), source, hands)


def opening(hands: Hands | None) -> None:
    """Have them open the log for the first time while it is looked over here."""
    if hands is not None:
        for _ in range(workers_of(hands.executor)):
            hands.executor.submit(_opened, hands.opens)


def done(shares: Iterable[Share], source: LogSource, hands: Hands | None) -> Iterator[Part]:
    """Yield what each of *shares* comes to, in their order.

    Raises:
        WorkerLostError: a worker ended.

    """
    if hands is None:
        yield from (share.done(source) for share in shares)
        return
    tasks = ((share.done_apart, hands.opens) for share in shares)
    for sent in in_order(hands.executor, tasks):
        yield evolve(sent.part, births=births.unpacked(source.vault.open(sent.births)))


def _opened(opens: Open) -> None:
    with opens():
        pass


def divided(source: LogSource, until: int) -> Sequence[Share]:
    """Return the shares into which all stories are divided."""
    clusters, begun = united(source.links(until)), source.begun(until)
    if begun is None:
        return [*_by_buckets(clusters, until, source.epoch)]
    return [*_by_beginnings(clusters, until, source.epoch, begun)]


def _by_buckets(clusters: Clusters, until: int, epoch: str) -> Iterator[Share]:
    for bucket in Bucket.divided(_number(until)):
        here = {lead: c for lead, c in clusters.items() if lead in bucket}
        elsewhere = frozenset(
            one for c in clusters.values() for one in c[1:] if one in bucket
        )
        yield Share(bucket, until, epoch, here, elsewhere)


def _by_beginnings(
    clusters: Clusters, until: int, epoch: str, begun: Iterable[tuple[bytes, int]]
) -> Iterator[Share]:
    of = {one.bytes: members for members in clusters.values() for one in members}
    a_share, events = -(-until // _number(until)), 0
    ids, here = bytearray(), dict[UUID, tuple[UUID, ...]]()
    elsewhere = set[bytes]()
    for subject, length in begun:
        events += length
        if subject in elsewhere:
            continue  # its cluster was met before
        ids += subject
        if subject in of:
            here[UUID(bytes=subject)] = of[subject]
            elsewhere.update(one.bytes for one in of[subject])
        if events >= a_share:
            yield Share(bytes(ids), until, epoch, here)
            ids, here, events = bytearray(), {}, 0
    if ids:
        yield Share(bytes(ids), until, epoch, here)


def _number(events: int) -> int:
    """Return into how many shares so many events are divided."""
    most = max(1, -(-events // EVENTS_A_SHARE))
    return min(most, max(ENOUGH_SHARES, -(-events // MANY_EVENTS)))


def united(links: Iterable[tuple[UUID, UUID]]) -> Clusters:
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
