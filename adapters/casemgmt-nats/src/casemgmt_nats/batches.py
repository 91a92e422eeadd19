"""An atomic batch: messages that are stored together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from .said import Message

EVERY = 500
"""Messages of a batch that are sent before the server has said that it has them."""
EXPECTED = "Nats-Expected-Last-Subject-Sequence"
_BATCH, _RANK, _COMMIT = "Nats-Batch-Id", "Nats-Batch-Sequence", "Nats-Batch-Commit"
ANYTHING = -1
Written = tuple[Message, int]
"""A message, and the place of what it follows at its subject: 0 for nothing at all,
``ANYTHING`` for whatever stands there."""


def as_batch(written: Sequence[Written]) -> list[Message]:
    """Return the messages of one batch, the last of which commits it."""
    batch = uuid4().hex
    found = []
    for rank, (message, place) in enumerate(written, 1):
        headers = {**message.headers, _BATCH: batch, _RANK: str(rank)}
        if place != ANYTHING:
            headers[EXPECTED] = str(place)
        if rank == len(written):
            headers[_COMMIT] = "1"
        found.append(Message(message.subject, message.body, headers))
    return found
