"""Where an adapter runs: in this process, or in one of its own.

What comes with casemgmt runs here. What somebody else wrote runs apart: whoever installs it
has read its page, and not its code. A configuration may say otherwise for each.
"""

from __future__ import annotations

from casemgmt.config import AdapterConfig
from casemgmt.limited.limiting import Limits

from .adapter import Adapter, found, named
from .isolation import Isolated

OURS = frozenset(f"casemgmt-{name}" for name in ("excel", "lake", "nats", "report", "sql"))
"""The distributions this repository makes, beside casemgmt itself."""


def chosen(how: AdapterConfig) -> Adapter:
    """Return the installed adapter that keeps what is configured, where it is to run.

    Raises:
        MissingExtraError: no adapter of this name is installed.
        AdapterApiError: it speaks another version of the protocol.
        AdapterStoppedError: its own process came to no answer.
        AdapterFailedError: it failed there at once.

    """
    apart = is_a_strangers(how.adapter) if how.isolated is None else how.isolated
    if not apart:
        return named(how.adapter, how.to)
    usual = Limits()
    seconds = usual.seconds if how.seconds is None else how.seconds
    memory_mb = usual.memory_mb if how.memory_mb is None else how.memory_mb
    return Isolated(how.adapter, how.to, Limits(seconds, memory_mb))


def is_a_strangers(name: str) -> bool:
    """Whether the installed adapter *name* comes in a distribution that is not ours."""
    comes_in = {ep.dist.name for ep in found() if ep.name == name and ep.dist is not None}
    known = {"casemgmt", *OURS}
    return any(each.lower().replace("_", "-") not in known for each in comes_in)
