"""Likeness: how alike two names are, however each was written."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from rapidfuzz.distance import JaroWinkler

from .spelling import Sound, Spelling

NEAR = 0.9
"""How alike two skeletons must be where a letter was mistaken (Jaro-Winkler, 0 to 1)."""
SHORTEST = 3
"""Letters of a skeleton from which one may have been mistaken."""
LONG, SHORT = frozenset("wy"), frozenset("e")
_TAKEN_FOR = {"a": "ae", "w": "w", "y": "ye", "i": "yae"}


class Likeness(IntEnum):
    """From another name altogether to the same."""

    DIFFERENT = 0
    ANOTHER = 1
    """The consonants of one, the vowels of another: حسن and حسين, Amine and Amina."""
    NEAR = 2
    """A letter apart."""
    SAME = 3


def likeness(one: Iterable[Spelling], other: Iterable[Spelling]) -> Likeness | None:
    """Return how alike two names are; None where one of them is not known.

    Where both are written in one alphabet, what the others leave open is settled there.
    """
    pairs = [(a, b) for a in one for b in other]
    alike = [(a, b) for a, b in pairs if a.arabic == b.arabic]
    return max((_alike(a, b) for a, b in alike or pairs), default=None)


def _alike(one: Spelling, other: Spelling) -> Likeness:
    if one.arabic != other.arabic and other.arabic:
        one, other = other, one
    return max(_heard(a, b, one, other) for a in one.ways for b in other.ways)


def _heard(a: Sound, b: Sound, one: Spelling, other: Spelling) -> Likeness:
    if a.skeleton != b.skeleton:
        return Likeness.NEAR if _a_letter_apart(a, b) else Likeness.DIFFERENT
    if one.arabic and other.arabic:
        same = _alike_in_arabic(a, b)
    elif one.arabic:
        same = _alike_across(a, b)
    else:
        same = _alike_in_latin(a, b)
    return Likeness.SAME if same else Likeness.ANOTHER


def _a_letter_apart(a: Sound, b: Sound) -> bool:
    if min(len(a.skeleton), len(b.skeleton)) < SHORTEST:
        return False
    score: float = JaroWinkler.normalized_similarity(a.skeleton, b.skeleton)
    return score >= NEAR


def _alike_in_arabic(a: Sound, b: Sound) -> bool:
    """Whether the long vowels are the same; those ahead of the name may be left out."""
    *inner, last = zip(a.gaps[1:], b.gaps[1:], strict=True)
    return all(x == y for x, y in inner) and _ending(last[0]) == _ending(last[1])


def _ending(last: frozenset[str]) -> frozenset[str]:
    return last - {"i"} | ({"a"} if "i" in last and "y" not in last else set())


def _alike_across(arabic: Sound, latin: Sound) -> bool:
    """Whether each long vowel in Arabic is one in Latin letters, and the ends agree."""
    inner = zip(arabic.gaps[1:-1], latin.gaps[1:-1], strict=True)
    if any(_unheard(a, b) or (not a and len(b - SHORT) > 1) for a, b in inner):
        return False
    last, heard = arabic.gaps[-1], latin.gaps[-1] - SHORT
    if last == {"i"} and len(heard) > 1:  # Nadia is not ندى
        return False
    return bool(last) == bool(heard) and not _unheard(last, heard)


def _unheard(arabic: frozenset[str], latin: frozenset[str]) -> bool:
    return any(not latin.intersection(_TAKEN_FOR[vowel]) for vowel in arabic)


def _alike_in_latin(a: Sound, b: Sound) -> bool:
    """Whether what is heard as long is the same; a short u or e is often swallowed."""
    *inner, last = zip(a.gaps[1:], b.gaps[1:], strict=True)
    if any(_apart(x, y) for x, y in inner):
        return False
    return last[0] - SHORT == last[1] - SHORT


def _apart(x: frozenset[str], y: frozenset[str]) -> bool:
    if SHORT in (x, y):
        return False
    apart = (x ^ y) & LONG
    return bool(apart if x and y else apart - {"w"})
