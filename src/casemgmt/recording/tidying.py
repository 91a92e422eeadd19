"""Tidying while a journal is read: memory that nobody uses is looked for now and then."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TIDY_AFTER_BATCHES, TIDY_AFTER_REJECTS = 64, 1_000
"""What is recorded is let go of without a collector; an error leaves circles behind."""


@contextmanager
def young_garbage_only() -> Iterator[Callable[[int], None]]:
    """Keep the collector from looking at every story at hand again and again.

    What is given is told after each batch how many lines it rejected: now and then it looks
    at what is new since the last time, which is all there can be.
    """
    before, due = gc.isenabled(), 0.0

    def tidy(rejected: int) -> None:
        nonlocal due
        due += 1 / TIDY_AFTER_BATCHES + rejected / TIDY_AFTER_REJECTS
        if due >= 1:
            gc.collect(0)
            due = 0.0

    gc.disable()
    try:
        yield tidy
    finally:
        if before:
            gc.enable()
