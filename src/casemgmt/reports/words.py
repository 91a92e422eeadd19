"""The words of a report, in three languages, from a TOML file that translators can edit."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from casemgmt.domain.vocabulary import Text


class Words:
    """Texts by a dotted key, such as ``kits.title``."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        self._texts = texts

    @classmethod
    def read(cls, package: str, name: str) -> Words:
        """Return the words of the file *name* that lies in *package*."""
        return _read(package, name)

    def __call__(self, key: str) -> Text:
        """Return the text of *key*.

        Raises:
            KeyError: the file has no such text; a report never shows a key for words.

        """
        return self._texts[key]

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)


@cache
def _read(package: str, name: str) -> Words:
    document = tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    return Words(dict(_texts("", document)))


def _texts(path: str, document: Mapping[str, Any]) -> list[tuple[str, Text]]:
    if set(document) == {"ar", "fr", "en"}:
        return [(path, Text(**{lang: str(said) for lang, said in document.items()}))]
    found = []
    for key, inner in document.items():
        found += _texts(f"{path}.{key}" if path else key, inner)
    return found


def joined(texts: Sequence[Text], comma: Text, last: Text) -> Text:
    """Return several texts as one: one, two and three."""

    def in_one(language: str) -> str:
        *before, end = [text.in_language(language) for text in texts]
        begin = comma.in_language(language).join(before)
        return f"{begin}{last.in_language(language)}{end}" if before else end

    return Text(ar=in_one("ar"), fr=in_one("fr"), en=in_one("en"))


def filled(pattern: Text, **words: Text) -> Text:
    """Return *pattern* with ``{name}`` replaced by the text of that name."""

    def in_one(language: str) -> str:
        said = pattern.in_language(language)
        for name, word in words.items():
            said = said.replace(f"{{{name}}}", word.in_language(language))
        return said

    return Text(ar=in_one("ar"), fr=in_one("fr"), en=in_one("en"))
