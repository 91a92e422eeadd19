"""What a process streams: frames of three parts, each as many bytes as it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

LENGTH_BYTES = 4
PARTS = 3
LARGEST = 32 * 1024 * 1024
Parts = tuple[bytes, ...]


class WrongPartsError(Exception):
    """What came is no frame of ours, or was cut off."""


def packed(parts: Sequence[bytes]) -> bytes:
    """Return *parts* as they cross the pipe."""
    lengths = (len(part).to_bytes(LENGTH_BYTES, "big") for part in parts)
    return b"".join(piece for pair in zip(lengths, parts, strict=True) for piece in pair)


def unpacked(pipe: IO[bytes]) -> Parts | None:
    """Return the next frame, None when the pipe ended.

    Raises:
        WrongPartsError: a part is longer than it may be, or was cut off.

    """
    head = pipe.read(LENGTH_BYTES)
    if not head:
        return None
    first = _part(pipe, head)
    return first, *(_part(pipe, pipe.read(LENGTH_BYTES)) for _ in range(PARTS - 1))


def _part(pipe: IO[bytes], head: bytes) -> bytes:
    length = int.from_bytes(head, "big")
    if len(head) < LENGTH_BYTES or length > LARGEST:
        raise WrongPartsError
    part = pipe.read(length)
    if len(part) < length:
        raise WrongPartsError
    return part
