"""Finding: the records whose name sounds like what somebody wrote, in either alphabet.

Each word that was written is to be alike to a word of the name, in any order; words of the
name that were not written do not matter. Nothing else is compared than names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from attrs import field, frozen
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from casemgmt.domain.vocabulary import Subject

from .letters import words_of
from .likeness import NEAR, SHORTEST, Likeness, likeness
from .spelling import Spelling, spellings

Words = tuple[Spelling, ...]


@frozen
class Found:
    """A record whose name is alike to what was written.

    Attributes:
        subject: Whose record it is.
        alike: How alike each word is, in the order in which they were written.

    """

    subject: Subject
    alike: tuple[Likeness, ...] = field(repr=False)

    @property
    def order(self) -> tuple[int, str]:
        """The place in a list: the likest first."""
        return -sum(self.alike), str(self.subject)


@lru_cache(maxsize=65_536)
def words_spelt(name: str) -> Words:
    """Return the spellings of each word of *name*, for itself."""
    return tuple(spelt for word in words_of(name) for spelt in spellings(word))


class NameIndex:
    """Records by the words of their names, as they sound."""

    def __init__(self, named: Mapping[Subject, Words]) -> None:
        self._named = named
        self._sounding: defaultdict[str, set[Subject]] = defaultdict(set)
        for subject, words in named.items():
            for skeleton in _skeletons(words):
                self._sounding[skeleton].add(subject)

    def found(self, written: str) -> list[Found]:
        """Return the records whose names are alike to what was *written*, likest first."""
        sought = [spelt for word in words_of(written) if (spelt := spellings(word))]
        candidates = [self._candidates(words) for words in sought]
        if not candidates:
            return []
        alike = (self._alike(one, sought) for one in set.intersection(*candidates))
        return sorted((one for one in alike if one is not None), key=lambda one: one.order)

    def _candidates(self, word: Words) -> set[Subject]:
        found: set[Subject] = set()
        for skeleton in _skeletons(word):
            found |= self._sounding.get(skeleton, set())
            if len(skeleton) >= SHORTEST:
                near = process.extract(
                    skeleton,
                    self._sounding.keys(),
                    scorer=JaroWinkler.normalized_similarity,
                    score_cutoff=NEAR,
                    limit=None,
                )
                found = found.union(*(self._sounding[other] for other, _, _ in near))
        return found

    def _alike(self, subject: Subject, sought: Iterable[Words]) -> Found | None:
        words = self._named[subject]
        alike = tuple(max(_compared(word, one) for one in words) for word in sought)
        return Found(subject, alike) if min(alike) > Likeness.DIFFERENT else None


def _compared(word: Words, other: Spelling) -> Likeness:
    return likeness(word, (other,)) or Likeness.DIFFERENT


def _skeletons(words: Words) -> set[str]:
    return {way.skeleton for spelt in words for way in spelt.ways}
