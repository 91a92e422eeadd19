"""Copies of a log, as another tool makes them: back up, restore, move to another engine.

A copy keeps ids, order and root; no key is ever in it. What is restored or moved has an
epoch of its own, so that whoever followed the other log notices.
"""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

from attrs import evolve, frozen

from casemgmt.care import backup as backups
from casemgmt.care import restore as restoring
from casemgmt.care.attachment_copies import beside, copied, mirrored
from casemgmt.care.attachments import Attachments
from casemgmt.care.files import takes_bytes
from casemgmt.care.lacking import Keys
from casemgmt.care.ledger import erase_again, erased_in
from casemgmt.care.vault_copy import Standing
from casemgmt.care.verify import Verified
from casemgmt.errors import ConfigurationError, InvalidError, NoStoreError
from casemgmt.opening.log_opening import log_at, target_at
from casemgmt.opening.vault_opening import erased_of, lacking_keys, vault_backup, vault_of
from casemgmt.opening.whole import attachments_of
from casemgmt.recording.recorder import Clock, utc_now

__all__ = ["Copied", "Keys", "back_up", "move", "restore"]


@frozen
class Copied:
    """A copy of a log.

    Attributes:
        events: How many events are in it.
        root: Their root, in hexadecimal digits.
        epoch: Which log it is a copy of; of a restored or moved one, its own.
        keys: Whether the vault has the keys of those it tells of.
        vault: How its own backup stands; None where that is not known.
        attachments: How many attached files are in the copy, sealed.
        erased: How many erasures that it tells of were carried out again in the vault.
        bytes: How long a backup is, without what is attached.

    """

    events: int
    root: str
    epoch: str
    keys: Keys
    vault: Standing | None = None
    attachments: int = 0
    erased: int = 0
    bytes: int = 0


def back_up(
    address: str | Path, out: Path, *, config: Path | None = None, clock: Clock = utc_now
) -> Copied:
    """Write a backup of the log at *address* to *out*, also while others record.

    It takes the place of what was there, whole or not at all. The vault is not in it. What
    is attached is copied, sealed, into a folder beside it: only what is not there yet.

    Raises:
        InvalidError: *out* is no file, as a pipe, and something is attached.
        NoStoreError: there is none.
        DamagedStoreError: something is wrong in the log; nothing was written.
        OSError: the file cannot be written; nothing is left of it.

    """
    folder = _to_be_copied(attachments_of(address, config), out)
    with closing(log_at(address)) as log:
        now = clock()
        head, size = backups.back_up(log, out, now)
        keys = lacking_keys(address, config, log)
    saved = vault_backup(address, config, now)
    files = 0 if folder is None else mirrored(folder, beside(out))
    return Copied(head.events, head.root, head.epoch, keys, saved, files, bytes=size)


def _to_be_copied(folder: Attachments | None, out: Path) -> Attachments | None:
    """Return what is attached; it has no place beside a pipe, and is not left behind."""
    if not takes_bytes(out):
        return folder
    if folder is not None and folder.files():
        raise InvalidError("out", "no-folder-beside")
    return None


def restore(
    file: Path, to: str | Path, *, config: Path | None = None, clock: Clock = utc_now
) -> Copied:
    """Make the store *to* of the backup *file*; nothing that is there is written over.

    Who was erased since it was written, or in what it tells, is erased in it again. Where
    its vault is not there yet, that is done when the vault is restored, or it is opened.

    Raises:
        ProofError: the backup is none, is damaged, or is not what its head says.
        NoStoreError: there is a store already.
        OSError: the backup cannot be read.

    """
    found = restoring.restore(file, target_at(to))
    again = _erased_again(to, config, clock())
    return evolve(_copied(found, to, config, beside(file)), erased=again)


def move(address: str | Path, to: str | Path, *, config: Path | None = None) -> Copied:
    """Copy the whole log at *address* to the store *to*; the first stays as it is.

    Raises:
        DamagedStoreError: something is wrong in it, or it is not the same there.
        NoStoreError: there is none, or the other holds something else.

    """
    with closing(log_at(address)) as source:
        found = restoring.move(source, target_at(to))
    return _copied(found, to, config, attachments_of(address, None))


def _erased_again(to: str | Path, config: Path | None, now: datetime) -> int:
    try:
        _, vault = vault_of(to, config)
    except (ConfigurationError, NoStoreError):
        return 0
    with closing(vault), closing(log_at(to)) as log:
        return erase_again(log, vault, erased_in(log), now)


def _copied(
    found: Verified, to: str | Path, config: Path | None, attached: Attachments | None
) -> Copied:
    with closing(log_at(to)) as log:
        keys, epoch = lacking_keys(to, config, log), log.epoch
    files = _brought(attached, to, config)
    return Copied(found.events, found.root, epoch, keys, attachments=files)


def _brought(source: Attachments | None, to: str | Path, config: Path | None) -> int:
    """Bring what is attached to the store *to*, but for who was erased; say how much."""
    folder = attachments_of(to, config)
    if source is None or folder is None or not copied(source, folder):
        return 0
    for subject in erased_of(to, config):
        folder.purge(subject)
    return len(folder.files())
