"""A log as the facts read it, opened by whoever folds a share of it, in any process.

Neither what answers a question nor what records is imported for it: a process begins
sooner so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casemgmt.facts.log_source import LogSource
from casemgmt.opening.apart import opened_apart


@contextmanager
def read_apart(address: str, config: Path | None) -> Iterator[LogSource]:
    """Give the log at *address*, as the facts read it, in any process."""
    with opened_apart(address, config) as (log, codec, vault, chosen):
        yield LogSource(log, codec, vault, chosen.zone)
