"""``casemgmt checkpoint``: where the log stands, signed, to be kept somewhere else."""

from __future__ import annotations

from pathlib import Path

from casemgmt.care.checkpoint import signed, written
from casemgmt.care.files import replaced
from casemgmt.care.keys import default_place, signing_key
from casemgmt.care.verify import verify
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.cli.verify import FAILED, document, say_found
from casemgmt.locale import sentence
from casemgmt.opening import log_at
from casemgmt.recording.recorder import utc_now


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
    log = log_at(store)
    try:
        found = verify(log)
        epoch = log.epoch
    finally:
        log.close()
    if not found.ok:
        say_json(document(found)) if asked.json else say_found(found, asked.lang)
        return FAILED
    place = key or default_place()
    signer, made = signing_key(place)
    one = signed(found, epoch, utc_now(), signer)
    replaced(out, written(one))
    if asked.json:
        where = {"path": out, "key": one.key, "key_file": place, "key_made": made}
        say_json(document(found) | where)
        return 0
    if made:
        say(sentence("proof.key-made", asked.lang, path=place))
    words = {"path": str(out), "events": str(one.events), "signer": one.key}
    say(sentence("proof.checkpoint", asked.lang, **words))
    return 0
