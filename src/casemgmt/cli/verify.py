"""``casemgmt verify``: the whole log is read again, and compared with what was noted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casemgmt import proof
from casemgmt.cli.answer import Common, say, say_error, say_json
from casemgmt.locale import sentence
from casemgmt.locale.reasons import reason
from casemgmt.opening.addresses import path_of
from casemgmt.proof import Checked, Verified

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
    checked = proof.verify(store, against=against, report=report, config=asked.config)
    if asked.json:
        say_json(document(checked.found) | _beside(checked))
    else:
        say_found(checked.found, asked.lang)
        _say_noted(checked, asked.lang)
    _say_which_sqlite(store, asked.lang)
    return 0 if checked.ok else FAILED


def _say_which_sqlite(store: str, language: str) -> None:
    """Say beside the answer that another program could damage a store of this SQLite."""
    if path_of(store) is None:
        return
    import sqlite3

    from casemgmt.recording.engines.sqlite_version import may_damage

    if may_damage(sqlite3.sqlite_version_info):
        version = sqlite3.sqlite_version
        say_error(sentence("proof.sqlite-version", language, version=version))


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
        what = reason(words).sentence(language)
        say(sentence("proof.beside", language, what=what))


def _beside(checked: Checked) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if (one := checked.checkpoint) is not None:
        said["checkpoint"] = {
            "events": one.events,
            "root": one.root,
            "at": one.at,
            "key": one.key,
            "same_epoch": not checked.restored_since,
        }
    if (foot := checked.report) is not None:
        said["report"] = {"events": foot.events, "root": foot.root.hex()}
        if checked.publication is not None:
            said["report"] |= {
                "publication": checked.publication,
                "unlike": list(checked.unlike),
            }
            said["ok"] = checked.ok
    return said


def _say_noted(checked: Checked, language: str) -> None:
    if (one := checked.checkpoint) is not None:
        words = {"at": one.at, "events": str(one.events), "signer": one.key}
        say(sentence("proof.signed-by", language, **words))
    if checked.restored_since:
        say(sentence("proof.restored-since", language))
    if (foot := checked.report) is not None:
        say(sentence("proof.report-of", language, events=foot.events))
        _say_published(checked, language)


def _say_published(checked: Checked, language: str) -> None:
    if checked.publication is None:
        return
    for what in checked.unlike:
        say(sentence("proof.unlike-published", language, what=what))
    if not checked.unlike:
        say(sentence("proof.as-published", language, ref=checked.publication))
