"""The words of a report, in three languages, from a TOML file that translators can edit.

Words that change with a number have a form for each of the kinds of numbers that their
language tells apart, named as in CLDR: Arabic six, French and English two or three.

    years = { ar = { one = "سنة", few = "{n} سنوات", other = "{n} سنة" }, fr = … }
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from casemgmt.domain.vocabulary import Text

from .plurals import plural

Forms = Mapping[str, Mapping[str, str]]


class Words:
    """Texts by a dotted key, such as ``kits.title``."""

    def __init__(self, texts: Mapping[str, Text], forms: Mapping[str, Forms]) -> None:
        self._texts = texts
        self._forms = forms

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

    def of(self, key: str, number: int) -> Text:
        """Return the text of *key* in the form that goes with *number*.

        Raises:
            KeyError: the file has no such text with forms.

        """
        forms = self._forms[key]
        return Text(
            **{
                language: said.get(plural(number, language), said["other"])
                for language, said in forms.items()
            }
        )

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)


@cache
def _read(package: str, name: str) -> Words:
    document = tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    said = dict(_said("", document))
    return Words(
        {key: Text(**one) for key, one in said.items() if not _has_forms(one)},
        {key: one for key, one in said.items() if _has_forms(one)},
    )


def _said(path: str, document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what stands under each key, in three languages."""
    if set(document) == {"ar", "fr", "en"}:
        yield path, document
        return
    for key, inner in document.items():
        yield from _said(f"{path}.{key}" if path else key, inner)


def _has_forms(said: Mapping[str, Any]) -> bool:
    return any(isinstance(one, Mapping) for one in said.values())


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
