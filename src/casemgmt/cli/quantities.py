"""A quantity on the terminal: exact, a bound, about, or unknown; never a bare 0 for it."""

from __future__ import annotations

from casemgmt.domain.vocabulary import Quantity
from casemgmt.locale import sentence


def quantity_in_words(quantity: Quantity, language: str) -> str:
    """Return *quantity* in words of *language*."""
    if quantity.value is None:
        return sentence("watch.unknown", language)
    value = f"{quantity.value:f}"
    if quantity.about and quantity.at_least:
        return sentence("watch.about-at-least", language, value=value)
    if quantity.about:
        return sentence("watch.about", language, value=value)
    return sentence("watch.at-least", language, value=value) if quantity.at_least else value
