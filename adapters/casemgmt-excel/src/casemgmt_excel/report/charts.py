"""The native chart of a sheet: it draws the cells beside it, and reads as they do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from casemgmt.reports import Brand, Entry, Manner, Number, direction
from casemgmt_excel.book import Book
from casemgmt_excel.texts import held

from .pages import Line, Page

OTHERS: Final = ("#8C9AA0", "#7A4E6D", "#4D7C4A")
WIDE, TITLED, EACH = 620, 140, 38
"""Pixels: the chart, what is around its bars, and each of them."""
_KINDS: Final[dict[str, dict[str, str]]] = {
    "bar": {"type": "bar"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "line": {"type": "line"},
}


def drawn(book: Book, page: Page, name: str, manner: Manner, brand: Brand) -> Any:
    """Return the chart of a sheet called *name*, to be put on it."""
    series = page.series
    if series is None:
        raise TypeError
    chart = book.chart(_KINDS[series.kind])
    last, parts = last_of(page.lines), len(page.lines[0].cells) - 1
    colours = (brand.colour, brand.accent, *OTHERS)
    for column in range(1, parts + 1):
        colour = {"color": colours[(column - 1) % len(colours)]}
        shown = [line.cells[column] for line in page.lines[1 : last + 1]]
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, column, last, column],
                "fill": colour,
                "line": colour,
                "gap": 60,
                "data_labels": {"value": True, "custom": _labels(shown)},
            }
        )
    across, up = _axes(series.kind, mirrored=direction(manner.language) == "rtl")
    chart.set_x_axis(across)
    chart.set_y_axis(up)
    chart.set_title({"name": held(series.title.in_language(manner.language))})
    chart.set_legend({"position": "bottom"} if parts > 1 else {"none": True})
    chart.set_size({"width": WIDE, "height": TITLED + EACH * last})
    return chart


def last_of(lines: Sequence[Line]) -> int:
    """Return the row of the last category: an empty line follows it."""
    return next(at for at, line in enumerate(lines) if not line.cells) - 1


def _axes(kind: str, *, mirrored: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the axis across and the axis up: categories in the order of reading."""
    amounts = {"major_gridlines": {"visible": False}, "visible": False, "min": 0}
    if kind == "line":
        return {"reverse": mirrored}, amounts
    return amounts | {"reverse": mirrored}, {"reverse": True}


def _labels(shown: Sequence[Entry]) -> list[dict[str, bool] | None]:
    """Return what keeps a chart from writing 0 where no number is shown."""
    return [None if isinstance(entry, Number) else {"delete": True} for entry in shown]
