"""Keys, as another tool looks after them: make, back up, restore, rotate, check."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from attrs import frozen

from casemgmt.care import vault_copy
from casemgmt.care.ledger import erase_again, erased_in
from casemgmt.care.vault_copy import Standing
from casemgmt.config import vault_address
from casemgmt.errors import NoStoreError
from casemgmt.opening.addresses import (
    config_of,
    from_here,
    locked_by,
    path_of,
    vault_at,
    vault_file,
    without_secrets,
)
from casemgmt.opening.log_opening import log_at
from casemgmt.opening.vault_opening import (
    lock_of,
    place_at,
    vault_backup,
    vault_created,
    vault_of,
)
from casemgmt.opening.whole import attachments_of
from casemgmt.privacy.vault_moving import moved, refuse_what_is_needed
from casemgmt.privacy.vault_port import DamagedVaultError
from casemgmt.recording.recorder import Clock, utc_now

__all__ = [
    "Checked",
    "Saved",
    "Standing",
    "back_up",
    "check",
    "create",
    "destroy",
    "expire",
    "move",
    "restore",
    "rotate",
]
_DAYS = 30
_HERE = Path("--to")


@frozen
class Checked:
    """Whether a vault has the keys a log needs.

    Attributes:
        vault: Where it is.
        subjects: How many subjects the log tells of.
        keys: How many of them have a key that opens.
        erased: How many were erased.
        lacking: How many the vault never knew.
        damaged: How many keys do not open.
        backup: How its backup stands; None where that is not known.

    """

    vault: str
    subjects: int
    keys: int
    erased: int
    lacking: int
    damaged: int
    backup: Standing | None

    @property
    def ok(self) -> bool:
        """Whether every key that is needed is there and opens."""
        return not self.lacking and not self.damaged


@frozen
class Saved:
    """A backup of a vault.

    Attributes:
        subjects: How many subjects it knows.
        until: When it expires, and is to be destroyed.

    """

    subjects: int
    until: datetime


def check(
    address: str | Path, *, config: Path | None = None, clock: Clock = utc_now
) -> Checked:
    """Open the key of every subject that the log at *address* tells of.

    Raises:
        NoStoreError: there is no log, or no vault.
        LockedVaultError: the vault does not open.

    """
    with closing(log_at(address)) as log:
        subjects = {*log.changed(0)}
    at, vault = vault_of(address, config)
    keys = erased = lacking = damaged = 0
    with closing(vault):
        gone = vault.erased()
        for subject in subjects:
            try:
                there = vault.key(subject) is not None
            except DamagedVaultError:
                damaged += 1
                continue
            keys += there
            erased += subject in gone
            lacking += not there and subject not in gone
    saved = vault_backup(address, config, clock())
    return Checked(at, len(subjects), keys, erased, lacking, damaged, saved)


def create(address: str | Path, *, config: Path | None = None) -> str:
    """Make the vault on a server that the configuration names; again does no harm.

    Returns:
        Where it is.

    Raises:
        NoStoreError: the vault is a file, which is made with its store.
        ConfigurationError: a log lies in the same database.
        LockedVaultError: it is there, and does not open with what is at hand.

    """
    return vault_created(address, config)


def rotate(
    address: str | Path, *, lock: str | None = None, config: Path | None = None
) -> tuple[str, int]:
    """Wrap every key anew, and lock the vault if it was not.

    Args:
        address: The store.
        lock: What is to lock it from now on, such as ``age?passphrase-file=…``; None for
            what the configuration names.
        config: What was chosen for the store.

    Returns:
        What the configuration is to name from now on, and how many keys there are.

    Raises:
        NoStoreError: there is no vault.
        LockedVaultError: it does not open.

    """
    at, vault = vault_of(address, config, locking=lock is None)
    with closing(vault):
        locked = None if lock is None else locked_by(at, lock)
        keys = vault.rotate() if locked is None else vault.rotate(lock_of(locked))
    file = vault_file(at)
    if file is not None:
        vault_copy.outdated(file)  # those from before are to be destroyed
    return at if locked is None else locked.address, keys


def move(address: str | Path, to: str, *, config: Path | None = None) -> tuple[str, int]:
    """Move the vault of the store at *address* to another place, of whatever kind.

    Afterwards the old one opens for nobody, and says where it went; it is there until it is
    destroyed. Interrupted before that it is used as before, and moving it begins anew.

    Args:
        address: The store.
        to: Where it is to be, as a configuration here would write it: a file,
            ``age+file://…``, ``postgresql://…``, ``nats://…``.
        config: What was chosen for the store.

    Returns:
        What the configuration is to name from now on, and how many keys there are.

    Raises:
        NoStoreError: there is no vault, or another's is where it is to be.
        LockedVaultError: one of them does not open, or it was moved already.
        DamagedVaultError: a key does not open; nothing was moved.

    """
    at, new = _vault_at(address, config), from_here(vault_address(_HERE, to))
    same = {vault_file(from_here(at)) or from_here(at), vault_file(new) or new}
    if len(same) == 1:
        raise NoStoreError.because("vault.there-already")
    source = place_at(at)
    with closing(source.rows):
        target = place_at(new, create=True)
        with closing(target.rows):
            return new, moved(source, target, without_secrets(new))


def destroy(address: str | Path, old: str, *, config: Path | None = None) -> str:
    """Destroy the vault *old*, from which that of the store at *address* was moved.

    Raises:
        NoStoreError: it was not moved, or the vault in use has not all that it has.
        LockedVaultError: one of them does not open.

    """
    at = from_here(vault_address(_HERE, old))
    gone, present = place_at(at), place_at(_vault_at(address, config))
    with closing(gone.rows), closing(present.rows):
        refuse_what_is_needed(gone, present)
        gone.rows.destroy()
    return at


def _vault_at(address: str | Path, config: Path | None) -> str:
    return vault_at(config_of(address, config), address, path_of(address))


def back_up(
    address: str | Path, out: Path, *, config: Path | None = None, clock: Clock = utc_now
) -> Saved:
    """Write a backup of the vault to *out*: locked as the vault is, and no more.

    Raises:
        NoStoreError: there is no vault, or it is no file.
        OSError: *out* cannot be written.

    """
    now = clock()
    days = config_of(address, config).policy.value("vault.backup_days", now.date(), _DAYS)
    return Saved(*vault_copy.back_up(_file(address, config), out, now, int(days)))


def expire(folder: Path, *, clock: Clock = utc_now) -> list[Path]:
    """Destroy every backup of a vault in *folder* that has expired; return which.

    What is no backup of a vault, or was damaged, is left alone.

    Raises:
        OSError: the folder cannot be read, or a file cannot be removed.

    """
    return vault_copy.expire(folder, clock())


def restore(
    address: str | Path,
    backup: Path,
    *,
    ledgers: Sequence[Path] = (),
    expired: bool = False,
    config: Path | None = None,
    clock: Clock = utc_now,
) -> tuple[str, int, int]:
    """Make the vault of the store at *address* of *backup*; erase again who was erased.

    Returns:
        Where it is, how many subjects it knows, how many erasures were carried out.

    Raises:
        ProofError: the backup is none, is damaged, or has expired.
        NoStoreError: there is a vault already, or it is to be no file.

    """
    file, now = _file(address, config), clock()
    known, erased = vault_copy.restore(backup, file, now, ledgers, expired=expired)
    return str(file), known, erased + _erased_in_log(address, config, now)


def _erased_in_log(address: str | Path, config: Path | None, now: datetime) -> int:
    """Erase again whom the log tells of, where it is there; return how many there were."""
    try:
        log = log_at(address)
    except NoStoreError:
        return 0
    with closing(log), closing(vault_of(address, config)[1]) as vault:
        again = erase_again(log, vault, erased_in(log), now)
        attached = attachments_of(address, config)
        if attached is not None:  # they came with the log, when nobody knew of it
            attached.let_go(vault.erased())
        return again


def _file(address: str | Path, config: Path | None) -> Path:
    file = vault_file(_vault_at(address, config))
    if file is None:
        raise NoStoreError.because("vault.no-file")
    return file
