"""Letters: one name in Arabic or Latin letters, brought to words that can be compared.

What a keyboard, a pen or a form adds is taken away: vowel marks, accents, lengthening,
direction marks, hyphens; articles go, and what is one name is one word (بن علي, Ben Ali).
"""

from __future__ import annotations

import re
import unicodedata

LATIN = re.compile(r"[a-z]+")
ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`´ʿʾ‘"))
_DROPPED = frozenset({"Cf", "Lm", "Mn"})
_ARABIC_ALIKE = str.maketrans("ىیکگڭپڤ", "ييكققبف")
_LATIN_ALIKE = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ß": "ss"})
_SHORT = 4
"""Letters of a word that its article is part of: الله, إلى."""
_NOT_THE_ARTICLE = frozenset("الياس الهام الطاف اليسع اليزه اليسا".split())
_SON_OF = frozenset("بن ابن بنت ابو بو ايت".split())
_LATIN_SON_OF = frozenset("ben bin ibn bou abou abu bu ait".split())
_LATIN_ARTICLES = frozenset("el al l ar as at ad an az ech ess es ed en er ez et".split())
_GLUED_ARTICLE = re.compile(r"^[ae]l(?=[a-z]{5})")
_SERVANT = re.compile(r"(ben-?)?abd([aeou]l)?")
_SERVANT_OF = re.compile(r"^((?:ben-?)?abd)(?:[aeou]?l-?|-)(?=[a-z]{3})")
_FAITH = frozenset("eddine uddin eddin addine addin dine din".split())


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of *name*, each in Arabic or in Latin letters.

    A hyphen stands in a Latin word where two were brought together.
    """
    plain = _plain(name)
    arabic = ARABIC.findall(plain)
    latin = LATIN.findall(plain)
    return (*_arabic_words(arabic), *_latin_words(latin))


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name).translate(_APOSTROPHES)
    kept = (c for c in apart if unicodedata.category(c) not in _DROPPED)
    return "".join(kept).casefold().translate(_ARABIC_ALIKE).translate(_LATIN_ALIKE)


def _arabic_words(words: list[str]) -> list[str]:
    made: list[str] = []
    for word in words:
        before = made[-1] if made else ""
        if before in _SON_OF:
            made[-1] = before.removeprefix("ا") + _without_article(word)
        elif before.endswith("عبد") and word != "عبد":
            made[-1] = before + _without_article(word, even_short=True)
        elif before and word == "الدين":
            made[-1] = before + "دين"
        else:
            made.append(word if word in _SON_OF else _without_article(word))
    return [_servant_of(word) for word in made]


def _without_article(word: str, *, even_short: bool = False) -> str:
    long = even_short or len(word) > _SHORT
    if word.startswith("ال") and long and word not in _NOT_THE_ARTICLE:
        return word[2:]
    return word


def _servant_of(word: str) -> str:
    """Return عبدالرحيم as عبد الرحيم is returned, and نورالدين as نور الدين."""
    start, found, rest = word.partition("عبدال")
    if found:
        word = f"{start}عبد{rest}"
    return word.removesuffix("الدين") + "دين" if word.endswith("الدين") else word


def _latin_words(words: list[str]) -> list[str]:
    made: list[str] = []
    for word in words:
        before = made[-1] if made else ""
        if word in _LATIN_ARTICLES:
            continue
        bare = _GLUED_ARTICLE.sub("", word)
        if before in _LATIN_SON_OF or _SERVANT.fullmatch(before):
            made[-1] = f"{before}-{bare}"
        elif before and word in _FAITH:
            made[-1] = f"{before}-din"
        else:
            made.append(bare)
    return [_latin_servant_of(word) for word in made]


def _latin_servant_of(word: str) -> str:
    """Return Abdelkader as عبد القادر is returned: the article goes."""
    return _SERVANT_OF.sub(r"\1-", word)
