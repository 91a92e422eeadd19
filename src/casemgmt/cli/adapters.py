"""``casemgmt adapters``: what is installed beside casemgmt."""

from __future__ import annotations

from importlib.metadata import entry_points

from casemgmt.cli.answer import Common, say_json, say_table

GROUPS = ("adapters", "renderers", "reports", "indicators", "areas", "stores", "vaults")


def adapters(*, common: Common | None = None) -> None:
    """List what is installed beside casemgmt, with its version."""
    asked = common or Common()
    rows = [row for group in GROUPS for row in _installed(group)]
    if asked.json:
        say_json(rows)
    else:
        headings = ("group", "name", "distribution", "version")
        say_table(headings, [[row[h] for h in headings] for row in rows])


def _installed(group: str) -> list[dict[str, str]]:
    found = sorted(entry_points(group=f"casemgmt.{group}"), key=lambda ep: ep.name)
    return [
        {
            "group": group,
            "name": ep.name,
            "distribution": ep.dist.name if ep.dist else "",
            "version": ep.dist.version if ep.dist else "",
        }
        for ep in found
    ]
