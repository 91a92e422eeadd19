"""What casemgmt says to people, in Arabic, French and English.

One catalogue a language, as plain text beside this file; nothing but the standard library
reads them, so that the message of any failure can be shown. What goes wrong, and why,
stands in files of their own. A part from elsewhere has a catalogue in its own package.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

LANGUAGES = ("ar", "fr", "en")


@cache
def catalogue(language: str, package: str = "") -> dict[str, str]:
    """Return every sentence of *language* by its key, such as ``rule.case-open``.

    Args:
        language: One of ``LANGUAGES``.
        package: Whose; that of casemgmt when empty. None is imported for it.

    """
    texts = _texts_of(package, language) if package else _own_texts(language)
    return {
        f"{group}.{key}": said
        for text_ in texts
        for group, sentences in tomllib.loads(text_).items()
        for key, said in sentences.items()
    }


def sentence(key: str, language: str = "en", *, default: str = "", **words: Any) -> str:
    """Return what *key* says in *language*, with *words* put in.

    A sentence that a language lacks is said in English, and failing that as *default*. What
    a package says itself is asked for with its name before it, as in ``casemgmt_sql:…``.
    """
    said = text(key, language) or default or key
    return said.format(**words) if words else said


def text(key: str, language: str) -> str:
    """Return what *key* says, its blanks as they stand; empty where nothing does."""
    package, _, of = key.rpartition(":")
    known = language if language in LANGUAGES else "en"
    return catalogue(known, package).get(of) or catalogue("en", package).get(of, "")


def _own_texts(language: str) -> Iterator[str]:
    for folder in ("", "errors/", "reasons/", "stories/"):
        said = files(__name__).joinpath(f"{folder}{language}.toml")
        yield said.read_text(encoding="utf-8")


def _texts_of(package: str, language: str) -> Iterator[str]:
    """Yield the catalogue of *package*, if it has one; nothing is imported to find it."""
    found = find_spec(package) if package.isidentifier() else None
    read = getattr(found.loader, "get_data", None) if found else None
    places = found.submodule_search_locations if found else None
    if read is not None and places:
        with suppress(OSError):
            yield read(f"{places[0]}/locale/{language}.toml").decode()
