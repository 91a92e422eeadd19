"""Why the system, SQLite or a reader of TOML would not: said in the language asked for.

They say it in English, as they like; what is known of it stands in the catalogue, word for
word, and is found by its words. What is not known is quoted.
"""

from __future__ import annotations

import re
from functools import cache

from casemgmt.locale import catalogue
from casemgmt.locale.saying import SaidError, Saying

_SYSTEM = "system."
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
    key = _keys().get(words)
    return Saying("reason.quoted", {"why": words}) if key is None else Saying(key, {})


@cache
def _keys() -> dict[str, str]:
    """Return the key of each of their sentences."""
    said = catalogue("en").items()
    return {words: key for key, words in said if key.startswith(_SYSTEM)}
