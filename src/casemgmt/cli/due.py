"""``casemgmt due``: what is due and overdue on a day."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from casemgmt import Store
from casemgmt.cli.answer import Common, desk_of, headings_in, say_json, say_table
from casemgmt.domain.work_lists.items import Due
from casemgmt.locale import sentence


def due(
    store: str,
    *,
    on: str,
    caseworker: str | None = None,
    centre: str | None = None,
    ahead: int = 0,
    common: Common | None = None,
) -> None:
    """List what is due and overdue, the oldest first.

    Args:
        store: The store, such as insaf.db.
        on: The day.
        caseworker: Only the work of this caseworker.
        centre: Only the work of this centre.
        ahead: Also what comes due in so many days.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        desk = desk_of(opened, asked)
        found = desk.due(on, caseworker=caseworker, centre=centre, ahead=ahead)
    if asked.json:
        say_json([_row(one) for one in found])
    else:
        headings = headings_in(
            asked.lang, "due", "overdue_days", "subject", "what", "caseworker", "centre"
        )
        say_table(headings, [_line(one, asked.lang) for one in found])


def _row(one: Due) -> dict[str, Any]:
    return asdict(one, recurse=False) | {"subject": str(one.subject)}


def _line(one: Due, language: str) -> tuple[str, ...]:
    what = sentence(f"due.{one.what}", language, default=one.what)
    about = f" ({one.about})" if one.about else ""
    late = str(one.overdue_days or "")
    who, where = one.caseworker or "", one.centre or ""
    return str(one.due), late, str(one.subject), what + about, who, where
