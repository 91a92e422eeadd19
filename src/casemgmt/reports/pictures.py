"""Whether bytes are a picture that every renderer can draw: PNG or JPEG, whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

PNG: Final = b"\x89PNG\r\n\x1a\n"
JPEG: Final = b"\xff\xd8\xff"
JPEG_ENDS: Final = b"\xff\xd9"
_SIZED: Final = 12  # bytes around the data of a chunk: its length, its name, its sum


def is_picture(said: bytes) -> bool:
    """Return whether *said* is a whole PNG or JPEG picture."""
    if said.startswith(JPEG):
        return said.rstrip(b"\x00").endswith(JPEG_ENDS)
    return said.startswith(PNG) and _whole(list(_chunks(said)))


def _whole(chunks: list[tuple[bytes, bytes]]) -> bool:
    names = [name for name, _ in chunks]
    if not names or names[0] != b"IHDR" or names[-1] != b"IEND":
        return False
    try:
        return bool(zlib.decompress(b"".join(d for name, d in chunks if name == b"IDAT")))
    except zlib.error:
        return False


def _chunks(said: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG as far as their sums are right."""
    at = len(PNG)
    while at + _SIZED <= len(said):
        length = int.from_bytes(said[at : at + 4])
        named = said[at + 4 : at + 8 + length]
        if zlib.crc32(named) != int.from_bytes(
            said[at + 8 + length : at + _SIZED + length]
        ):
            return
        yield named[:4], named[4:]
        at += _SIZED + length
