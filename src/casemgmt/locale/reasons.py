"""Why the system, SQLite or a reader of TOML would not: said in the language asked for.

They say it in English, as they like; what is known of it stands in the catalogue, word for
word, and is found by its words. What is not known is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from casemgmt.locale import catalogue
from casemgmt.locale.saying import SaidError, Saying

_SYSTEM = "system."
_DAMAGED, _NO_MARK = "store.damaged", "store.no-mark"
_IN_TOML = re.compile(r"(?P<what>.+) \(at line (?P<line>\d+), column (?P<column>\d+)\)")
_AT_THE_END = " (at end of document)"


def reason(why: object) -> Saying:
    """Return what is the matter: of an error, of the words of one, or of our own."""
    if isinstance(why, Saying):
        return why
    if isinstance(why, SaidError) and why.said is not None:
        return why.said
    if isinstance(why, OSError):
        why = why.strerror or (why if why.args else type(why).__name__)
    return _in_words(str(why))


def _in_words(words: str) -> Saying:
    if found := _IN_TOML.fullmatch(words):
        where = {"line": int(found["line"]), "column": int(found["column"])}
        return Saying("toml.at", {"what": _known(found["what"]), **where})
    if words.endswith(_AT_THE_END):
        return Saying("toml.at-end", {"what": _known(words.removesuffix(_AT_THE_END))})
    return _known(words)


def _known(words: str) -> Saying:
    if (key := _keys().get(words)) is not None:
        return Saying(key, {})
    for key, blanks in _with_blanks():
        if found := blanks.fullmatch(words):
            return Saying(key, {n: reason(w) if n == "why" else w for n, w in _of(found)})
    return Saying("reason.quoted", {"why": words})


def _of(found: re.Match[str]) -> Iterable[tuple[str, str]]:
    return found.groupdict().items()


@cache
def _keys() -> dict[str, str]:
    """Return the key of each of their sentences."""
    said = catalogue("en").items()
    return {words: key for key, words in said if key.startswith(_SYSTEM) or key == _NO_MARK}


@cache
def _with_blanks() -> list[tuple[str, re.Pattern[str]]]:
    """Return each of the sentences with blanks, as what is filled in is found again."""
    said = {words: key for words, key in _keys().items() if "{" in words}
    said[catalogue("en")[_DAMAGED]] = _DAMAGED
    return [
        (key, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(words))))
        for words, key in said.items()
    ]
