"""The keys of a vault's own: one that opens all others, one for hashes, one for facts.

Where the vault is locked, the first is kept wrapped by what locks it, and the other two
are sealed with it; where it is not, whoever has the vault has them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from attrs import field, frozen
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .sealing import KEY_BYTES, NONCE_BYTES, random_key
from .vault_port import DamagedVaultError, KeyWrapper, LockedVaultError

MASTER, WRAPPED, SECRET, FACTS = "master", "wrapped", "secret", "facts"
MOVED = "moved"
"""Under this name stands where everything was moved to, once it was."""
NAMES = (MASTER, WRAPPED, SECRET, FACTS, MOVED)
Rows = dict[str, bytes]


@frozen(eq=False)
class VaultKeys:
    """The keys that are a vault's own, as they are used.

    Attributes:
        mark: What stands in the vault for the first; another one after a rotation.

    """

    mark: bytes = field(repr=False)
    master: AESGCM = field(repr=False)
    secret: bytes = field(repr=False)
    facts: bytes = field(repr=False)

    @classmethod
    def read(
        cls,
        rows: Mapping[str, bytes],
        wrapper: KeyWrapper | None,
        *,
        locking: bool = False,
        moved: bool = False,
    ) -> VaultKeys:
        """Return the keys that *rows* hold.

        Args:
            rows: What stands in the vault.
            wrapper: What it is locked with; None where it is not.
            locking: Whether one that is not locked yet is about to be.
            moved: Whether one that was moved elsewhere is opened all the same.

        Raises:
            DamagedVaultError: one is not there, or does not open.
            LockedVaultError: the vault is locked in another way, or was moved.

        """
        if MOVED in rows and not moved:
            to = rows[MOVED].decode()
            raise LockedVaultError.because("vault.keys-moved", to=to)
        if not ({SECRET, FACTS} <= rows.keys() and rows.keys() & {MASTER, WRAPPED}):
            raise DamagedVaultError.because("vault.keys-gone")
        if WRAPPED not in rows:
            if wrapper is not None and not locking:
                raise LockedVaultError.because("vault.not-locked-yet")
            master = rows[MASTER]
            return cls(master, AESGCM(master), rows[SECRET], rows[FACTS])
        if wrapper is None:
            raise LockedVaultError.because("vault.locked")
        box = AESGCM(_of_the_right_length(wrapper.unwrap(rows[WRAPPED])))
        secret, facts = (opened(box, rows[n], n.encode()) for n in (SECRET, FACTS))
        return cls(rows[WRAPPED], box, secret, facts)

    def renewed(self, wrapper: KeyWrapper | None) -> tuple[Rows, VaultKeys]:
        """Return rows with another master key, and the keys they hold."""
        return _rows(self.secret, self.facts, wrapper)


def new_rows(wrapper: KeyWrapper | None) -> Rows:
    """Return the rows of a new vault."""
    return _rows(random_key(), random_key(), wrapper)[0]


def _rows(
    secret: bytes, facts: bytes, wrapper: KeyWrapper | None
) -> tuple[Rows, VaultKeys]:
    master = random_key()
    box = AESGCM(master)
    if wrapper is None:
        mark, rows = master, {MASTER: master, SECRET: secret, FACTS: facts}
    else:
        mark = wrapper.wrap(master)
        own = {SECRET: secret, FACTS: facts}
        rows = {WRAPPED: mark} | {n: sealed(box, v, n.encode()) for n, v in own.items()}
    return rows, VaultKeys(mark, box, secret, facts)


def sealed(box: AESGCM, value: bytes, place: bytes) -> bytes:
    """Return *value* sealed for *place*."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + box.encrypt(nonce, value, place)


def opened(box: AESGCM, value: bytes, place: bytes) -> bytes:
    """Return what was sealed for *place*.

    Raises:
        DamagedVaultError: it does not open there.

    """
    try:
        return box.decrypt(value[:NONCE_BYTES], value[NONCE_BYTES:], place)
    except (InvalidTag, TypeError, ValueError):
        raise DamagedVaultError.because("vault.key-does-not-open") from None


def _of_the_right_length(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise LockedVaultError.because("vault.strange-answer")
    return key
