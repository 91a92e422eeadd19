"""``casemgmt restore`` and ``casemgmt move``: the same log elsewhere, verified there."""

from __future__ import annotations

from pathlib import Path

from casemgmt import copies
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.copies import Copied
from casemgmt.locale import sentence
from casemgmt.opening.addresses import without_secrets


def restore(file: Path, *, to: str, common: Common | None = None) -> None:
    """Make a store of a backup; nothing that is there is written over.

    Args:
        file: The backup.
        to: The store to make, such as insaf.db.
        common: How it is asked and answered.

    """
    asked = common or Common()
    _say(copies.restore(file, to, config=asked.config), to, asked, "care.restored")


def move(from_: str, to: str, *, common: Common | None = None) -> None:
    """Copy a whole log to another store; the one it was in stays as it is.

    Args:
        from_: The store that is there.
        to: The store to make or to go on filling.
        common: How it is asked and answered.

    """
    asked = common or Common()
    _say(copies.move(from_, to, config=asked.config), to, asked, "care.moved")


def _say(copy: Copied, to: str, asked: Common, key: str) -> None:
    if asked.json:
        said = {"events": copy.events, "root": copy.root, "epoch": copy.epoch}
        say_json(said | {"vault": copy.keys.document()})
        return
    words = {"store": without_secrets(to), "events": str(copy.events)}
    say(sentence(key, asked.lang, root=copy.root, **words))
    say(copy.keys.sentence(asked.lang))
