"""The words of a report, in three languages, from a TOML file that translators can edit.

Words that change with a number have a form for each of the kinds of numbers that their
language tells apart, named as in CLDR: Arabic six, French and English two or three.

    years = { ar = { one = "سنة", few = "{n} سنوات", other = "{n} سنة" }, fr = … }
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from attrs import field, frozen

from casemgmt.domain.vocabulary import LANGUAGES, Text

from .look import Manner
from .plurals import plural

APART: Final = "\u2068{}\u2069"  # a phone number, a sentence in French
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


@frozen
class Spoken(Text):
    """Words with a day or an amount among them, which the reader may ask for otherwise.

    Attributes:
        said: Returns them in a manner: a language, its digits, its calendars.

    """

    said: Callable[[Manner], str] = field(kw_only=True, repr=False, eq=False)


def spoken(said: Callable[[Manner], str]) -> Spoken:
    """Return words that are said in each language, and in the manner that is asked for."""
    plain = {language: said(Manner(language)) for language in LANGUAGES}
    return Spoken(**plain, said=said)


def in_manner(text: Text, manner: Manner) -> str:
    """Return a text in a language, the days and amounts in it as they are asked for."""
    if isinstance(text, Spoken):
        return text.said(manner)
    return text.in_language(manner.language)


def joined(texts: Sequence[Text], comma: Text, last: Text) -> Text:
    """Return several texts as one: one, two and three."""

    def said(manner: Manner) -> str:
        *before, end = [_within(text, manner) for text in texts] or [""]
        begin = in_manner(comma, manner).join(before)
        return f"{begin}{in_manner(last, manner)}{end}" if before else end

    return _composed(said, texts)


def filled(pattern: Text, **words: Text) -> Text:
    """Return *pattern* with ``{name}`` replaced by the text of that name."""

    def said(manner: Manner) -> str:
        whole = in_manner(pattern, manner)
        for name, word in words.items():
            whole = whole.replace(f"{{{name}}}", _within(word, manner))
        return whole

    return _composed(said, (pattern, *words.values()))


def _within(text: Text, manner: Manner) -> str:
    """Return words to stand in a sentence: foreign ones apart, where order would suffer."""
    said = in_manner(text, manner)
    foreign = manner.language == "ar" and text.ar is None
    return APART.format(said) if foreign and " " in said else said


def _composed(said: Callable[[Manner], str], of: Sequence[Text]) -> Text:
    whole = spoken(said)
    if any(isinstance(part, Spoken) for part in of):
        return whole
    return Text(ar=whole.ar, fr=whole.fr, en=whole.en)
