"""``casemgmt adapters``: what is installed beside casemgmt, and what each needs."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from casemgmt.cli.answer import Common, say_json, say_table
from casemgmt.errors import RepairNeededError
from casemgmt.locale import sentence
from casemgmt.plug_ins import loaded
from casemgmt.projections.adapter import API_VERSION

GROUPS = ("adapters", "renderers", "reports", "indicators", "areas", "stores", "vaults")
HEADINGS = ("group", "name", "distribution", "version", "needs")


def adapters(*, common: Common | None = None) -> None:
    """List what is installed beside casemgmt, with its version and what it needs."""
    asked = common or Common()
    language = "en" if asked.json else asked.lang
    rows = [row for group in GROUPS for row in _installed(group, language)]
    if asked.json:
        say_json(rows)
    else:
        headings = [sentence(f"installed.{name}", asked.lang) for name in HEADINGS]
        say_table(headings, [_cells(row, asked) for row in rows])


def _installed(group: str, language: str) -> list[dict[str, Any]]:
    found = sorted(entry_points(group=f"casemgmt.{group}"), key=lambda ep: ep.name)
    return [
        {
            "group": group,
            "name": ep.name,
            "distribution": ep.dist.name if ep.dist else "",
            "version": ep.dist.version if ep.dist else "",
            "needs": _needs(group, ep, language),
        }
        for ep in found
    ]


def _needs(group: str, point: EntryPoint, language: str) -> dict[str, Any]:
    """Return what a part reads and asks for; of a broken one, what is wrong."""
    try:
        part = loaded(point)
    except RepairNeededError as error:
        return {"broken": error.sentence(language)}
    if group not in ("adapters", "renderers"):
        return {}
    spoken = getattr(part, "api_version", None)
    if spoken != API_VERSION:
        words: dict[str, Any] = {"spoken": spoken, "known": API_VERSION}
        return {"broken": sentence("installed.speaks", language, **words)}
    told = {name: sorted(getattr(part, name, None) or ()) for name in ("events", "fields")}
    return {name: values for name, values in told.items() if values}


def _cells(row: dict[str, Any], asked: Common) -> list[str]:
    group = sentence(f"installed.{row['group']}", asked.lang)
    said = [str(row[h]) for h in HEADINGS[1:-1]]
    return [group, *said, _in_words(row["needs"], asked)]


def _in_words(said: dict[str, Any], asked: Common) -> str:
    if "broken" in said:
        return str(said["broken"])
    events, fields = said.get("events", ()), said.get("fields", ())
    reads = [sentence("installed.reads", asked.lang, number=len(events))] if events else []
    asks = [sentence("installed.asks", asked.lang, fields=", ".join(fields))]
    return "; ".join(reads + (asks if fields else []))
