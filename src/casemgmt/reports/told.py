"""A quantity as somebody told it, as a value of a report: exact, a bound, or unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from casemgmt.domain.vocabulary import Quantity

from .amounts import Bound, Form, Missing, Number, Source, Value
from .reading import WORDS

_BOUNDS: Final = {
    (False, False): Bound.EXACT,
    (True, False): Bound.AT_LEAST,
    (False, True): Bound.ABOUT,
    (True, True): Bound.ABOUT_AT_LEAST,
}


def value_of(quantity: Quantity | None, name: str, items: Iterable[str]) -> Value:
    """Return a quantity as a value of the report; of which *items* it was told."""
    source = Source(name, by=tuple(("item", item) for item in items), kind="record")
    return value_from(source, quantity)


def value_from(source: Source, quantity: Quantity | None) -> Value:
    """Return a quantity as the value of the report that has this source."""
    if quantity is None:
        return Missing(WORDS("missing.not-told"), source)
    if quantity.value is None:
        return Missing(WORDS("missing.not-known"), source)
    amount = int(quantity.value) if quantity.value % 1 == 0 else quantity.value
    return Number(amount, source, Form.COUNT, _BOUNDS[quantity.at_least, quantity.about])
