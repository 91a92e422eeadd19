"""The vault in a bucket of a cluster, for many sites; always locked."""

from __future__ import annotations

from typing import Self

from casemgmt.errors import NoStoreError
from casemgmt.stores import KEPT, KeptVault, KeyWrapper, new_rows

from .address import Address
from .vault_rows import BucketRows


class NatsVault(KeptVault):
    """A vault on a cluster, opened; its bucket and keys were made by ``create``.

    What opens its keys is never on the cluster: its servers write a log of their own, and
    what was erased may stand in it for a while, wrapped.

    Args:
        address: The bucket: ``nats://host:4222/keys?replicas=3``.
        wrapper: What locks it.
        keep: How many ids are kept in memory.

    Raises:
        NoStoreError: there is no vault yet, or the bucket holds something else.
        ConfigurationError: the servers are not fit for it.
        LockedVaultError: it does not open with what is at hand.
        BusyError: they cannot be reached.

    """

    def __init__(self, address: str, *, wrapper: KeyWrapper, keep: int = KEPT) -> None:
        at = Address.read(address)
        rows = BucketRows(at)
        if not rows.own():
            rows.close()
            raise NoStoreError.because("casemgmt_nats:opening.no-keys", address=at.shown)
        super().__init__(rows, keep=keep, wrapper=wrapper)

    @classmethod
    def create(cls, address: str, *, wrapper: KeyWrapper) -> Self:
        """Make the bucket and the vault's own keys where they are not there, and open it.

        Raises:
            NoStoreError: the bucket holds something else.
            ConfigurationError: the servers are not fit for it.
            LockedVaultError: it is there, and locked in another way.
            BusyError: they cannot be reached.

        """
        rows = cls.rows(address, create=True)
        try:
            if not rows.own():
                rows.begin(new_rows(wrapper))
        finally:
            rows.close()
        return cls(address, wrapper=wrapper)

    @staticmethod
    def rows(address: str, *, create: bool) -> BucketRows:
        """Return the rows of a vault, to be moved; with *create* where there were none.

        Raises:
            NoStoreError: there are none, or the bucket holds something else.
            ConfigurationError: the servers are not fit for it.
            BusyError: they cannot be reached.

        """
        return BucketRows(Address.read(address), create=create)
