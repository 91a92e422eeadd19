"""Tasks done by whoever is there - threads, processes, machines - and taken in their order.

Who only does a task imports this, and not what tasks are made of.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any

from casemgmt.errors import RetryableError
from casemgmt.locale import sentence

AHEAD = 2
"""Parts for each worker that are ready, or on their way, before they are gathered."""
WORKERS = 8
"""Where an executor does not say how many it has."""


class WorkerLostError(RetryableError):
    """A worker ended before its part was done: nothing was changed, run it again."""

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, language: str = "en") -> str:
        """Return what happened, in ``ar``, ``fr`` or ``en``."""
        return sentence("projection.worker-lost", language)


def in_order(
    executor: Executor, tasks: Iterable[tuple[Callable[[Any], Any], Any]]
) -> Iterator[Any]:
    """Yield what comes of *tasks*, in their order; only a few are done ahead of it.

    Raises:
        WorkerLostError: a worker ended.

    """
    ahead = AHEAD * workers_of(executor)
    waiting: deque[Future[Any]] = deque()
    try:
        for work, of in tasks:
            waiting.append(executor.submit(work, of))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor:
        raise WorkerLostError from None
    finally:
        for future in waiting:
            future.cancel()


def workers_of(executor: Executor) -> int:
    """Return how many tasks *executor* does at a time."""
    return int(getattr(executor, "_max_workers", WORKERS))
