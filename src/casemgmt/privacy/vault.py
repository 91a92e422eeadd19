"""The vault in one file."""

from __future__ import annotations

from pathlib import Path

from .file_rows import FileRows
from .kept_vault import KEPT, KeptVault
from .vault_keys import new_rows
from .vault_port import DamagedVaultError, KeyWrapper

__all__ = ["DamagedVaultError", "FileVault"]


class FileVault(KeptVault):
    """A vault in one file, readable by its owner only, without a write-ahead log.

    Without a ``wrapper`` whoever has the file has the keys; that is for one office, on an
    encrypted disk.

    Args:
        path: The file; None for a vault in memory.
        create: Whether to make it where it is not there.
        keep: How many ids are kept in memory.
        wrapper: What locks it.
        locking: Whether one that is not locked yet is about to be, by ``rotate``.

    Raises:
        NoStoreError: there is none, it is something else, or it is on a network drive.
        LockedVaultError: it is locked in another way, or does not open.

    """

    def __init__(
        self,
        path: Path | None,
        *,
        create: bool = False,
        keep: int = KEPT,
        wrapper: KeyWrapper | None = None,
        locking: bool = False,
    ) -> None:
        rows = FileRows(path, create=create)
        try:
            if not rows.own():
                rows.begin(new_rows(wrapper))
        except BaseException:
            rows.close()
            raise
        self._db = rows.db
        super().__init__(rows, keep=keep, wrapper=wrapper, locking=locking)
