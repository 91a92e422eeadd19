"""What a process that only reads and answers gives up, for good; it imports little.

After this it can open no file and no connection and start nothing: it has the pipes it was
given, its memory, and a few seconds of a processor for each piece of its work. POSIX keeps
that; elsewhere the process is a process of its own, and no more.
"""

from __future__ import annotations

from contextlib import suppress
from math import ceil

try:
    import resource
except ImportError:  # not on this platform
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024
OUT_OF_MEMORY = 77
"""The exit code of a process that had no memory left."""


def confine(memory_mb: int) -> None:
    """Give up all but what is open already, and memory beyond *memory_mb* in all."""
    if resource is not None:
        _set(resource.RLIMIT_CORE, 0)  # a core would hold what is personal
        _set(resource.RLIMIT_FSIZE, 0)  # nothing into a file that is open
        _set(getattr(resource, "RLIMIT_NPROC", resource.RLIMIT_CORE), 0)
        _set(resource.RLIMIT_AS, memory_mb * MEGABYTE)
        _set(resource.RLIMIT_NOFILE, 0)  # no file, no socket, no pipe


def allow(seconds: float) -> None:
    """Let the kernel end this process when it works for more than so long from now on."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = ceil(used.ru_utime + used.ru_stime + seconds)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(OSError, ValueError):  # a harder limit stands already
            resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _set(limit: int, most: int) -> None:
    with suppress(OSError, ValueError):  # a system that does not keep it
        resource.setrlimit(limit, (most, most))
