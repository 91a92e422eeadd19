"""How far the bars of a chart reach, whoever draws them."""

from __future__ import annotations

from collections.abc import Sequence

from casemgmt.reports import Form, Number, Point, Text, Value


def amount_of(value: Value) -> float:
    """Return how far a bar reaches; of what is not shown, nowhere."""
    return float(value.amount) if isinstance(value, Number) else 0.0


def by_category(points: Sequence[Point]) -> list[list[Point]]:
    """Return the points of each category, in the order in which they are read."""
    categories: dict[Text, list[Point]] = {}
    for point in points:
        categories.setdefault(point.category, []).append(point)
    return list(categories.values())


def totals(points: Sequence[Point]) -> list[float]:
    """Return how far each category reaches, all its parts together."""
    return [sum(amount_of(one.value) for one in of) for of in by_category(points)]


def are_shares(points: Sequence[Point]) -> bool:
    """Whether shares are drawn, of which the whole is known."""
    return any(isinstance(p.value, Number) and p.value.form is Form.SHARE for p in points)
