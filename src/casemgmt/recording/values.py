"""The values journals and the log write: each read strictly, or refused with a code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NoReturn
from unicodedata import normalize
from uuid import UUID, SafeUUID

from casemgmt.domain.dates import Day, Precision
from casemgmt.domain.vocabulary import LANGUAGES, MAX_REFERENCE, Quantity, Subject, Text

from .drafts import draft_of

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_is_code = lru_cache(maxsize=4096)(_CODE.match)  # the same codes stand in most lines
_SCHOOL_YEAR = re.compile(r"[0-9]{4}-[0-9]{4}\Z")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\Z")
LARGEST = 10**12
CLOSE = 0.7  # of two words' letters, how many are the same: one or two slips of the hand
_ID = re.compile(r"[0-9a-fA-F]{8}(-?)(?:[0-9a-fA-F]{4}\1){3}[0-9a-fA-F]{12}\Z")
_QUANTITY_KEYS = {"value", "at_least", "about", "unknown", "raw"}


Near = Callable[[], str | None]
"""Looks for the nearest known word; only asked when somebody is told what is wrong."""


def near_to(said: Any, known: Iterable[Any]) -> Near:
    """Return what looks for the word of *known* that is nearest to *said*."""
    return lambda: nearest(said, known)


def nearest(said: Any, known: Iterable[Any]) -> str | None:
    """Return the word of *known* that *said* was probably meant to be, None if none is."""
    if type(said) is not str or len(said) > MAX_REFERENCE:
        return None
    words = sorted(word for word in known if isinstance(word, str))
    wanted = said.strip().casefold().replace("_", "-").replace(" ", "-")
    alike = {word.casefold().replace("_", "-"): word for word in reversed(words)}
    found = get_close_matches(wanted, alike, n=1, cutoff=CLOSE)
    return alike[found[0]] if found else None


class ShapeError(ValueError):
    """A value has not the shape its field asks for; ``code`` says what is wrong.

    Attributes:
        code: What is wrong.
        near: Says which known word is the nearest to what stood there; None where
            there is no list of words.

    """

    def __init__(self, code: str, near: Near | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.near = near


def fail(code: str, near: Near | None = None) -> NoReturn:
    """Raise that a value has not its shape."""
    raise ShapeError(code, near)


class AtError(ShapeError):
    """A shape error inside a list or table, with the way to it."""

    def __init__(self, path: tuple[str, ...], code: str, near: Near | None = None) -> None:
        super().__init__(code, near)
        self.path = path


def string(value: Any, _: object = None) -> str:
    """Return *value* if it is a string that can be written as UTF-8, in composed form."""
    if type(value) is not str:
        fail("wrong-type")
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        fail("lone-surrogate")
    return normalize("NFC", value)


def listed(value: Any, known: frozenset[str] | None) -> str:
    """Return *value* if it is one of the *known* codes; any string where none are given."""
    code = string(value)
    if known is not None and code not in known:
        fail("unknown-code", near_to(code, known))
    return code


def _code(value: Any, _: object = None) -> str:
    code = string(value)
    if len(code) > MAX_REFERENCE:
        fail("too-long")
    return code if _is_code(code) else fail("not-a-code")


def ref(value: Any, _: object = None) -> str:
    """Return *value* if it is a reference: 1-64 printable characters."""
    name = string(value)
    if not name:
        fail("empty")
    if len(name) > MAX_REFERENCE:
        fail("too-long")
    return name if name.isprintable() else fail("not-a-ref")


def _school_year(value: Any, _: object = None) -> str:
    text = string(value)
    first, _, second = text.partition("-")
    if not _SCHOOL_YEAR.match(text) or int(second) != int(first) + 1:
        fail("not-a-school-year")
    day(text)
    return text


def _season(value: Any, _: object = None) -> str:
    text = string(value)
    if day(text).precision not in (Precision.YEAR, Precision.SCHOOL_YEAR):
        fail("not-a-season")
    return text


def _month(value: Any, _: object = None) -> str:
    text = string(value)
    if not _MONTH.match(text):
        fail("not-a-month")
    day(text)
    return text


def count(value: Any, _: object = None) -> int:
    """Return *value* if it is a whole number that is not negative."""
    if type(value) is not int:
        fail("wrong-type")
    if value < 0:
        fail("negative")
    return value if value < LARGEST else fail("too-large")


def number(value: Any, _: object = None) -> Decimal:
    """Return *value* exactly: a number that is not negative, with at most two decimals."""
    if type(value) is int and 0 <= value < LARGEST:
        return Decimal(value)
    if type(value) not in (int, float):
        fail("wrong-type")
    exact = Decimal(repr(value))
    if not exact.is_finite():
        fail("wrong-type")
    if exact < 0:
        fail("negative")
    if exact >= LARGEST:
        fail("too-large")
    if exact != round(exact, 2):
        fail("too-many-decimals")
    return exact


def number_out(value: Decimal) -> int | float:
    """Return a number as JSON writes it; exact, since it has at most two decimals."""
    whole = int(value)
    return whole if value == whole else float(value)


def day(value: Any, _: object = None) -> Day:
    """Return the day that *value* writes, with its precision."""
    if type(value) is not str:
        fail("wrong-type")
    try:
        return Day.of(value)
    except ValueError as error:
        return fail("not-a-day" if str(error) == "not a day" else "no-such-day")


def text(value: Any, _: object = None) -> Text:
    """Return the words of *value*: a string, or one for each language."""
    if type(value) is str:
        return Text(plain=string(value))
    if type(value) is not dict or not value:
        fail("wrong-type")
    for language in value:
        if language not in LANGUAGES:
            raise AtError((str(language),), "unknown-field", near_to(language, LANGUAGES))
    return Text(**{k: string(v) for k, v in value.items()})


def text_out(value: Text) -> Any:
    """Return words as JSON writes them."""
    if value.plain is not None:
        return value.plain
    said = {}  # in the order of LANGUAGES
    if value.ar is not None:
        said["ar"] = value.ar
    if value.fr is not None:
        said["fr"] = value.fr
    if value.en is not None:
        said["en"] = value.en
    return said


def subject(value: Any, _: object = None) -> Subject:
    """Return the subject that *value* names."""
    try:
        return _subject(string(value))
    except ValueError as error:
        return fail(getattr(error, "code", "not-a-subject"))


_subject = lru_cache(maxsize=4096)(Subject.of)  # a child has many lines


def quantity(value: Any, _: object = None) -> Quantity:
    """Return a number as its source gave it: plain, or with what it said of it."""
    if type(value) is not dict:
        return Quantity(number(value))
    if extra := value.keys() - _QUANTITY_KEYS:
        near = near_to(min(extra), _QUANTITY_KEYS)
        raise AtError((min(extra),), "unknown-field", near)
    flags = {k: value[k] for k in ("at_least", "about", "unknown") if k in value}
    if any(type(flag) is not bool for flag in flags.values()):
        fail("wrong-type")
    if flags.pop("unknown", False) == ("value" in value):
        fail("value-or-unknown")
    raw = _raw(value["raw"]) if "raw" in value else None
    exact = number(value["value"]) if "value" in value else None
    return Quantity(exact, raw=raw, **flags)


def _raw(value: Any) -> Text:
    try:
        return text(value)
    except ShapeError as error:
        path = error.path if isinstance(error, AtError) else ()
        raise AtError(("raw", *path), error.code, error.near) from None


def quantity_out(value: Quantity) -> Any:
    """Return a quantity as JSON writes it; as a plain number where that says it all."""
    said: dict[str, Any] = {}
    if value.value is None:
        said["unknown"] = True
    else:
        said["value"] = number_out(value.value)
    said |= {k: True for k in ("at_least", "about") if getattr(value, k)}
    if value.raw is not None:
        said["raw"] = text_out(value.raw)
    return said["value"] if list(said) == ["value"] else said


def uuid(value: Any, _: object = None) -> UUID:
    """Return the UUID that *value* writes."""
    if type(value) is not str:
        fail("wrong-type")
    return made_of(value) if _ID.match(value) else fail("not-an-id")


def made_of(digits: str) -> UUID:
    """Return the UUID of hexadecimal *digits*, which its own class looks at five times."""
    made = _new(_DRAFT)
    made.int, made.is_safe = int(digits.replace("-", ""), 16), _UNSAFE
    made.__class__ = UUID
    return made  # type: ignore[no-any-return]


_new = object.__new__
_DRAFT = draft_of(UUID)
_UNSAFE = SafeUUID.unknown


def one_of(value: Any, choices: tuple[Any, ...]) -> Any:
    """Return *value* if it is one of *choices*, of the very same type."""
    for choice in choices:
        if type(value) is type(choice) and value == choice:
            return choice
    return fail("unknown-code", near_to(value, choices))


FORMS: Mapping[str, Callable[[Any, object], Any]] = {
    "code": _code,
    "ref": ref,
    "school-year": _school_year,
    "season": _season,
    "month": _month,
    "number": number,
    "count": count,
}
