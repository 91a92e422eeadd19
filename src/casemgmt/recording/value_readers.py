"""How each value of an event is read, strictly and fast; what is unusual is left.

The same days, codes and numbers stand in most events: each is read once, and is one object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from casemgmt.domain.dates import Day
from casemgmt.domain.vocabulary import LANGUAGES, Text

from .drafts import draft_of
from .values import FORMS as WRITTEN
from .values import LARGEST, count, day, number, string

Read = Callable[[Any], Any]


class UnusualError(Exception):
    """It does not look as it was written: the converter is to judge it."""


def is_a(value: Any, kind: type) -> None:
    """Leave *value* where it is not of the very type *kind*."""
    if type(value) is not kind:
        raise UnusualError


def one_of(words: Iterable[str]) -> Read:
    """Return what reads one of *words*; one that is not all in ASCII it leaves."""
    known = {word: word for word in words if word.isascii()}

    def read(value: Any) -> Any:
        is_a(value, str)
        return known[value]

    return read


def _text(value: Any) -> Text:
    made = object.__new__(_WORDS)
    made.ar = made.fr = made.en = made.plain = None
    if type(value) is str:
        made.plain = string(value)
    elif type(value) is not dict or not value or not value.keys() <= _LANGUAGES:
        raise UnusualError
    else:
        for language, words in value.items():
            known = words if type(words) is str and words.isascii() else string(words)
            setattr(made, language, known)
    made.__class__ = Text
    return made  # type: ignore[no-any-return]


def _flag(value: Any) -> Any:
    is_a(value, bool)
    return value


class _Kept(dict[str, Any]):
    """What was read before; only for what is new a function is called."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, said: str) -> Any:
        if len(self) >= _MOST_KEPT:
            self.clear()
        found = self[said] = self._read(said)
        return found


def _day(value: Any) -> Any:
    return DAYS[value] if type(value) is str else day(value)


_WORDS = draft_of(Text)
_LANGUAGES = frozenset(LANGUAGES)
_MOST_KEPT = 8_192
DAYS = _Kept(day)
AT_SIGHT: Mapping[Read, str] = {
    _day: "DAYS[value] if type(value) is str else {}(value)",
    count: f"value if type(value) is int and 0 <= value < {LARGEST} else {{}}(value)",
    string: "value if type(value) is str and value.isascii() else {}(value)",
}
"""What most values are is seen without a call; the others are asked."""
READERS: Mapping[Any, Read] = {
    Day: _day,
    Text: _text,
    bool: _flag,
    int: count,
    str: string,
}
FORMS: Mapping[str, Read] = {
    "count": count,
    "number": lru_cache(maxsize=4096, typed=True)(number),
    **{
        form: lru_cache(maxsize=4096)(WRITTEN[form])
        for form in WRITTEN.keys() - {"count", "number"}
    },
}
