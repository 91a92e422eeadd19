"""``casemgmt schema``: what other tools may send and read, as JSON Schema."""

from __future__ import annotations

from typing import Literal

from casemgmt.cli.answer import Common, say_json
from casemgmt.config import Config
from casemgmt.errors import NoStoreError
from casemgmt.opening.addresses import config_of, path_of
from casemgmt.schema import commands_schema, events_schema


def schema(
    what: Literal["commands", "events"] = "commands",
    store: str | None = None,
    *,
    common: Common | None = None,
) -> None:
    """Write the JSON Schema of a journal line, or of an event of a history.

    Args:
        what: The lines of a journal, or the events of a history.
        store: The store whose codes are taken, such as insaf.db; the packaged ones if none.
        common: How it is asked and answered.

    """
    chosen = _chosen(store, common or Common())
    say_json(
        events_schema()
        if what == "events"
        else commands_schema(vocabulary=chosen.vocabulary)
    )


def _chosen(store: str | None, asked: Common) -> Config:
    if store is None:
        return Config.read(asked.config) if asked.config else Config.default()
    path = path_of(store)
    if path is not None and not path.exists():
        raise NoStoreError.because("store.not-here", path=path)
    return config_of(store, asked.config)
