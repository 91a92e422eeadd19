"""``casemgmt migrate``: the tables of a store on a server."""

from __future__ import annotations

from casemgmt import Store
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.locale import sentence


def migrate(store: str, *, common: Common | None = None) -> None:
    """Make or upgrade the tables of a store on a server; again does no harm.

    Args:
        store: The store, such as postgresql://keeper@db/insaf.
        common: How it is asked and answered.

    """
    asked = common or Common()
    version = Store.migrate(store)
    if asked.json:
        say_json({"version": version})
    else:
        say(sentence("cli.migrated", asked.lang, version=version))
