"""``casemgmt backup``: a copy of the log, taken while others write, without any key."""

from __future__ import annotations

from pathlib import Path

from casemgmt import copies
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.locale import sentence


def backup(store: str, *, out: Path, common: Common | None = None) -> None:
    """Write a backup of the log.

    Args:
        store: The store, such as insaf.db.
        out: The file to write; what was there is replaced once the new one is whole.
        common: How it is asked and answered.

    """
    asked = common or Common()
    copy = copies.back_up(store, out, config=asked.config)
    size, keys = copy.bytes, copy.keys
    if asked.json:
        of = {"events": copy.events, "root": copy.root, "epoch": copy.epoch}
        of |= {"attachments": copy.attachments}
        vault = keys.document() | {"backup": copy.vault.document() if copy.vault else None}
        say_json({"path": out, "bytes": size, **of, "vault": vault})
        return
    words = {"path": str(out), "bytes": str(size), "events": str(copy.events)}
    say(sentence("care.backed-up", asked.lang, **words))
    if copy.attachments:
        beside = f"{out}.attachments"
        said = {"files": str(copy.attachments), "path": beside}
        say(sentence("care.attachments", asked.lang, **said))
    say(sentence("care.no-keys", asked.lang, vault=keys.vault))
    say(keys.sentence(asked.lang))
    if copy.vault is None:
        say(sentence("care.vault-elsewhere", asked.lang, vault=keys.vault or "?"))
    elif not copy.vault.valid:
        say(copy.vault.sentence(keys.vault, asked.lang))
