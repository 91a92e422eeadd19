"""What of a stored event goes into the proof of the log, and how one follows another.

The leaf is that of RFC 6962: SHA-256 over a zero byte and the canonical envelope with the
sealed payload. Position, epoch and ``stored_at`` are not in it, so that the logs of two
engines can be compared; sealed values are in it as they lie there, so that destroying a
key changes nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

import orjson

_STORED_AT = re.compile(rb',"stored":-?\d+((?:,"with":"[0-9a-f]*")?\})\Z')
_LONGEST_END = 100
"""Bytes: "stored" is the last key of an envelope, or the last but "with"."""


def leaf(stream: str, version: int, name: str, state: bytes) -> bytes:
    """Return the leaf of an event; *stream* is written as 32 hexadecimal digits."""
    if b'"stored":' in state:
        state = _without_stored_at(state)
    place = stream.encode(), b'","version":%d}' % version
    return sha256(b"".join((b'\0{"event":', state, _named(name), *place))).digest()


def chained(before: bytes | None, leaf: bytes) -> bytes:
    """Return the link of an event: over its leaf and the link of the event *before*."""
    return sha256((before or b"") + leaf).digest()


def _without_stored_at(state: bytes) -> bytes:
    end = _STORED_AT.search(state, max(0, len(state) - _LONGEST_END))
    return state if end is None else state[: end.start()] + end[1]


@lru_cache(maxsize=1024)
def _named(name: str) -> bytes:
    return b',"name":' + orjson.dumps(name) + b',"stream":"'
