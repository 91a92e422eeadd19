"""Shares of what changed: each a few whole clusters, that began beside each other if many.

They are folded as those of a first build are, by this process or by several; nobody walks
over a story of which nothing was told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from uuid import UUID

from .log_source import LogSource
from .shares import Share, united

STORIES_A_SHARE = 2_500
"""At most, so that nobody holds the rows of more at a time."""
PAIRED = 2
"""As many shares for each of two processes."""
FEW = 500
"""Up to so many subjects are asked one by one with whom they were linked, and read as they
were told.
"""
Linked = Callable[[UUID], Collection[UUID]]
"""Gives whoever was ever linked with a subject: directly, or everybody of the cluster."""


def shares_of(
    changed: Sequence[Sequence[UUID]], source: LogSource, until: int
) -> Iterator[Share]:
    """Yield the shares of these clusters, about as large one as another."""
    changed = _beside(changed, source)
    pairs = -(-len(changed) // (PAIRED * STORIES_A_SHARE))
    size = -(-len(changed) // (PAIRED * pairs)) if pairs else 1
    for at in range(0, len(changed), size):
        yield _share(changed[at : at + size], until, source.epoch)


def _beside(
    changed: Sequence[Sequence[UUID]], source: LogSource
) -> Sequence[Sequence[UUID]]:
    """Return many clusters in the order in which their stories are read soonest."""
    if len(changed) <= FEW:
        return changed
    begins = source.beginnings([members[0] for members in changed])
    each = sorted(zip(begins, changed, strict=True), key=itemgetter(0))
    return [members for _, members in each]


def whole_clusters(
    source: LogSource, changed: Iterable[UUID], until: int
) -> Sequence[Sequence[UUID]]:
    """Return each whole cluster in which somebody *changed*, once: who that is first."""
    once = dict.fromkeys(changed)
    linked, seen = _linked(once, source, until), set[UUID]()
    found: list[Sequence[UUID]] = []
    for subject in once:
        if subject in seen:
            continue
        members = _reached(subject, linked)
        found.append(members)
        if len(members) > 1:
            seen.update(members)
    return found


def _linked(changed: Collection[UUID], source: LogSource, until: int) -> Linked:
    if len(changed) <= FEW or not source.gives_stories:
        return source.linked_ever
    whose = {one: all_ for all_ in united(source.links(until)).values() for one in all_}
    return lambda subject: whose.get(subject, ())


def _reached(subject: UUID, linked: Linked) -> Sequence[UUID]:
    if not linked(subject):  # as nearly everybody
        return (subject,)
    members = {subject: None}
    waiting = [subject]
    while waiting:
        for other in linked(waiting.pop()):
            if other not in members:
                members[other] = None
                waiting.append(other)
    return [*members]


def _share(some: Iterable[Sequence[UUID]], until: int, epoch: str) -> Share:
    ids = b"".join(members[0].bytes for members in some)
    several = {members[0]: tuple(sorted(members)) for members in some if len(members) > 1}
    return Share(ids, until, epoch, several)
