"""What goods are called: an item of equipment or a kit."""

from __future__ import annotations

from casemgmt.domain.vocabulary import Text
from casemgmt.vocabularies import Vocabulary


def item_label(vocabulary: Vocabulary, item: str) -> Text:
    """Return what a kind of goods is called; its code where nobody said."""
    return vocabulary.label("kits" if item in vocabulary.lists["kits"] else "items", item)
