"""Charts as pictures in the page: bars, stacked bars, lines.

Words stand above their bar and the number at its end: there is no axis, so the picture
holds no number that the report does not show. Arabic is mirrored: a bar grows from right to
left, and its words are isolated right to left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import altair as alt
import vl_convert

from casemgmt.reports import (
    Brand,
    Hidden,
    Manner,
    Missing,
    Number,
    Point,
    Series,
    Value,
    direction,
    ink_on,
    worded,
    written,
)

from .lengths import amount_of, are_shares, totals
from .pictured import Label, marked

WIDTH: Final = 380
STEP: Final = 50  # a category: its words, then its bar
BAR: Final = 15
HEIGHT: Final = 180  # of a line
ROOM: Final = 1.22  # behind the longest bar, for its number
NARROW: Final = 0.08  # of the width: a part thinner than this has no room for its number
OTHERS: Final = ("#8c9aa0", "#7a4e6d", "#4d7c4a")
INK: Final = "#22292b"
QUIET: Final = "#667277"
VEGA_LITE: Final = "6.4"


def picture(series: Series, manner: Manner, brand: Brand, *, hidden: str) -> str:
    """Return the chart as SVG, each of its numbers marked with its source."""
    drawing = _Drawing(manner, hidden, colours_of(brand))
    match series.kind:
        case "bar":
            chart, labels = drawing.bars(series.points)
        case "stacked":
            chart, labels = drawing.stacks(series.points)
        case "line":
            chart, labels = drawing.line(series.points)
    chart = chart.configure(aria=False, background="transparent", padding=0).configure_view(
        stroke=None
    )
    svg = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version=VEGA_LITE)
    return marked(svg, labels, drawing.spoken(series))


def colours_of(brand: Brand) -> tuple[str, ...]:
    """Return the colours of the parts of a chart: the house's own first."""
    return (brand.colour, brand.accent, *OTHERS)


def legend(series: Series, manner: Manner, brand: Brand) -> list[tuple[str, str]]:
    """Return the colour and the words of each part; nothing for a chart without parts."""
    parts = dict.fromkeys(point.part for point in series.points if point.part is not None)
    return [(c, worded(p, manner)) for c, p in zip(colours_of(brand), parts, strict=False)]


class _Drawing:
    """Draws in one language, in its direction."""

    def __init__(self, manner: Manner, hidden: str, colours: Sequence[str]) -> None:
        self.manner = manner
        self.language = manner.language
        self.hidden = hidden
        self.colours = colours
        self.mirrored = direction(manner.language) == "rtl"
        self.start = "right" if self.mirrored else "left"
        self.away = -1 if self.mirrored else 1

    def bars(self, points: Sequence[Point]) -> tuple[Any, list[Label]]:
        """Return a bar for each point, with its number at the end."""
        labels = [self._label(point.value) for point in points]
        rows = [
            {
                "at": place,
                "words": self._isolated(worded(point.category, self.manner)),
                "amount": amount_of(point.value),
                "said": label.said,
                "ink": INK if isinstance(point.value, Number) else QUIET,
            }
            for place, (point, label) in enumerate(zip(points, labels, strict=True))
        ]
        base = self._base(rows)
        along = self._along("amount", self._reach(points))
        bars = base.mark_bar(height=BAR, yOffset=10, color=self.colours[0])
        ends = self._numbers(base, dx=7 * self.away).encode(x=along, text="said:N")
        drawn = bars.encode(x=along) + self._words(base) + ends.properties(name="numbers")
        return self._sized(drawn), labels

    def stacks(self, points: Sequence[Point]) -> tuple[Any, list[Label]]:
        """Return a bar for each category, made of its parts."""
        whole = max(totals(points), default=0) * ROOM or 1
        parts = list(dict.fromkeys(point.part for point in points))
        rows = list(self._parts(points, parts, whole))
        lines = [
            {"at": at, "words": self._isolated(worded(words, self.manner))}
            for at, words in enumerate(dict.fromkeys(p.category for p in points))
        ]
        told = [Label(row["said"], row.pop("value")) for row in rows]
        labels = [label for label in told if label.said]  # a narrow part has no room
        along = self._along("from", whole)
        base = self._base(rows)
        bars = base.mark_bar(height=BAR + 4, yOffset=12).encode(
            x=along, x2="to:Q", color=alt.Color("colour:N", scale=None)
        )
        numbered = self._base([row for row in rows if row["said"]])
        numbers = numbered.mark_text(dy=12, baseline="middle", fontSize=12).encode(
            x=self._along("middle", whole),
            text="said:N",
            color=alt.Color("ink:N", scale=None),
        )
        words = self._words(self._base(lines))
        return self._sized(bars + words + numbers.properties(name="numbers")), labels

    def line(self, points: Sequence[Point]) -> tuple[Any, list[Label]]:
        """Return a line through the points, each with its number and its words."""
        labels = [self._label(point.value) for point in points]
        rows = [
            {
                "at": place,
                "words": self._isolated(worded(point.category, self.manner)),
                "amount": amount_of(point.value),
                "shown": isinstance(point.value, Number),
                "said": label.said,
            }
            for place, (point, label) in enumerate(zip(points, labels, strict=True))
        ]
        base = alt.Chart(alt.InlineData(values=rows)).encode(
            x=alt.X("at:O", axis=None, scale=alt.Scale(reverse=self.mirrored, padding=0.5))
        )
        high = alt.Y(
            "amount:Q", axis=None, scale=alt.Scale(domain=[0, self._reach(points)])
        )
        shown = base.transform_filter("datum.shown")
        path = shown.mark_line(
            color=self.colours[0], point=alt.OverlayMarkDef(color=self.colours[0])
        )
        said = base.mark_text(dy=-13, fontSize=13, fontWeight="bold", color=INK)
        words = base.mark_text(dy=16, fontSize=12, color=QUIET)
        drawn = (
            path.encode(y=high)
            + words.encode(y=alt.value(HEIGHT), text="words:N")
            + said.encode(y=high, text="said:N").properties(name="numbers")
        )
        return drawn.properties(width=WIDTH, height=HEIGHT), labels

    def spoken(self, series: Series) -> str:
        """Return the chart for who hears it: its title, and each point with its number."""
        points = "; ".join(
            f"{self._named(point)}: {self._label(point.value).said}"
            for point in series.points
        )
        return f"{worded(series.title, self.manner)}. {points}"

    # --- what the kinds of charts share

    def _named(self, point: Point) -> str:
        texts = (point.category,) if point.part is None else (point.category, point.part)
        return " – ".join(worded(text, self.manner) for text in texts)

    def _parts(
        self, points: Sequence[Point], parts: Sequence[Any], whole: float
    ) -> Iterator[dict[str, Any]]:
        """Yield the parts of each bar one after the other; what is hidden, at its end."""
        for at, category in enumerate(dict.fromkeys(point.category for point in points)):
            reached, unseen = 0.0, None
            for point in (p for p in points if p.category == category):
                if isinstance(point.value, Number):
                    amount, place = amount_of(point.value), parts.index(point.part)
                    wide = amount >= NARROW * whole
                    said = self._label(point.value).said if wide else ""
                    colour = self.colours[place % len(self.colours)]
                    colours = (colour, ink_on(colour))
                    yield _part(at, reached, amount, said, colours, point.value)
                    reached += amount
                elif isinstance(point.value, Hidden):
                    unseen = point.value
            if unseen is not None:
                said = self._isolated(f"+ {self.hidden}" if reached else self.hidden)
                gap = 0.09 * whole
                part = _part(at, reached, 0, said, ("none", QUIET), unseen)
                yield {**part, "middle": reached + gap}

    def _base(self, rows: Sequence[dict[str, Any]]) -> Any:
        return alt.Chart(alt.InlineData(values=list(rows))).encode(
            y=alt.Y("at:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
        )

    def _along(self, field: str, reach: float) -> Any:
        scale = alt.Scale(domain=[0, reach], nice=False, zero=True, reverse=self.mirrored)
        return alt.X(f"{field}:Q", axis=None, scale=scale)

    def _words(self, base: Any) -> Any:
        edge = WIDTH if self.mirrored else 0
        text = base.mark_text(
            align=self.start, baseline="middle", dy=-11, fontSize=13, color=INK
        )
        return text.encode(x=alt.value(edge), text="words:N")

    def _numbers(self, base: Any, dx: int) -> Any:
        text = base.mark_text(
            align=self.start,
            baseline="middle",
            dx=dx,
            dy=10,
            fontSize=13,
            fontWeight="bold",
        )
        return text.encode(color=alt.Color("ink:N", scale=None))

    def _sized(self, chart: Any) -> Any:
        return chart.properties(width=WIDTH, height=alt.Step(STEP))

    def _reach(self, points: Sequence[Point]) -> float:
        amounts = [amount_of(point.value) for point in points]
        return (1.0 if are_shares(points) else max(amounts, default=0)) * ROOM or 1

    def _label(self, value: Value) -> Label:
        match value:
            case Number():
                return Label(written(value, self.manner), value)
            case Hidden():
                return Label(self.hidden, value)
            case Missing(because=because):
                return Label(worded(because, self.manner), value)

    def _isolated(self, words: str) -> str:
        """Return words that keep their direction beside others (U+2067 … U+2069)."""
        return f"\u2067{words}\u2069" if self.mirrored else words


def _part(
    at: int,
    reached: float,
    amount: float,
    said: str,
    colours: tuple[str, str],
    value: Value,
) -> dict[str, Any]:
    return {
        "at": at,
        "from": reached,
        "to": reached + amount,
        "middle": reached + amount / 2,
        "said": said,
        "colour": colours[0],
        "ink": colours[1],
        "value": value,
    }
