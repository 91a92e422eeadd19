"""A service that keeps keys, played by one object: its keys are those it was given."""

from __future__ import annotations

from attrs import define, field
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from casemgmt.errors import BusyError
from casemgmt.privacy.vault_port import LockedVaultError


@define
class FakeKMS:
    """A ``KeyWrapper`` for tests, which can be out of reach and get newer keys.

    Attributes:
        keys: The keys of the service, the newest last; none of another service opens what
            one of these wrapped.
        reachable: Whether it answers.

    """

    keys: list[bytes] = field(factory=lambda: [AESGCM.generate_key(256)], repr=False)
    reachable: bool = True

    def renew(self) -> None:
        """Let the service have a newer key; older ones still unwrap."""
        self.keys.append(AESGCM.generate_key(256))

    def wrap(self, key: bytes) -> bytes:
        """Return *key* wrapped with the newest key (RFC 3394).

        Raises:
            BusyError: the service does not answer.

        """
        self._answer()
        return aes_key_wrap(self.keys[-1], key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return what one of the keys wrapped.

        Raises:
            BusyError: the service does not answer.
            LockedVaultError: none of its keys wrapped it.

        """
        self._answer()
        for key in reversed(self.keys):
            try:
                return aes_key_unwrap(key, wrapped)
            except InvalidUnwrap:
                continue
        raise LockedVaultError.because("lock.service-lacks-key")

    def _answer(self) -> None:
        if not self.reachable:
            raise BusyError.because("lock.service-away")
