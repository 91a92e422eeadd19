"""Proof of history, as another tool asks for it: verify a log, sign where it stands.

No vault is needed: an auditor without any key can do both.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

from attrs import evolve, frozen

from casemgmt import telemetry
from casemgmt.care.attached import Attached
from casemgmt.care.checkpoint import Checkpoint, read, signed, written
from casemgmt.care.faults import MOST, Fault, What
from casemgmt.care.files import replaced
from casemgmt.care.keys import default_place, signing_key
from casemgmt.care.published_page import Page
from casemgmt.care.report_foot import noted_in
from casemgmt.care.verify import Noted, Verified
from casemgmt.care.verify import verify as verified
from casemgmt.errors import DamagedStoreError
from casemgmt.opening.log_opening import log_at
from casemgmt.opening.vault_opening import erased_of
from casemgmt.opening.whole import attachments_of
from casemgmt.recording.recorder import Clock, utc_now
from casemgmt.telemetry import LogLine

__all__ = [
    "Checked",
    "Checkpoint",
    "Fault",
    "Noted",
    "Signed",
    "Verified",
    "What",
    "checkpoint",
    "verify",
]


@frozen
class Checked:
    """What a verification found, and what the log was compared with.

    Attributes:
        found: Events, root, and what is wrong if anything is.
        epoch: Which log it is; empty where the store is too damaged to be opened.
        checkpoint: The checkpoint it was compared with.
        report: What the foot of the report said.
        publication: Under what the report went out, as it says.
        unlike: What it says otherwise than was published: ``policy``, or a figure.

    """

    found: Verified
    epoch: str
    checkpoint: Checkpoint | None = None
    report: Noted | None = None
    publication: str | None = None
    unlike: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.found.ok and not self.unlike

    @property
    def restored_since(self) -> bool:
        """Whether the log is another one than the checkpoint's, of the same events."""
        return self.checkpoint is not None and self.checkpoint.epoch != self.epoch


@frozen
class Signed:
    """What became of signing a log.

    Attributes:
        found: What was found of the log first.
        checkpoint: What was signed; None when the log is not whole.
        key_file: Where the private key lies.
        key_made: Whether it was made now.

    """

    found: Verified
    checkpoint: Checkpoint | None
    key_file: Path
    key_made: bool = False


def verify(
    address: str | Path,
    *,
    against: Path | None = None,
    report: Path | None = None,
    config: Path | None = None,
) -> Checked:
    """Return what a reading of the whole log at *address* found.

    Args:
        address: The store, such as ``insaf.db``.
        against: A checkpoint signed before.
        report: A report in HTML, whose foot says which log it was made of; of a published
            one every figure is compared with what was frozen.
        config: What was chosen for the store; None for the file beside it.

    Raises:
        NoStoreError: there is none.
        ProofError: the checkpoint or the report cannot be used.

    """
    signed_before = None if against is None else read(against)
    foot = None if report is None else noted_in(report)
    before = None if signed_before is None else signed_before.noted
    noted = [one for one in (before, foot) if one is not None]
    found, epoch = _found(address, noted, config)
    checked = Checked(found, epoch, signed_before, foot)
    return checked if report is None else _of_a_report(checked, address, report)


def _of_a_report(checked: Checked, address: str | Path, report: Path) -> Checked:
    """Return what was checked, and what a report says otherwise than was published."""
    page = Page.read(report)
    try:
        log = log_at(address)
    except DamagedStoreError:
        return checked  # said already
    with closing(log):
        return evolve(checked, publication=page.publication, unlike=page.unlike(log))


def checkpoint(
    address: str | Path, out: Path, *, key: Path | None = None, clock: Clock = utc_now
) -> Signed:
    """Sign where the log at *address* stands, once it was found whole, into *out*.

    Args:
        address: The store, such as ``insaf.db``.
        out: The file to write; it belongs somewhere else than the store.
        key: The file of the key that signs; made, for its owner alone, if it is not there.
        clock: What says when.

    Raises:
        NoStoreError: there is none.
        ProofError: the key cannot be used.
        OSError: the file cannot be written.

    """
    with closing(log_at(address)) as log:
        found, epoch = verified(log), log.epoch
    place = key or default_place()
    if not found.ok:
        return Signed(found, None, place)
    signer, made = signing_key(place)
    one = signed(found, epoch, clock(), signer)
    replaced(out, written(one))
    telemetry.log(LogLine.SIGNED, events=one.events)
    return Signed(found, one, place, made)


def _found(
    address: str | Path, noted: Sequence[Noted], config: Path | None
) -> tuple[Verified, str]:
    """Return what was found of a store, also where it is too damaged to be opened."""
    try:
        log = log_at(address)
    except DamagedStoreError as error:
        return Verified.of_nothing(str(error)), ""
    attached = Attached()
    with closing(log):
        found, epoch = verified(log, *noted, seen=attached.note), log.epoch
    folder = attachments_of(address, config)
    if folder is None:
        return found, epoch
    unlike = islice(attached.unlike(folder, partial(erased_of, address, config)), MOST)
    return evolve(found, unfit=(*found.unfit, *unlike)), epoch
