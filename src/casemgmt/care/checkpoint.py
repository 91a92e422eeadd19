"""Checkpoints: where a log stands, signed, to be kept somewhere else.

What is signed is size, root and epoch (Ed25519, RFC 8032), with the hash of the marks: the
first bytes of each leaf, by which the first event that was changed is named even where
somebody made the whole log fit again.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from attrs import field, frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from casemgmt.errors import ProofError

from .faults import What
from .verify import MARK_BYTES, Noted, Verified

FORMAT = 1
_KIND = "casemgmt-checkpoint"


@frozen
class Checkpoint:
    """Where a log stood.

    Attributes:
        events: How many events it had.
        position: The place of the last.
        root: Their root, in hexadecimal digits.
        epoch: Which log it was; another one after a restore.
        at: When this was said.
        key: The public key of who said it, in hexadecimal digits.
        marks: The first four bytes of each leaf.

    """

    events: int
    position: int
    root: str
    epoch: str
    at: str
    key: str
    signature: str = field(repr=False)
    marks: bytes = field(repr=False)

    @property
    def noted(self) -> Noted:
        """What a verification compares the log with."""
        root = bytes.fromhex(self.root)
        return Noted(self.events, root, What.UNLIKE_CHECKPOINT, self.marks)


def signed(found: Verified, epoch: str, at: datetime, key: Ed25519PrivateKey) -> Checkpoint:
    """Return the checkpoint of a log in which nothing is wrong."""
    unsigned = Checkpoint(
        events=found.events,
        position=found.position,
        root=found.root,
        epoch=epoch,
        at=at.isoformat(timespec="seconds"),
        key=key.public_key().public_bytes_raw().hex(),
        signature="",
        marks=found.marks,
    )
    head = _head(unsigned)
    return _with(head, key.sign(_canonical(head)).hex(), found.marks)


def written(checkpoint: Checkpoint) -> bytes:
    """Return the file of a checkpoint: one JSON object."""
    said = _head(checkpoint) | {
        "signature": checkpoint.signature,
        "marks": b64encode(checkpoint.marks).decode(),
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2) + b"\n"


def read(path: Path) -> Checkpoint:
    """Return the checkpoint in the file at *path*, once its signature was checked.

    Raises:
        ProofError: it is none, of a newer kind, or not what was signed.
        OSError: the file cannot be read.

    """
    content = path.read_bytes()
    try:
        said = orjson.loads(content)
        marks = b64decode(said.pop("marks"), validate=True)
        signature = bytes.fromhex(said.pop("signature"))
        kind = said.get(_KIND)
        checkpoint = _with(said, signature.hex(), marks)
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint.key))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ProofError.because("checkpoint.no-checkpoint", path=path) from None
    if kind != FORMAT:
        raise ProofError.because("checkpoint.newer", path=path)
    try:
        key.verify(signature, _canonical(said))
    except InvalidSignature:
        raise _not_signed(path) from None
    if _head(checkpoint) != said or len(marks) != checkpoint.events * MARK_BYTES:
        raise _not_signed(path)
    return checkpoint


def _with(head: dict[str, Any], signature: str, marks: bytes) -> Checkpoint:
    return Checkpoint(
        events=int(head["events"]),
        position=int(head["position"]),
        root=bytes.fromhex(head["root"]).hex(),
        epoch=str(head["epoch"]),
        at=str(head["at"]),
        key=str(head["key"]),
        signature=signature,
        marks=marks,
    )


def _head(checkpoint: Checkpoint) -> dict[str, Any]:
    return {
        _KIND: FORMAT,
        "events": checkpoint.events,
        "position": checkpoint.position,
        "root": checkpoint.root,
        "epoch": checkpoint.epoch,
        "at": checkpoint.at,
        "key": checkpoint.key,
        "marks_sha256": sha256(checkpoint.marks).hexdigest(),
    }


def _canonical(head: dict[str, Any]) -> bytes:
    return orjson.dumps(head, option=orjson.OPT_SORT_KEYS)


def _not_signed(path: Path) -> ProofError:
    return ProofError.because("checkpoint.changed", path=path)
