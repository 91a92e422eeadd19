"""Opening a vault: a file or a server, with what locks it; and what is known of it."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import UUID

from casemgmt.care.lacking import Keys
from casemgmt.care.vault_copy import Standing, standing
from casemgmt.errors import NoStoreError
from casemgmt.opening.addresses import (
    Locked,
    config_of,
    locked_at,
    path_of,
    vault_at,
    vault_file,
    without_secrets,
)
from casemgmt.plug_ins import of_scheme
from casemgmt.privacy.file_rows import FileRows
from casemgmt.privacy.vault import FileVault
from casemgmt.privacy.vault_moving import Place
from casemgmt.privacy.vault_port import KeyWrapper, Vault
from casemgmt.recording.door import SUBJECT_KINDS
from casemgmt.recording.port import EventLog

VAULTS, LOCKS = "casemgmt.vaults", "casemgmt.locks"
LOOKED_AT = 1_000


def vault_of(
    address: str | Path, config: Path | None, *, locking: bool = False
) -> tuple[str, Vault]:
    """Return where the vault of the store at *address* is, and open it.

    Args:
        address: The store.
        config: What was chosen for it; None for the file beside it.
        locking: Whether one that is not locked yet is about to be.

    Raises:
        NoStoreError: it is not there.
        LockedVaultError: it does not open with what is at hand.

    """
    at = vault_at(config_of(address, config), address, path_of(address))
    return at, vault_opened(at, create=False, locking=locking)


def vault_opened(at: str, *, create: bool, locking: bool = False) -> Vault:
    """Return the vault that is kept *at* an address or in a file.

    Raises:
        NoStoreError: it is not there, or of a kind that is not installed.
        LockedVaultError: it does not open with what is at hand.

    """
    if (locked := locked_at(at)) is not None:
        wrapper, file = lock_of(locked), vault_file(at)
        if file is not None:
            return FileVault(file, create=create, wrapper=wrapper, locking=locking)
        opened: Vault = of_scheme(VAULTS, "vault", locked.at)(locked.at, wrapper=wrapper)
        return opened
    if "://" in at:
        vault: Vault = of_scheme(VAULTS, "vault", at)(at)
        return vault
    return FileVault(Path(at), create=create)


def place_at(at: str, *, create: bool = False) -> Place:
    """Return the rows of the vault *at* an address or in a file, and what locks them.

    Raises:
        NoStoreError: it is not there, or of a kind that cannot be moved.
        LockedVaultError: what locks it cannot be had.

    """
    locked, file = locked_at(at), vault_file(at)
    wrapper = None if locked is None else lock_of(locked)
    if file is not None:
        return Place(FileRows(file, create=create), wrapper)
    address = at if locked is None else locked.at
    rows = getattr(of_scheme(VAULTS, "vault", address), "rows", None)
    if rows is None:
        raise NoStoreError.because("vault.not-movable", path=without_secrets(at))
    return Place(rows(address, create=create), wrapper)


def lock_of(locked: Locked) -> KeyWrapper:
    """Return what locks a vault.

    Raises:
        NoStoreError: a lock of this name is not installed.
        ConfigurationError: it is told something that it does not know.

    """
    wrapper: KeyWrapper = of_scheme(LOCKS, "lock", f"{locked.lock}://")(locked.told)
    return wrapper


def vault_created(address: str | Path, config: Path | None) -> str:
    """Make the vault on a server that the configuration names, and return where it is.

    Again does no harm: what is missing is made, what is older is upgraded.

    Raises:
        NoStoreError: the vault is a file, or nothing can be made where it is.
        ConfigurationError: a log lies in the same database.
        LockedVaultError: it is there, and does not open with what is at hand.

    """
    at = vault_at(config_of(address, config), address, path_of(address))
    locked = locked_at(at)
    if locked is None or vault_file(at) is not None:
        raise NoStoreError.because("vault.made-with-store", path=without_secrets(at))
    kind = of_scheme(VAULTS, "vault", locked.at)
    kind.create(locked.at, wrapper=lock_of(locked)).close()
    return at


def vault_backup(
    address: str | Path, config: Path | None, now: datetime
) -> Standing | None:
    """Return how the backup of the vault stands, without opening it; None if not known."""
    chosen, path = config_of(address, config), path_of(address)
    if chosen.vault is None and path is None:
        return None
    file = vault_file(vault_at(chosen, address, path))
    return standing(file, now) if file is not None and file.exists() else None


def lacking_keys(address: str | Path, config: Path | None, log: EventLog) -> Keys:
    """Return which subjects of *log* have a key in the vault of the store at *address*."""
    subjects = {*log.changed(0)}
    chosen = config_of(address, config)
    if chosen.vault is None and path_of(address) is None:
        return Keys("", len(subjects), None)
    at = vault_at(chosen, address, path_of(address))
    try:
        vault = vault_opened(at, create=False)
    except NoStoreError:
        return Keys(without_secrets(at), len(subjects), None)
    with closing(vault):
        lacking = sum(vault.key(subject) is None for subject in subjects)
    return Keys(without_secrets(at), len(subjects), lacking)


def erased_of(address: str | Path, config: Path | None) -> frozenset[UUID]:
    """Return who was erased in the store at *address*; nobody where no vault says so."""
    chosen, path = config_of(address, config), path_of(address)
    if chosen.vault is None and path is None:
        return frozenset()
    try:
        vault = vault_opened(vault_at(chosen, address, path), create=False)
    except NoStoreError:
        return frozenset()
    with closing(vault):
        return vault.erased()


def refuse_a_lost_log(path: Path, at: str) -> None:
    """Refuse to begin a log beside a vault that knows somebody: theirs is elsewhere."""
    file = vault_file(at)
    if _is_begun(path) or file is None or not file.exists():
        return
    with closing(vault_opened(at, create=False)) as vault:
        known = vault.erasures() or any(vault.references(kind) for kind in SUBJECT_KINDS)
    if known and not _is_begun(path):  # nobody else began it meanwhile
        raise NoStoreError.because("store.log-is-gone", path=path, vault=file)


def _is_begun(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def refuse_a_strange_vault(vault: Vault, log: EventLog, at: str) -> None:
    """Refuse a vault that knows nobody of *log*: what is told would be sealed apart."""
    for looked_at in (1, LOOKED_AT):  # the first is enough, unless it was damaged
        events = log.scan(0, looked_at)
        if not events or any(vault.knows(event.stream) for event in events):
            return
    where = without_secrets(at)
    raise NoStoreError.because("vault.of-another-store", path=where)
