"""``casemgmt adapters`` and ``casemgmt project``: what is installed, and read models."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

from attrs import asdict
from cyclopts import Parameter

from casemgmt import Store
from casemgmt.addresses import path_of
from casemgmt.cli.answer import Common, say_json, say_table
from casemgmt.config import Config
from casemgmt.errors import InvalidError
from casemgmt.projections.adapter import named

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


def project(
    store: str,
    adapter: str | None = None,
    *,
    to: str | None = None,
    rebuild: Annotated[bool, Parameter(negative=())] = False,
    common: Common | None = None,
) -> None:
    """Bring read models up to date: one adapter, or all that are configured.

    Args:
        store: The store, such as insaf.db.
        adapter: The installed adapter's name; without it, those of casemgmt.toml.
        to: Where the adapter keeps its read model.
        rebuild: Begin again at the start of the log.
        common: How it is asked and answered.

    """
    asked = common or Common()
    wanted = _wanted(store, adapter, to, asked)
    rows: list[dict[str, Any]] = []
    with Store.open(store, config=asked.config) as opened:
        for name, kind, address in wanted:
            done = opened.project(named(kind, address), name=name, rebuild=rebuild)
            rows.append({"projection": name, **asdict(done)})
    if asked.json:
        say_json(rows)
    else:
        headings = ("projection", "position", "head", "events")
        say_table(headings, [[row[h] for h in headings] for row in rows])


def _wanted(
    store: str, adapter: str | None, to: str | None, asked: Common
) -> list[tuple[str, str, str]]:
    if adapter is not None:
        if to is None:
            raise InvalidError("--to", "missing-field")
        return [(adapter, adapter, to)]
    path = path_of(store)
    beside = path.with_name("casemgmt.toml") if path else None
    file: Path | None = asked.config or (beside if beside and beside.exists() else None)
    config = Config.read(file) if file else Config.default()
    return [(a.name, a.adapter, a.to) for a in config.adapters]
