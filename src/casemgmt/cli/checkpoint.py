"""``casemgmt checkpoint``: where the log stands, signed, to be kept somewhere else."""

from __future__ import annotations

from pathlib import Path

from casemgmt import proof
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.cli.verify import FAILED, document, say_found
from casemgmt.locale import sentence


def checkpoint(
    store: str, *, out: Path, key: Path | None = None, common: Common | None = None
) -> int:
    """Sign where the log stands, once it was found whole.

    Args:
        store: The store, such as insaf.db.
        out: The file to write; keep it somewhere else.
        key: The file of the key that signs; made if it is not there.
        common: How it is asked and answered.

    """
    asked = common or Common()
    done = proof.checkpoint(store, out, key=key)
    found, one, place = done.found, done.checkpoint, done.key_file
    if one is None:
        say_json(document(found)) if asked.json else say_found(found, asked.lang)
        return FAILED
    if asked.json:
        where = {"path": out, "key": one.key, "key_file": place, "key_made": done.key_made}
        say_json(document(found) | where)
        return 0
    if done.key_made:
        say(sentence("proof.key-made", asked.lang, path=place))
    words = {"path": str(out), "events": str(one.events), "signer": one.key}
    say(sentence("proof.checkpoint", asked.lang, **words))
    return 0
