"""The places of a table of figures: what each is called, and in which order they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import field, frozen

from casemgmt.locale import sentence
from casemgmt.vocabularies import Vocabulary

LISTS = {
    "sex": "sexes",
    "district": "districts",
    "programme": "programmes",
    "centre-kind": "centre_kinds",
}
LAST = ("none", "unknown")
SAID = (*LAST, "yes", "no")
"""Codes that are the same word in every dimension."""


@frozen
class Places:
    """The places in a language. A code is an English word: there it stands as it is.

    Attributes:
        vocabulary: What the codes of a list are called.
        language: In which they are read.

    """

    vocabulary: Vocabulary = field(repr=False)
    language: str

    def name(self, dimension: str, code: str) -> str:
        """Return what a place is called; the code itself where nobody said."""
        if self.language == "en":
            return code
        if code in SAID:
            return sentence(f"place.{code}", self.language)
        found = self.vocabulary.label(LISTS.get(dimension, ""), code)
        return found.in_language(self.language)

    def is_called(self, by: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
        """Whether a cell is the one that is *wanted*, by its codes or by their names."""
        return by.keys() == wanted.keys() and all(
            wanted[dimension] in (code, self.name(dimension, code))
            for dimension, code in by.items()
        )


def rank(code: str) -> tuple[int, int, str]:
    """Return where a place stands: ages and lengths by number, what nobody said last."""
    first = re.match(r"[0-9]+", code)
    last = LAST.index(code) + 1 if code in LAST else 0
    return last, int(first[0]) if first else 0, code
