"""The vault in a PostgreSQL database of its own, for several machines; always locked."""

from __future__ import annotations

from typing import Self

from casemgmt.errors import NoStoreError
from casemgmt.privacy.kept_vault import KEPT, KeptVault
from casemgmt.privacy.vault_keys import new_rows
from casemgmt.privacy.vault_port import KeyWrapper

from . import vault_tables
from .address import Address
from .datastore import LOCK_SECONDS
from .vault_rows import ServerRows


class PostgresVault(KeptVault):
    """A vault on a server, opened; its tables and keys were made by ``create``.

    What opens its keys is never in the database: that is copied, archived and backed up
    where nobody could ever erase one key from it.

    Args:
        address: The database, apart from the log's: ``postgresql://…?schema=…``.
        wrapper: What locks it.
        keep: How many ids are kept in memory.
        lock_seconds: How long somebody else's write is waited for.

    Raises:
        NoStoreError: there is no vault yet, or it is of an older casemgmt.
        ConfigurationError: a log lies in this database, or the server may lose things.
        LockedVaultError: it does not open with what is at hand.
        BusyError: it cannot be reached.

    """

    def __init__(
        self,
        address: str,
        *,
        wrapper: KeyWrapper,
        keep: int = KEPT,
        lock_seconds: int = LOCK_SECONDS,
    ) -> None:
        at = Address.read(address)
        rows = ServerRows(at, lock_seconds=lock_seconds)
        if not rows.own():
            rows.close()
            raise NoStoreError.because("server.no-keys", address=at.shown)
        super().__init__(rows, keep=keep, wrapper=wrapper)

    @classmethod
    def create(cls, address: str, *, wrapper: KeyWrapper) -> Self:
        """Make the tables and the vault's own keys where they are not there, and open it.

        Raises:
            NoStoreError: the schema holds something else.
            ConfigurationError: a log lies in this database, or the server may lose things.
            LockedVaultError: it is there, and locked in another way.
            BusyError: it cannot be reached.

        """
        rows = cls.rows(address, create=True)
        try:
            if not rows.own():
                rows.begin(new_rows(wrapper))
        finally:
            rows.close()
        return cls(address, wrapper=wrapper)

    @staticmethod
    def rows(address: str, *, create: bool) -> ServerRows:
        """Return the rows of a vault, to be moved; with *create* where there were none.

        Raises:
            NoStoreError: there are none, or the schema holds something else.
            ConfigurationError: a log lies in this database, or the server may lose things.
            BusyError: it cannot be reached.

        """
        at = Address.read(address)
        if create:
            vault_tables.create(at)
        return ServerRows(at)
