"""``casemgmt restore`` and ``casemgmt move``: the same log elsewhere, verified there."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from casemgmt.care import restore as care
from casemgmt.care.verify import Verified
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.locale import sentence
from casemgmt.opening import lacking_keys, log_at, target_at, without_secrets


def restore(file: Path, *, to: str, common: Common | None = None) -> None:
    """Make a store of a backup; nothing that is there is written over.

    Args:
        file: The backup.
        to: The store to make, such as insaf.db.
        common: How it is asked and answered.

    """
    asked = common or Common()
    _say(care.restore(file, target_at(to)), to, asked, "care.restored")


def move(from_: str, to: str, *, common: Common | None = None) -> None:
    """Copy a whole log to another store; the one it was in stays as it is.

    Args:
        from_: The store that is there.
        to: The store to make or to go on filling.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with closing(log_at(from_)) as source:
        found = care.move(source, target_at(to))
    _say(found, to, asked, "care.moved")


def _say(found: Verified, to: str, asked: Common, key: str) -> None:
    with closing(log_at(to)) as log:
        keys, epoch = lacking_keys(to, asked.config, log), log.epoch
    if asked.json:
        said = {"events": found.events, "root": found.root, "epoch": epoch}
        say_json(said | {"vault": keys.document()})
        return
    words = {"store": without_secrets(to), "events": str(found.events)}
    say(sentence(key, asked.lang, root=found.root, **words))
    say(keys.sentence(asked.lang))
