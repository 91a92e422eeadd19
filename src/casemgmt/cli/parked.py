"""``casemgmt parked``: the stories a read model could not take, shown and given again."""

from __future__ import annotations

from typing import Any, Literal

from casemgmt import Store
from casemgmt.cli.answer import Common, say, say_error, say_json, say_table
from casemgmt.errors import CaseManagementError
from casemgmt.locale import sentence
from casemgmt.projections.adapter import Adapter
from casemgmt.projections.parking import Parked
from casemgmt.read_models.projecting import Projections

COULD_NOT = 1
HEADINGS = ("projection", "subject", "position", "error")


def parked(
    store: str,
    act: Literal["list", "show", "replay"] = "list",
    *,
    projection: str | None = None,
    subject: str | None = None,
    common: Common | None = None,
) -> int:
    """List the stories that wait, show what of them waits, or give it again.

    Args:
        store: The store, such as insaf.db.
        act: What to do with them.
        projection: Only those of this projection.
        subject: Only the story of this subject.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        read_models = opened.projections
        chosen = [
            one
            for one in read_models.parked()
            if projection in (None, one.projection) and subject in (None, str(one.subject))
        ]
        left = _replayed(read_models, chosen, asked) if act == "replay" else chosen
        rows = [_row(one) for one in left]
        if act == "show":
            for row, one in zip(rows, left, strict=True):
                row["events"] = _events(read_models, one)
    if chosen and not left and not asked.json:
        say(sentence("read-models.replayed", asked.lang, stories=len(chosen)))
    else:
        _say(rows, asked)
    return COULD_NOT if act == "replay" and left else 0


def _replayed(
    read_models: Projections, chosen: list[Parked], asked: Common
) -> list[Parked]:
    """Give what waits of each, and return those that still wait."""
    adapters: dict[tuple[str, str], Adapter] = {}
    for one in chosen:
        of = read_models.of(one)
        key = (of.projection, of.address)
        try:
            if key not in adapters:
                adapters[key] = read_models.opened(of)
            read_models.replay(adapters[key], of, one)
        except CaseManagementError as error:
            say_error(error.sentence(asked.lang))
    asked_for = {(one.projection, one.address, one.story) for one in chosen}
    return [
        one
        for one in read_models.parked()
        if (one.projection, one.address, one.story) in asked_for
    ]


def _row(one: Parked) -> dict[str, Any]:
    return {
        "projection": one.projection,
        "subject": str(one.subject),
        "position": one.position,
        "error": one.error,
        "address": one.address,
    }


def _events(read_models: Projections, one: Parked) -> list[dict[str, Any]]:
    told = read_models.waiting(one)
    return [{"position": e.position, "event": e.name, "on": str(e.on)} for e in told]


def _say(rows: list[dict[str, Any]], asked: Common) -> None:
    if asked.json:
        say_json(rows)
        return
    if not rows:
        say(sentence("read-models.nothing-waits", asked.lang))
        return
    say_table(_said(HEADINGS, asked), [[row[h] for h in HEADINGS] for row in rows])
    for row in rows:
        events = row.get("events", ())
        if events:
            lines = [(row["subject"], e["position"], e["event"], e["on"]) for e in events]
            say_table(_said(("subject", "position", "event", "on"), asked), lines)


def _said(names: tuple[str, ...], asked: Common) -> list[str]:
    return [sentence(f"read-models.{name}", asked.lang) for name in names]
