"""``casemgmt backup``: a copy of the log, taken while others write, without any key."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from casemgmt.care.backup import back_up
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.locale import sentence
from casemgmt.opening import lacking_keys, log_at
from casemgmt.recording.recorder import utc_now


def backup(store: str, *, out: Path, common: Common | None = None) -> None:
    """Write a backup of the log.

    Args:
        store: The store, such as insaf.db.
        out: The file to write; what was there is replaced once the new one is whole.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with closing(log_at(store)) as log:
        head = back_up(log, out, utc_now())
        keys = lacking_keys(store, asked.config, log)
    size = out.stat().st_size
    if asked.json:
        of = {"events": head.events, "root": head.root, "epoch": head.epoch}
        say_json({"path": out, "bytes": size, **of, "vault": keys.document()})
        return
    words = {"path": str(out), "bytes": str(size), "events": str(head.events)}
    say(sentence("care.backed-up", asked.lang, **words))
    say(sentence("care.no-keys", asked.lang, vault=keys.vault))
    say(keys.sentence(asked.lang))
