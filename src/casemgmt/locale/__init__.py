"""What casemgmt says to people, in Arabic, French and English.

One catalogue a language, as plain text beside this file; nothing but the standard library
reads them, so that the message of any failure can be shown.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("ar", "fr", "en")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return every sentence of *language* by its key, such as ``rule.case-open``."""
    text = files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return {
        f"{group}.{key}": said
        for group, sentences in tomllib.loads(text).items()
        for key, said in sentences.items()
    }


def sentence(key: str, language: str = "en", *, default: str = "", **words: Any) -> str:
    """Return what *key* says in *language*, with *words* put in.

    A sentence that a language lacks is said in English, and failing that as *default*.
    """
    known = language if language in LANGUAGES else "en"
    said = catalogue(known).get(key) or catalogue("en").get(key) or default or key
    return said.format(**words) if words else said
