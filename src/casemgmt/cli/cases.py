"""``casemgmt cases``: the open cases on a day."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from casemgmt import Store
from casemgmt.cli.answer import Common, desk_of, say_json, say_table
from casemgmt.desk.worklists import CaseLine


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
        say_table(headings, [[_cell(row[h]) for h in headings] for row in rows])


def _row(line: CaseLine) -> dict[str, Any]:
    return asdict(line, recurse=False) | {"subject": str(line.subject)}


def _cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
