"""``casemgmt verify``: the whole log is read again, and compared with what was noted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from casemgmt.care.checkpoint import Checkpoint, read
from casemgmt.care.report_foot import noted_in
from casemgmt.care.verify import Noted, Verified
from casemgmt.care.verify import verify as verified
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.errors import DamagedStoreError
from casemgmt.locale import sentence
from casemgmt.opening import log_at

FAILED = 4


def verify(
    store: str,
    *,
    against: Path | None = None,
    report: Path | None = None,
    common: Common | None = None,
) -> int:
    """Read the whole log again and say whether it is what was recorded.

    Args:
        store: The store, such as insaf.db.
        against: A checkpoint signed before, kept somewhere else.
        report: A report in HTML: is the log still the one it was made of?
        common: How it is asked and answered.

    """
    asked = common or Common()
    checkpoint = None if against is None else read(against)
    foot = None if report is None else noted_in(report)
    signed = None if checkpoint is None else checkpoint.noted
    noted = [one for one in (signed, foot) if one is not None]
    found, epoch = _found(store, noted)
    if asked.json:
        say_json(document(found) | _beside(checkpoint, foot, epoch))
    else:
        say_found(found, asked.lang)
        _say_noted(checkpoint, foot, epoch, asked.lang)
    return 0 if found.ok else FAILED


def _found(store: str, noted: Sequence[Noted]) -> tuple[Verified, str]:
    """Return what was found of a store, also where it is too damaged to be opened."""
    try:
        log = log_at(store)
    except DamagedStoreError as error:
        return Verified.of_nothing(str(error)), ""
    try:
        return verified(log, *noted), log.epoch
    finally:
        log.close()


def document(found: Verified) -> dict[str, Any]:
    """Return what was found as a program reads it."""
    said: dict[str, Any] = {"events": found.events, "root": found.root, "ok": found.ok}
    if found.first_bad is not None:
        said["first_bad"] = found.first_bad
    if not found.ok:
        faults = [{"position": f.position, "what": f.what.value} for f in found.faults]
        said |= {"faults": faults, "unfit": found.unfit}
    return said


def say_found(found: Verified, language: str) -> None:
    """Say for a person what was found."""
    word = "whole" if found.ok else "not-whole"
    say(sentence(f"proof.{word}", language, events=found.events, root=found.root))
    for fault in found.faults[:10]:
        what = sentence(f"proof.{fault.what.value}", language)
        say(sentence("proof.at", language, position=fault.position, what=what))
    for words in found.unfit:
        say(sentence("proof.beside", language, what=words))


def _beside(
    checkpoint: Checkpoint | None, foot: Noted | None, epoch: str
) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if checkpoint is not None:
        said["checkpoint"] = {
            "events": checkpoint.events,
            "root": checkpoint.root,
            "at": checkpoint.at,
            "key": checkpoint.key,
            "same_epoch": checkpoint.epoch == epoch,
        }
    if foot is not None:
        said["report"] = {"events": foot.events, "root": foot.root.hex()}
    return said


def _say_noted(
    checkpoint: Checkpoint | None, foot: Noted | None, epoch: str, language: str
) -> None:
    if checkpoint is not None:
        of = checkpoint
        words = {"at": of.at, "events": str(of.events), "signer": of.key}
        say(sentence("proof.signed-by", language, **words))
        if checkpoint.epoch != epoch:
            say(sentence("proof.restored-since", language))
    if foot is not None:
        say(sentence("proof.report-of", language, events=foot.events))
