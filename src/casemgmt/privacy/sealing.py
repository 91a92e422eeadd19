"""Sealing: a personal value, readable only with its person's key and in its own place.

AES-256-GCM with a key for each person (NIST SP 800-38D). The associated data is person,
stream, version and field, so that a sealed value moved anywhere else does not open.
"""

from __future__ import annotations

import os
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32
MARK = "~"
FORGOTTEN: Any = {"forgotten": True}


class KeyGoneError(KeyError):
    """Nothing can be sealed for a person who was erased."""


class Keys(Protocol):
    """Where a person's key is: None when the person was erased."""

    def key(self, person: UUID) -> bytes | None:
        """Return the key of *person*."""


class Place(NamedTuple):
    """Where a sealed value stands; it opens nowhere else."""

    person: UUID
    stream: UUID
    version: int

    def of(self, field: str) -> bytes:
        """Return the associated data of *field* in this place."""
        whose, where, version = self
        person = whose.bytes
        stream = person if where is whose else where.bytes
        return b"%b%b%d/%b" % (person, stream, version, field.encode())


class Sealer:
    """Seals and opens personal values with the keys of a vault.

    Opened keys are kept while the process lives, a few thousand at most.
    """

    def __init__(self, keys: Keys, *, keep: int = 4096) -> None:
        self._keys = keys
        self._ciphers: dict[UUID, AESGCM] = {}
        self.keep = keep

    def seal(self, value: Any, place: Place, field: str) -> dict[str, str]:
        """Return *value*, JSON-ready, sealed for *place*.

        Raises:
            KeyGoneError: the person has no key any more.

        """
        return self.sealing(place)(value, field)

    def sealing(self, place: Place) -> Callable[[Any, str], dict[str, str]]:
        """Return what seals values for *place*, each for its field."""
        person, before = place.person, place.of("")

        def seal(value: Any, field: str) -> dict[str, str]:
            cipher = self._ciphers.get(person) or self._cipher(person)
            if cipher is None:
                raise KeyGoneError(person)
            nonce = os.urandom(NONCE_BYTES)
            beside = before + field.encode()
            sealed = nonce + cipher.encrypt(nonce, orjson.dumps(value), beside)
            return {MARK: b2a_base64(sealed, newline=False).decode()}

        return seal

    def open(self, sealed: Any, place: Place, field: str) -> Any:
        """Return the value that was sealed; ``{"forgotten": true}`` when its key is gone.

        Raises:
            ValueError: the sealed bytes were changed or moved.

        """
        cipher = self._cipher(place.person)
        if cipher is None:
            return FORGOTTEN
        try:
            raw = a2b_base64(sealed[MARK])
            return orjson.loads(
                cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.of(field))
            )
        except (InvalidTag, KeyError, TypeError, ValueError):
            msg = f"the sealed field {field} was changed or moved"
            raise ValueError(msg) from None

    def wrap(self, said: bytes, persons: Sequence[UUID], beside: bytes) -> bytes | None:
        """Return *said* sealed with the keys of all *persons*: gone with the first of them.

        It opens only *beside* the very bytes it was sealed beside. None when somebody has
        no key any more.
        """
        for person in persons:
            cipher = self._cipher(person)
            if cipher is None:
                return None
            nonce = os.urandom(NONCE_BYTES)
            said = nonce + cipher.encrypt(nonce, said, beside)
        return said

    def unwrap(self, sealed: bytes, persons: Sequence[UUID], beside: bytes) -> bytes | None:
        """Return what ``wrap`` sealed; None when a key is gone, or any byte is another."""
        try:
            for person in reversed(persons):
                cipher = self._cipher(person)
                if cipher is None:
                    return None
                sealed = cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], beside)
        except (InvalidTag, ValueError):
            return None
        return sealed

    def forget(self, person: UUID) -> None:
        """Drop the key of *person* from memory."""
        self._ciphers.pop(person, None)

    def _cipher(self, person: UUID) -> AESGCM | None:
        cipher = self._ciphers.get(person)
        if cipher is None:
            key = self._keys.key(person)
            if key is None:
                return None
            if len(self._ciphers) >= self.keep:
                self._ciphers.clear()
            cipher = self._ciphers[person] = AESGCM(key)
        return cipher


def random_key() -> bytes:
    """Return a new key."""
    return os.urandom(KEY_BYTES)
