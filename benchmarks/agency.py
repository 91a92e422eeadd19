"""A journal as an agency's tool would send it: neighbours belong to different children.

Stories lie in blocks of two thousand children, in the order of their days inside a block,
as in a log of :mod:`benchmarks.seasons`; every command has an id drawn by chance.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from uuid import UUID

import orjson

from .seasons import BLOCK, TOLD, children


def journal(number: int, seed: int = 11) -> Iterator[str]:
    """Yield the lines of *number* children, fifty commands each."""
    chance = random.Random(seed)
    stories = [list(child.story()) for child in children()]
    for first in range(0, number, BLOCK):
        block = range(first, min(first + BLOCK, number))
        told = (
            (day, child, command, data)
            for child in block
            for day, command, data in stories[child % TOLD]
        )
        for day, child, command, data in sorted(told, key=lambda one: one[0]):
            said = {
                "id": str(UUID(int=chance.getrandbits(128), version=4)),
                "command": command,
            }
            whose = {"subject": f"child:C{child}", "on": day, "by": "amina", "data": data}
            yield orjson.dumps(said | whose).decode()
