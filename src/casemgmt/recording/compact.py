"""JSON in as much memory as it takes: of its own accord orjson keeps four kilobytes each.

Whoever writes much and keeps it until a batch is whole writes with this.
"""

from __future__ import annotations

from typing import Any

import orjson


def compact(said: Any, option: int = 0) -> bytes:
    """Return *said* as JSON, written as ``orjson.dumps`` is told to."""
    return b"%b" % orjson.dumps(said, option=option)
