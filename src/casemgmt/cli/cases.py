"""``casemgmt cases``: the open cases on a day."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from casemgmt import Store
from casemgmt.cli.answer import Common, desk_of, headings_in, say_json, say_table
from casemgmt.desk.worklists import CaseLine
from casemgmt.locale import sentence


def cases(
    store: str,
    *,
    on: str | None = None,
    centre: str | None = None,
    caseworker: str | None = None,
    programme: str | None = None,
    common: Common | None = None,
) -> None:
    """List the open cases.

    Args:
        store: The store, such as insaf.db.
        on: The day; today if it is not given.
        centre: Only the cases of this centre.
        caseworker: Only the cases of this caseworker.
        programme: Only the cases in this programme.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        desk = desk_of(opened, asked)
        found = desk.cases(on, centre=centre, caseworker=caseworker, programme=programme)
        rows: list[dict[str, Any]] = [_row(line) for line in found]
    if asked.json:
        say_json(rows)
    else:
        headings = ("subject", "centre", "caseworker", "programmes", "since", "risk")
        lines = [[_cell(h, row[h], asked.lang) for h in headings] for row in rows]
        say_table(headings_in(asked.lang, *headings), lines)


def _row(line: CaseLine) -> dict[str, Any]:
    return asdict(line, recurse=False) | {"subject": str(line.subject)}


def _cell(name: str, value: object, language: str) -> str:
    if name == "risk" and value:
        return sentence(f"risk.{value}", language, default=str(value))
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
