"""What processes took of the processors: more than a clock tells where others work."""

from __future__ import annotations

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_OWN, _OF_ITS_DEAD = slice(11, 13), slice(11, 15)
"""Where ``/proc/PID/stat`` tells of a process, and of it with its own that ended."""


def seconds_of(pid: int) -> float:
    """Return the seconds of one process; 0 once it has ended."""
    return sum(_times(pid)[_OWN])


def seconds_of_family(pid: int) -> float:
    """Return the seconds of a process and of all it ever started."""
    tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_times(pid)[_OF_ITS_DEAD]) + sum(seconds_of(int(one)) for one in tasks)


def _times(pid: int) -> list[float]:
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended
        return []
    return [int(ticks) / _TICKS if ticks.isdecimal() else 0.0 for ticks in told]
