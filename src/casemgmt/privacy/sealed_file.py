"""A file of a person's, sealed with the person's own key: read and written piece by piece.

Each file has a key of its own, derived from the person's and a random salt (HKDF, RFC
5869). It is sealed in pieces of 64 KiB (AES-256-GCM), numbered in their nonces, so that
none can be left out, repeated or put elsewhere; a head before them says how long the
content is. Content is padded, so that its length does not tell which document it is.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from typing import BinaryIO
from uuid import UUID

from attrs import frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casemgmt.errors import InvalidError, RepairNeededError

from .sealing import KEY_BYTES, NONCE_BYTES

MARK = b"casemgmt attachment 1\n"
PIECE = 64 * 1024
SMALLEST = 4096
_SALT, _TAG, _LENGTH = 32, 16, 8
_CHANGED = "an attachment was changed: it does not open"


class DamagedAttachmentError(RepairNeededError):
    """A sealed file does not open: its bytes were changed, or are another's."""


@frozen
class Sealed:
    """What is known of a file once it is sealed.

    Attributes:
        content: A hash of what is in it, keyed: it says nothing to who has not the key.
        digest: The SHA-256 of the sealed bytes, by which anybody sees that they are whole.

    """

    content: str
    digest: str


def seal_file(
    source: BinaryIO, length: int, to: BinaryIO, *, person: UUID, key: bytes
) -> Sealed:
    """Write the *length* bytes of *source*, sealed, and return how they are known.

    Raises:
        InvalidError: there are more bytes in it, or fewer: somebody writes to it.

    """
    salt = os.urandom(_SALT)
    box, place = AESGCM(_derived(key, salt, b"pieces")), person.bytes
    named, written, nonces = _hash_of(key), sha256(), map(_nonce, count())

    def put(part: bytes) -> None:
        written.update(part)
        to.write(part)

    put(MARK + salt)
    put(box.encrypt(next(nonces), length.to_bytes(_LENGTH, "big"), place))
    for piece in _padded(source, length):
        named.update(piece[:length])
        length -= min(length, len(piece))
        put(box.encrypt(next(nonces), piece, place))
    return Sealed(named.hexdigest(), written.hexdigest())


def open_file(
    source: BinaryIO, *, person: UUID, key: bytes, content: str
) -> Iterator[bytes]:
    """Yield what is sealed in *source*, piece by piece.

    What was yielded is to be let go of when this raises: it is not the whole.

    Raises:
        DamagedAttachmentError: it is not what was sealed for *person* as *content*.

    """
    if source.read(len(MARK)) != MARK:
        raise DamagedAttachmentError.because("attachment.changed")
    box = AESGCM(_derived(key, source.read(_SALT), b"pieces"))
    named, nonces = _hash_of(key), map(_nonce, count())

    def opened(size: int) -> bytes:
        try:
            return box.decrypt(next(nonces), source.read(size + _TAG), person.bytes)
        except (InvalidTag, ValueError):
            raise DamagedAttachmentError.because("attachment.changed") from None

    length = int.from_bytes(opened(_LENGTH), "big")
    for size in _pieces(padded_length(length)):
        piece = opened(size)[:length]
        length -= len(piece)
        named.update(piece)
        if piece:
            yield piece
    if source.read(1) or named.hexdigest() != content:
        raise DamagedAttachmentError.because("attachment.changed")


def padded_length(length: int) -> int:
    """Return how long a content of *length* is once padded: at most 12 in 100 longer.

    By the rule Padmé (Nikitin et al., PURBs, 2019): of a length, only its first few binary
    digits are left to be seen.
    """
    if length <= SMALLEST:
        return SMALLEST
    digits = length.bit_length() - 1
    mask = (1 << (digits - digits.bit_length())) - 1
    return (length + mask) & ~mask


def _padded(source: BinaryIO, length: int) -> Iterator[bytes]:
    """Yield the pieces of *source*, padded."""
    left = length
    for size in _pieces(padded_length(length)):
        piece = source.read(min(size, left))
        if len(piece) < min(size, left):
            raise InvalidError("file", "written-to-meanwhile")
        left -= len(piece)
        yield piece.ljust(size, b"\0")
    if source.read(1):
        raise InvalidError("file", "written-to-meanwhile")


def _pieces(length: int) -> Iterator[int]:
    for begin in range(0, length, PIECE):
        yield min(PIECE, length - begin)


def _hash_of(key: bytes) -> hmac.HMAC:
    return hmac.new(_derived(key, None, b"names"), digestmod=sha256)


def _derived(key: bytes, salt: bytes | None, use: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt, MARK + use).derive(key)


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_BYTES, "big")
