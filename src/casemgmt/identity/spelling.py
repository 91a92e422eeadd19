"""Spelling: what is left of a name when two alphabets and many habits are set aside.

The skeleton is what the spellings of a name share: its consonants, doubled ones once, the
weak ones (و, ي, w, y) and the vowels left out. Names of one skeleton may still be two names
(حسن and حسين): the vowels between the consonants tell them apart, as far as they are
written. Habits of Moroccan French are known: ch, kh, gh, rh, dj, ou, a mute e.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from attrs import frozen

from .letters import ARABIC, words_of

VOWELS = frozenset("aweyi")
"""Long ا, و, ي as a, w, y; a mute or short e; a last ي or ى, which are mixed up, as i."""
_ARABIC = str.maketrans(
    "بتثجحخدذرزسشصضطظعغفقكلمنهاويىةء",
    "bttjhKddrzsXsdtd-Gfkklmnhawyia-",
)
_LATIN = tuple(
    (re.compile(habit), sound)
    for habit, sound in (
        (r"(?<=[a-z])h$", ""),
        (r"sch|ch|sh", "X"),
        (r"kh", "K"),
        (r"gh|\brh", "G"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"dj", "j"),
        (r"ph", "f"),
        (r"c(?=[eiy])", "s"),
        (r"g(?=[eiy])", "j"),
        (r"qu(?=[aeiou])|[qcg]", "k"),
        (r"x", "ks"),
        (r"v", "f"),
        (r"p", "b"),
        (r"ou|oo", "w"),
        (r"ee|i", "y"),
        (r"[uo]", "w"),
        (r"(?<=[^aweyi])y$", "y"),
    )
)
_TWICE = re.compile(r"([^aweyi])\1+")
_GLUED_L = re.compile(r"(?:^|(?<=-))la?(?=[bcdfghjkmnpqrstvwxz])")
_MOST_WAYS = 4
_SHORTEST = 2
"""So many letters are no name without what stands ahead of them."""


@frozen
class Sound:
    """One way in which a name may sound.

    Attributes:
        skeleton: Its consonants.
        gaps: The vowels before, between and behind them.

    """

    skeleton: str
    gaps: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, sounds: str) -> Sound:
        """Return what is heard of *sounds*, consonants and vowels in their order."""
        skeleton, gaps = "", [set[str]()]
        for sound in _TWICE.sub(r"\1", sounds.replace("-", "")):
            if sound in VOWELS:
                gaps[-1].add(sound)
            else:
                skeleton += sound
                gaps.append(set())
        return cls(skeleton, tuple(map(frozenset, gaps)))


@frozen
class Spelling:
    """One spelling of a name.

    Attributes:
        ways: How it may sound; in more than one way where habits differ.
        arabic: Whether it is in Arabic letters, which leave short vowels out.

    """

    ways: tuple[Sound, ...]
    arabic: bool


@lru_cache(maxsize=65_536)
def spellings(name: str) -> tuple[Spelling, ...]:
    """Return the spellings of *name*: one for each alphabet it is written in."""
    words = words_of(name)
    arabic = [word for word in words if ARABIC.fullmatch(word)]
    latin = [word for word in words if not ARABIC.fullmatch(word)]
    both = (
        Spelling(_ways([tuple(_arabic(word)) for word in arabic]), arabic=True),
        Spelling(_ways([tuple(_latin(word)) for word in latin]), arabic=False),
    )
    return tuple(one for one in both if one.ways)


def _ways(words: list[tuple[str, ...]]) -> tuple[Sound, ...]:
    """Return how words that each may sound in several ways sound together."""
    together = map("".join, product(*words)) if words else ()
    heard = dict.fromkeys(Sound.of(sounds) for sounds in together)
    return tuple(one for one in heard if one.skeleton)[:_MOST_WAYS]


def _arabic(word: str) -> Iterator[str]:
    """Yield how an Arabic word may sound: its last ة as a t too, its ث as an s too."""
    last = "ى" if word[-1] in "يى" and len(word) > 1 else word[-1]
    bare = word[:-1] + ("ة" if last == "ه" else last)
    yield bare.translate(_ARABIC)
    if "ث" in bare:
        yield bare.replace("ث", "س").translate(_ARABIC)
    if word[-1] == "ة":
        yield f"{bare[:-1]}ات".translate(_ARABIC)


def _latin(word: str) -> Iterator[str]:
    """Yield how a Latin word may sound: without an article that is glued to it too."""
    yield _heard(word)
    bare = _GLUED_L.sub("", word)
    if bare != word and len(bare) > _SHORTEST:
        yield _heard(bare)


def _heard(word: str) -> str:
    for habit, sound in _LATIN:
        word = habit.sub(sound, word)
    return word
