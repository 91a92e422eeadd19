"""What a process of its own may use; set by that process, upon itself.

POSIX keeps the limits. Elsewhere, and where a system does not know one, the process works
without it and says so; the time limit is kept by who started it, everywhere.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from math import ceil
from pathlib import Path
from time import sleep

from attrs import field, frozen
from attrs.validators import gt

try:
    import resource
except ImportError:  # not on this platform
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024
POLITENESS = 10
"""How much less urgent a follower is than who records, on a busy machine (nice(2))."""
_TRIES = 3
_BETWEEN_TRIES = 0.15
"""Seconds: Linux changes this for somebody ten times a second."""
GRACE_SECONDS = 5
OUT_OF_MEMORY = 77
"""The exit code of a process that had no memory left."""


@frozen
class Limits:
    """What it may use.

    Attributes:
        seconds: How long one call may take, by the clock; and how many seconds of a
            processor it may use for it, with what it leaves running behind.
        memory_mb: How much address space the process may have, in megabytes.

    """

    seconds: float = field(default=60.0, validator=gt(0))
    memory_mb: int = field(default=1024, validator=gt(0))


def limit_for_life(limits: Limits) -> bool:
    """Limit this process, and everything it starts; return whether memory is limited."""
    most = limits.memory_mb * MEGABYTE
    if resource is not None:
        with suppress(OSError, ValueError):  # a system that does not keep it
            # a core would hold what is personal
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            return True
    return False


def let_others_first(pid: int = 0) -> None:
    """Let who records go before the process *pid*, or this one, where processors are few.

    Linux compares how urgent processes are only within a session, and shares a processor
    between sessions: of whoever has one alone it is said of the session too.
    """
    if not hasattr(os, "setpriority"):
        return
    urgent = os.getpriority(os.PRIO_PROCESS, pid)
    os.setpriority(os.PRIO_PROCESS, pid, max(urgent, POLITENESS))
    session = Path(f"/proc/{pid or 'self'}/autogroup")
    if session.exists() and os.getsid(pid) == (pid or os.getpid()):
        _let_other_sessions_first(session)


def _let_other_sessions_first(session: Path) -> None:
    for _ in range(_TRIES):
        try:
            session.write_text(str(POLITENESS))
        except BlockingIOError:  # it was asked too often just now
            sleep(_BETWEEN_TRIES)
        except OSError:
            return
        else:
            return


def limit_this_call(limits: Limits) -> None:
    """End this process when the call that begins now takes too long.

    The kernel ends it: also where nobody is left to do so, and whatever it is caught in.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + GRACE_SECONDS)
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = ceil(used.ru_utime + used.ru_stime + limits.seconds)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(OSError, ValueError):  # a harder limit stands already
            resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def call_is_over() -> None:
    """Let this process wait for the next call as long as it takes."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
