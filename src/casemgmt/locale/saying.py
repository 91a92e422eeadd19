"""An error that is said in the language of whoever meets it.

What is raised carries a code and its words, never a text: the same error is said in
Arabic, French and English, here or in another process. Its ``str`` is the English.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from casemgmt.locale import text


class Saying(NamedTuple):
    """What stands in a catalogue under a code, and what is put into it.

    Attributes:
        code: Such as ``store.not-there``; ``casemgmt_sql:server.refuses`` for one that
            stands in the catalogue of the package ``casemgmt_sql``.
        words: Numbers, names of fields and files, other sayings; never what is personal.

    """

    code: str
    words: Mapping[str, object]

    def sentence(self, language: str = "en") -> str:
        """Return it in ``ar``, ``fr`` or ``en``."""
        words = {name: _in(word, language) for name, word in self.words.items()}
        said = text(self.code, language) or self.code
        return said.format_map(words) if words else said

    def __str__(self) -> str:
        return self.sentence()

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it, for another process."""
        words = {name: _plain(word) for name, word in self.words.items()}
        return {"code": self.code, "words": words}

    @classmethod
    def told(cls, plain: Mapping[str, Any]) -> Saying:
        """Return what another process made ``plain``."""
        return cls(plain["code"], {n: _told(word) for n, word in plain["words"].items()})


class SaidError(Exception):
    """Root of the errors that are said in any language.

    Attributes:
        said: What it says; None for one raised with plain words, which it then says to
            everybody, as parts from elsewhere may.

    """

    said: Saying | None = None

    @classmethod
    def because(cls, code: str, /, **words: object) -> Self:
        """Return this error for what the catalogue says under *code*."""
        return cls.saying(Saying(code, words))

    @classmethod
    def saying(cls, said: Saying) -> Self:
        """Return this error for what *said* says."""
        error = cls(said.code)
        error.said = Saying(said.code, {n: _kept(word) for n, word in said.words.items()})
        return error

    def sentence(self, language: str = "en") -> str:
        """Return what is wrong, in ``ar``, ``fr`` or ``en``."""
        return super().__str__() if self.said is None else self.said.sentence(language)

    def __str__(self) -> str:
        return super().__str__() if self.said is None else self.said.sentence()


def _kept(word: object) -> object:
    """Return a word that any process can read."""
    return word if isinstance(word, int | Saying) else str(word)


def _in(word: object, language: str) -> object:
    return word.sentence(language) if isinstance(word, Saying) else word


def _plain(word: object) -> object:
    return word.plain() if isinstance(word, Saying) else _kept(word)


def _told(word: Any) -> object:
    return Saying.told(word) if isinstance(word, Mapping) else word
