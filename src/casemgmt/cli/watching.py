"""``casemgmt centres`` and ``casemgmt caseloads``: what is watched, and never refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import asdict

from casemgmt import Store
from casemgmt.cli.answer import Common, headings_in, say, say_json, say_table
from casemgmt.cli.quantities import quantity_in_words
from casemgmt.desk.watching import Caseload, CentreLine
from casemgmt.locale import sentence
from casemgmt.recording.values import quantity_out


def centres(store: str, *, on: str | None = None, common: Common | None = None) -> None:
    """Show each centre on a day: its places, the children in care, its stock.

    Args:
        store: The store, such as insaf.db.
        on: The day; today if it is not given.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        found = list(opened.acting_as(asked.person, role=asked.role).centres(on))
    if asked.json:
        say_json([_centre_row(line) for line in found])
    else:
        headings = headings_in(
            asked.lang, "centre", "kind", "places", "children", "over_capacity"
        )
        say_table(
            headings,
            [_centre_cells(line, asked.lang) for line in found],
        )
        stock = [cells for line in found for cells in _stock_cells(line, asked.lang)]
        if stock:
            say("")
            say_table(headings_in(asked.lang, "centre", "item", "stock"), stock)


def caseloads(store: str, *, on: str | None = None, common: Common | None = None) -> None:
    """Show how many open cases each caseworker has on a day, those that rest left out.

    Args:
        store: The store, such as insaf.db.
        on: The day; today if it is not given.
        common: How it is asked and answered.

    """
    asked = common or Common()
    with Store.open(store, config=asked.config) as opened:
        found = list(opened.acting_as(asked.person, role=asked.role).caseloads(on))
    if asked.json:
        say_json([asdict(line) for line in found])
    else:
        headings = headings_in(asked.lang, "caseworker", "cases", "limit", "over")
        say_table(
            headings,
            [_caseload_cells(line, asked.lang) for line in found],
        )


def _centre_row(line: CentreLine) -> dict[str, Any]:
    stock = {item: quantity_out(quantity) for item, quantity in line.stock.items()}
    told = asdict(line, recurse=False)
    return told | {"subject": str(line.subject), "stock": stock}


def _centre_cells(line: CentreLine, language: str) -> tuple[str, ...]:
    return (
        line.subject.key,
        line.kind or "",
        "" if line.places is None else str(line.places),
        str(line.children),
        _over(line, language),
    )


def _stock_cells(line: CentreLine, language: str) -> Iterator[tuple[str, ...]]:
    for item, quantity in line.stock.items():
        yield line.subject.key, item, quantity_in_words(quantity, language)


def _over(line: CentreLine, language: str) -> str:
    if not line.over_capacity:
        return ""
    return sentence("watch.accepted" if line.accepted else "watch.over", language)


def _caseload_cells(line: Caseload, language: str) -> tuple[str, ...]:
    limit = "" if line.limit is None else str(line.limit)
    over = sentence("watch.over", language) if line.over else ""
    return line.caseworker, str(line.cases), limit, over
