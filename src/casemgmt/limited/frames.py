"""What crosses the pipe to a limited process: frames of JSON, never longer than agreed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

import orjson

LENGTH_BYTES = 4
LARGEST_ANSWER = 1024 * 1024
"""In bytes, unless who asks expects more."""
LARGEST_FRAME = 2**31


class FrameError(Exception):
    """What came through the pipe is no frame of ours, or the pipe ended."""


def send(pipe: BinaryIO, said: Mapping[str, Any]) -> None:
    """Write one frame: its length, then JSON."""
    frame = orjson.dumps(said, default=str)
    pipe.write(len(frame).to_bytes(LENGTH_BYTES, "big"))
    pipe.write(frame)
    pipe.flush()


def receive(pipe: BinaryIO, largest: int = LARGEST_ANSWER) -> dict[str, Any] | None:
    """Return the next frame, None when the pipe ended.

    Raises:
        FrameError: it is longer than *largest* bytes, cut off, or no JSON object.

    """
    head = pipe.read(LENGTH_BYTES)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < LENGTH_BYTES or length > largest:
        raise FrameError
    frame = pipe.read(length)
    try:
        said = orjson.loads(frame)
    except orjson.JSONDecodeError:
        raise FrameError from None
    if type(said) is not dict:
        raise FrameError
    return said
